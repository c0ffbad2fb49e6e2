"""`lus verify`: every stored file against its own metadata and checksum."""

from lus_stats.cli.output import note
from lus_stats.errors import Refused
from lus_stats.store import Store, open_data, verify
from lus_stats.text import numbers


def run(data: str) -> None:
    """Check the real store and the demo store, each where it exists.

    Errors: Refused, naming each file, where anything is wrong.
    """
    folder = open_data(data)
    stores = [store for store in (folder.for_real().store, folder.for_demo().store) if store.root.exists()]
    if not stores:
        note(f"Det finns inget lager i {folder.place}.")
    problems = [problem for store in stores for problem in verify(store)]
    if problems:
        count = numbers.counted(len(problems), "fel", "fel")
        said = "\n".join(f"{problem.path}: {problem.message}" for problem in problems)
        raise Refused(f"{count} i lagret:\n{said}")
    for store in stores:
        note(f"{store.root}: {_count(store)}, allt stämmer.")


def _count(store: Store) -> str:
    files = len(store.files())
    return numbers.counted(files, "fil", "filer")
