"""A scenario: changed terms under a name, kept in a file of their own. Read strictly, and written the same way."""

import json
import tomllib
from dataclasses import dataclass
from datetime import time
from typing import Any, ClassVar, Final

from lus_stats.criteria import BY_KEY
from lus_stats.errors import Refused, WrongCall
from lus_stats.rules.changes import NO_CHANGES, SETTABLE, Changes, attribute
from lus_stats.rules.settings import parse_changes
from lus_stats.rules.strict import SWEDISH, Table, Wording

ENDING: Final = ".toml"
LARGEST: Final = 64 * 1024  # bytes; a scenario is some twenty lines
LONGEST_NAME: Final = 100
_TYPES: Final[dict[str, type]] = {
    "free_days": int,
    "discharge_day_counts": bool,
    "mean_population": str,
    "amount_sek": int,
}


@dataclass(frozen=True)
class Scenario:
    """Changed terms with a name. `agreement` None means each county's own."""

    name: str
    description: str = ""
    agreement: str | None = None
    changes: Changes = NO_CHANGES


@dataclass(frozen=True)
class _Table(Table):
    """One table of a scenario file: `nolldagar.toml: okänd nyckel 'fre_days', i terms; menade du 'free_days'?`."""

    words: ClassVar[Wording] = SWEDISH


def read_scenario(content: bytes, file: str) -> Scenario:
    """The scenario that a file holds.

    Errors: Refused naming the file, the key and the cure.
    """
    top = _Table(_parsed(content, file), file)
    top.only(["name", "terms"], ["description", "agreement"])
    name = top.get("name", str).strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise top.error(f"'name' ska vara en rad om 1–{LONGEST_NAME} tecken")
    terms = _Table(top.get("terms", dict), file, "terms")
    terms.only([], SETTABLE)
    return Scenario(name, top.get("description", str, "").strip(), top.get("agreement", str), _changes(terms))


def _changes(terms: _Table) -> Changes:
    pairs = [f"{key}={_setting(terms, key)}" for key in SETTABLE if key in terms.values]
    try:
        return parse_changes(pairs)
    except WrongCall as error:
        raise Refused(f"{terms.file}: {error}") from error


def _parsed(content: bytes, file: str) -> dict[str, Any]:
    if len(content) > LARGEST:
        raise Refused(f"{file}: filen är för stor för ett scenario (högst {LARGEST // 1024} kB)")
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused(f"{file}: filen är inte i UTF-8; spara den i UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{file}: filen är inte giltig TOML: {error}") from error


def _setting(terms: _Table, key: str) -> str:
    """A term's value as `--set` takes it, once it is of its type."""
    if key == "threshold_days":
        return _threshold(terms)
    if key == "cutoff":
        return _cutoff(terms)
    if key == "criteria":
        return _criteria(terms)
    value = terms.get(key, _TYPES[key])
    return str(value).lower()


def _threshold(terms: _Table) -> str:
    value = terms.values["threshold_days"]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise terms.error(f"'threshold_days' ska vara ett tal med högst en decimal, inte {value!r}")
    return str(value)


def _criteria(terms: _Table) -> str:
    keys = terms.strings("criteria")
    for key in keys:
        if key not in BY_KEY:
            raise terms.error(f"'criteria' ska vara några av {', '.join(BY_KEY)}, inte {key!r}")
    return ",".join(keys)


def _cutoff(terms: _Table) -> str:
    value = terms.values["cutoff"]
    if isinstance(value, time) and value == time(value.hour, value.minute):
        return f"{value:%H:%M}"
    if value == "none":
        return "none"
    raise terms.error(f"'cutoff' ska vara ett klockslag som 12:00:00, eller \"none\", inte {value!r}")


def write_scenario(scenario: Scenario) -> bytes:
    """The file that `read_scenario` reads back."""
    top = {"name": scenario.name, "description": scenario.description, "agreement": scenario.agreement}
    lines = [f"{key} = {_text(value)}" for key, value in top.items() if value]
    terms = [f"{key} = {_value(key, getattr(scenario.changes, attribute(key)))}" for key in scenario.changes.terms]
    return "\n".join([*lines, "", "[terms]", *terms, ""]).encode()


def _value(key: str, value: Any) -> str:
    if key == "threshold_days":
        return f"{value // 10}.{value % 10}"
    if key == "cutoff":
        return '"none"' if value[0] is None else f"{value[0]:%H:%M:%S}"
    if key == "criteria":
        return f"[{', '.join(map(_text, value))}]"
    return _text(str(value)) if isinstance(value, str) else str(value).lower()


def _text(value: str) -> str:
    """A TOML basic string: what JSON escapes, and the one control character that it lets through."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
