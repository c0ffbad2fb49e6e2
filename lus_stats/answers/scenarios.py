"""Which scenario is meant: a file by its path, or one kept in the data folder by its name."""

from difflib import get_close_matches
from pathlib import Path

from lus_stats.errors import WrongCall
from lus_stats.rules import Scenario, read_scenario
from lus_stats.rules.scenario import ENDING, LARGEST
from lus_stats.store import DataFolder


def scenario(folder: DataFolder, name: str) -> Scenario:
    """A scenario by its file's path, or by the file's name without its ending in `scenarios/`.

    Errors: WrongCall where there is none; Refused for a faulty one.
    """
    if name.endswith(ENDING) or "/" in name or "\\" in name:
        return _read(_existing(Path(name)))
    if name not in (kept := scenario_names(folder)):
        near = get_close_matches(name, kept, n=1)
        known = f"De som finns är {', '.join(kept)}." if kept else f"Mappen {folder.scenarios} har inga."
        hint = f"Menade du {near[0]}?" if near else known
        raise WrongCall(f"Scenariot {name!r} finns inte. {hint}")
    return _read(folder.scenarios / f"{name}{ENDING}")


def scenario_names(folder: DataFolder) -> list[str]:
    """The names that `scenario` knows in a data folder, in order."""
    return sorted(path.name.removesuffix(ENDING) for path in folder.scenarios.glob(f"*{ENDING}") if path.is_file())


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise WrongCall(f"Scenariot {path} finns inte. Kontrollera sökvägen.")
    return path


def _read(path: Path) -> Scenario:
    """Its beginning is enough to tell that a file is too large."""
    try:
        with path.open("rb") as file:
            return read_scenario(file.read(LARGEST + 1), path.name)
    except OSError as error:
        raise WrongCall(f"Scenariot {path} går inte att läsa ({error.strerror}). Kontrollera rättigheterna.") from error
