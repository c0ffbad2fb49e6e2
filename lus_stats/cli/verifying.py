"""`lus verify`: every stored file against its own metadata and checksum, and every entry of the import log.

With `--document`: one invoice basis, as it was downloaded, against what the store gives today.
"""

from pathlib import Path

from lus_stats.cli.output import note
from lus_stats.errors import Refused
from lus_stats.store import Store, log_faults, open_data, verify
from lus_stats.text import numbers


def run(data: str) -> None:
    """Check the real store and the demo store, each where it exists.

    Errors: Refused, naming each file, where anything is wrong.
    """
    folder = open_data(data)
    both = (folder.for_real(), folder.for_demo())
    stores = [one.store for one in both if one.store.root.exists()]
    if not stores:
        note(f"Det finns inget lager i {folder.place}.")
    problems = [problem for store in stores for problem in verify(store)]
    problems += [problem for one in both for problem in log_faults(one)]
    if problems:
        count = numbers.counted(len(problems), "fel", "fel")
        said = "\n".join(f"{problem.path}: {problem.message}" for problem in problems)
        raise Refused(f"{count} i lagret:\n{said}")
    for store in stores:
        note(f"{store.root}: {_count(store)}, allt stämmer.")


def run_document(data: str, path: str) -> None:
    """Hold one document against the store.

    Errors: Refused for a file that cannot be read, is no document of ours, or does not agree.
    """
    from lus_stats.answers.document_check import check_document

    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise Refused(f"Filen {path} går inte att läsa. Kontrollera namnet och rättigheterna.") from error
    checked = check_document(open_data(data), raw)
    if not checked.agrees:
        raise Refused("\n".join((f"{checked.title}:", *checked.said)))
    note("\n".join((f"{checked.title}.", *checked.said)))


def _count(store: Store) -> str:
    files = len(store.files())
    return numbers.counted(files, "fil", "filer")
