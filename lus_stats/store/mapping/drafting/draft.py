"""The draft of a mapping for a file that nothing is known about."""

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Final

import polars as pl

from lus_stats import schema
from lus_stats.errors import Refused
from lus_stats.store.headers import shown
from lus_stats.store.mapping.drafting.blocks import Block, guessed_block, missing_block, quoted
from lus_stats.store.mapping.drafting.dating import dating_of
from lus_stats.store.mapping.drafting.guesses import Guess, guessed
from lus_stats.store.mapping.drafting.profile import Profile, profiles
from lus_stats.store.mapping.formats import day_of
from lus_stats.store.mapping.model import CANONICAL_KEY
from lus_stats.store.personnummer import masked
from lus_stats.store.readers import Origin, Sheet
from lus_stats.store.scanning import refuse_among_headers, refuse_personnummer

_MOST_COLUMNS: Final = 300
_UNNAMED: Final = "ny_mappning"
_TOP: Final = """\
# Utkast till en mappning, gissad ur en fil av `lus mapping`. Gå igenom raderna, svara på varje FRÅGA genom att
# ändra eller ta bort, och pröva sedan: lus import FIL --mapping DEN_HÄR_FILEN --dry-run
# Hur en mappning skrivs står i docs/mappningar.md.

key = {key}
label = {label}
# Teckenkodning, skiljetecken och raden med kolumnernas namn känns av i varje fil. De kan också anges, under [file]:
# encoding, delimiter, sheet, header_row.
"""


@dataclass(frozen=True)
class Draft:
    """A drafted mapping: its TOML, which columns were guessed to be what, and what has to be answered.

    `headers` are the file's own, each with its place; `missing` the must-fields that no column was found for: without
    them the text is no mapping that can be loaded.
    """

    text: str
    headers: tuple[tuple[int, str], ...]
    guesses: tuple[Guess, ...]
    questions: tuple[str, ...]
    missing: tuple[str, ...]


def draft(sheet: Sheet, name: str, today: date) -> Draft:
    """A mapping for a file, as far as it can be guessed; no row's content is in it but words of closed lists (D58).

    Errors: Refused for a file with a personnummer, with a row where the names should be, or with no end of columns;
    the message lacks the file's name.
    """
    _refuse_what_is_no_table(sheet, today)
    columns = profiles(sheet, today)
    refuse_personnummer(_as_dated(sheet, columns), today)
    guesses = guessed(columns)
    settled = _settled(columns)
    filled = {guess.field.name: guessed_block(guess, settled) for guess in guesses}
    lacking = [field for field in schema.FIELDS if field.required and field.name not in filled]
    blocks = [filled.get(field.name) or missing_block(field) for field in schema.FIELDS if _has_block(field, filled)]
    used = {column.place for guess in guesses for column in guess.columns}
    unused = [column.header for column in columns if column.place not in used]
    top = _TOP.format(key=quoted(_key(name, today)), label=quoted(_label(name, today)))
    return Draft(
        text="\n".join([top, *(f"{block.text()}\n" for block in blocks), *_unused(unused), ""]),
        headers=tuple((column.place, shown(column.header)) for column in columns),
        guesses=tuple(guesses),
        questions=tuple(question for block in blocks for question in block.questions),
        missing=tuple(field.header for field in lacking),
    )


def _has_block(field: schema.Field, filled: dict[str, Block]) -> bool:
    return field.required or field.name in filled


def _refuse_what_is_no_table(sheet: Sheet, today: date) -> None:
    """What stands where the columns' names should is about to be shown: it must be names."""
    refuse_among_headers(sheet, today)
    if len(sheet.headers) > _MOST_COLUMNS:
        raise Refused(
            f"har {len(sheet.headers)} kolumner, fler än {_MOST_COLUMNS}. Ett uttag av vårdtillfällen har något "
            "tjugotal: kontrollera att det är rätt fil."
        )
    names = pl.Series([header for header in sheet.headers if header.strip()], dtype=pl.String)
    if dating_of(names).share > 0:
        raise Refused(
            f"har datum bland kolumnernas namn, på rad {sheet.header_row}: det ser ut som en patients rad. Kontrollera "
            "att filen har en rad med kolumnernas namn, och ta ut den på nytt."
        )


def _settled(columns: list[Profile]) -> set[str]:
    """The ways to write a day that some column leaves no doubt of: one file writes its dates in one way."""
    certain = [column.dating for column in columns if column.dating.holds and not column.dating.others]
    return {day_of(form) or form for dating in certain for form in dating.formats}


def _as_dated(sheet: Sheet, columns: list[Profile]) -> Sheet:
    """The sheet with its columns of dates told, in which a day with a time of day may look like a personnummer."""
    dates = [column.place for column in columns if column.dating.holds]
    return replace(sheet, origin=Origin(sheet, {"inskriven": tuple(dates)}))


def _key(name: str, today: date) -> str:
    key = re.sub(r"[^\w]+", "_", PurePath(masked(name, today)).stem.lower()).strip("_")
    return _UNNAMED if key in {"", CANONICAL_KEY, "dolt"} else key


def _label(name: str, today: date) -> str:
    return shown(PurePath(masked(name, today)).stem) or _UNNAMED


def _unused(headers: list[str]) -> list[str]:
    return [f"# Kolumner som inte används: {', '.join(quoted(shown(header)) for header in headers)}"] if headers else []
