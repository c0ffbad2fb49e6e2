"""What the columns of tables and files mean: the indicators' own definitions, and those of columns.toml beside this."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lus_stats.indicators import BY_KEY

OWN = "LUS-statistik"


@dataclass(frozen=True)
class Meaning:
    """How a figure is counted, and whose definition that is."""

    definition: str
    source: str


@cache
def meanings() -> Mapping[str, Meaning]:
    """Every meaning by its key: an indicator's, else one of columns.toml."""
    texts = tomllib.loads((files("lus_stats.text") / "columns.toml").read_text(encoding="utf-8"))
    others = {key: Meaning(said, texts["sources"].get(key, OWN)) for key, said in texts["columns"].items()}
    return others | {key: Meaning(one.definition, without_internal(one.source)) for key, one in BY_KEY.items()}


def without_internal(source: str) -> str:
    """A source as a reader knows it: without the sections of our own rule text."""
    kept = [part.strip() for part in source.replace(", enligt ", "; ").split(";")]
    return "; ".join(part for part in kept if part and not part.startswith("rules.md")) or OWN
