"""What the page Metod says in running text, kept as data in method.toml beside this file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lus_stats.vocabulary import Model, Outcome


@dataclass(frozen=True)
class Concept:
    """A term, what it means here, and whose meaning it is; `page` where only that page has it, and no document."""

    term: str
    meaning: str
    source: str
    page: str = ""


@dataclass(frozen=True)
class Reading:
    """How a rule text that does not settle the matter is read; `key` is its number in DECISIONS.md."""

    key: str
    title: str
    text: str


@dataclass(frozen=True)
class Method:
    """The page's texts. `sources` are by the label that stands in brackets, `columns` by the file's headers."""

    sources: Mapping[str, str]
    concepts: tuple[Concept, ...]
    outcomes: Mapping[Outcome, str]
    models: Mapping[Model, str]
    criteria: Mapping[str, str]
    columns: Mapping[str, str]
    readings: tuple[Reading, ...]


@cache
def method() -> Method:
    """The texts, read once."""
    texts = tomllib.loads((files("lus_stats.text") / "method.toml").read_text(encoding="utf-8"))
    return Method(
        sources=texts["sources"],
        concepts=tuple(Concept(**one) for one in texts["concepts"]),
        outcomes={Outcome(key): said for key, said in texts["outcomes"].items()},
        models={Model(key): said for key, said in texts["models"].items()},
        criteria=texts["criteria"],
        columns=texts["columns"],
        readings=tuple(Reading(**one) for one in texts["readings"]),
    )
