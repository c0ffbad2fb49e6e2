"""Reading the shipped agreements and amounts, and those in `data/rules/` laid over them."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from lus_stats.errors import RulesError
from lus_stats.rules.agreement_file import read_agreement
from lus_stats.rules.amounts_file import read_amounts
from lus_stats.rules.model import Agreement, Amount, Rulebook

AMOUNTS_FILE = "amounts.toml"
_REMEMBERED = 64  # files' contents: every question asks for the rules anew, and they seldom differ


class Readable(Protocol):
    """A file, shipped or the reader's own."""

    @property
    def name(self) -> str: ...

    def read_bytes(self) -> bytes: ...


def load(overlays: Iterable[Path] = ()) -> Rulebook:
    """Every agreement and amount: the shipped ones, and over them what lies in each overlay folder, in order.

    An overlay's agreement replaces the shipped one of the same key whole; its amounts replace year by year (D13).

    Errors: RulesError naming the file, the key and the cure.
    """
    agreements: dict[str, Agreement] = {}
    origin: dict[str, str] = {}
    amounts: dict[int, Amount] = {}
    for folder in (_shipped(), *(_overlay(path) for path in overlays)):
        for file in folder:
            content = _bytes_of(file)
            if file.name == AMOUNTS_FILE:
                amounts |= _amounts(content, file.name)
                continue
            agreement = _agreement(content, file.name)
            agreements[agreement.key] = agreement
            origin[agreement.key] = file.name
    _check_counties(agreements, origin)
    return Rulebook(dict(sorted(agreements.items())), dict(sorted(amounts.items())))


def _shipped() -> Iterator[Readable]:
    rules = files("lus_stats.rules")
    yield rules / AMOUNTS_FILE
    yield from sorted((f for f in (rules / "agreements").iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)


def _overlay(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob("*.toml"))
    yield from sorted((folder / "agreements").glob("*.toml"))


@lru_cache(_REMEMBERED)
def _agreement(content: bytes, name: str) -> Agreement:
    return read_agreement(_parsed(content, name), name)


@lru_cache(_REMEMBERED)
def _amounts(content: bytes, name: str) -> Mapping[int, Amount]:
    return MappingProxyType(read_amounts(_parsed(content, name), name))


def parse(file: Readable) -> dict[str, Any]:
    """A rule file's content.

    Errors: RulesError for what is no TOML in UTF-8.
    """
    return _parsed(_bytes_of(file), file.name)


def _bytes_of(file: Readable) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise RulesError(f"{file.name}: cannot be read ({error.strerror}); check the file's permissions") from error


def _parsed(content: bytes, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise RulesError(f"{name}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise RulesError(f"{name}: not valid TOML: {error}") from error


def _check_counties(agreements: dict[str, Agreement], origin: dict[str, str]) -> None:
    taken: dict[str, str] = {}
    for key, agreement in agreements.items():
        for county in agreement.counties:
            if county in taken:
                raise RulesError(
                    f"{origin[key]}: county {county!r} already belongs to agreement {taken[county]!r} "
                    f"({origin[taken[county]]}); remove it from one of them"
                )
            taken[county] = key
    fallbacks = [key for key, agreement in agreements.items() if agreement.fallback]
    if len(fallbacks) != 1:
        raise RulesError(f"exactly one agreement must say fallback = true; now: {', '.join(fallbacks) or 'none'}")
