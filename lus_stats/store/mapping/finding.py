"""Which mapping is meant: a file by its path, or the key of an own or a shipped one."""

from collections.abc import Sequence
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path

from lus_stats.errors import Refused, WrongCall
from lus_stats.store.mapping.loader import load, parsed
from lus_stats.store.mapping.model import CANONICAL, CANONICAL_KEY, Mapping

_ENDING = ".toml"


def find(name: str, folders: Sequence[Path]) -> Mapping:
    """A mapping by its file's path, or by its key: in the folders first (D59), then among the shipped ones.

    Errors: WrongCall where there is none; Refused for one that is faulty.
    """
    if name.endswith(_ENDING) or "/" in name or "\\" in name:
        return load(_existing(Path(name)))
    if name == CANONICAL_KEY:
        return CANONICAL
    found = next((path for folder in folders for path in _own(folder) if path.stem == name), None)
    if found is not None:
        return _with_its_key(load(found), found.name)
    if name not in shipped():
        raise WrongCall(_unknown(name, folders))
    return parsed((files("lus_stats.store.mapping") / "shipped" / f"{name}{_ENDING}").read_bytes(), f"{name}{_ENDING}")


def keys(folders: Sequence[Path]) -> list[str]:
    """The keys that `find` knows, in order."""
    own = {path.stem for folder in folders for path in _own(folder)}
    return sorted({CANONICAL_KEY, *own, *shipped()})


def shipped() -> list[str]:
    """The keys of the shipped mappings."""
    there = (files("lus_stats.store.mapping") / "shipped").iterdir()
    return sorted(file.name.removesuffix(_ENDING) for file in there if file.name.endswith(_ENDING))


def _own(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{_ENDING}"))


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise WrongCall(f"Mappningen {path} finns inte. Kontrollera sökvägen.")
    return path


def _with_its_key(mapping: Mapping, file: str) -> Mapping:
    """The file's name is what it is found by, and the key what the store remembers: they must be the same."""
    if f"{mapping.key}{_ENDING}" != file:
        raise Refused(f"{file}: 'key' är {mapping.key!r} men filens namn säger något annat; ändra den ena")
    return mapping


def _unknown(name: str, folders: Sequence[Path]) -> str:
    known = keys(folders)
    near = get_close_matches(name, known, n=1)
    hint = f"Menade du {near[0]}?" if near else f"De som finns är {', '.join(known)}."
    return f"Mappningen {name!r} finns inte. {hint}"
