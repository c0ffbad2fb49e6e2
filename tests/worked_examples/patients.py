"""Patients drawn as a table, and what the engine makes of them, drawn in the same words."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from tests.engine import SHIPPED, Document, bills
from tests.oracle import intake, read
from tests.oracle.patients import patient
from tests.tables import drawn, read_as_drawn

NOW = datetime(2026, 11, 20, 12, 0)
CARE_FORMS = {"somatic": "somatisk", "psychiatric": "psykiatrisk"}
TRACKS = {"green": "grön", "yellow": "gul", "red": "röd", "blue": "blå", "–": ""}
MISSED = {
    "admission_notice": {"inskrivningsmeddelande": ""},
    "ready_notice": {"underrättelse": ""},
    "care_contact": {"fast_vårdkontakt": ""},
    "home_ready": {"hemgångsklar": "nej"},
    "sip_call": {"sip_krävs": "ja", "sip_kallelse": ""},
    "outpatient_available": {"öppenvård_tillgänglig": "nej"},
    "–": {},
}
INPUT = ("episode", "municipality", "care_form", "track", "notice", "discharged", "registered", "missed")
"""The columns that say what happened; all others are what comes of it."""


def lines_of(table: str, agreement: str | None = None, changes: Sequence[str] = ()) -> list[dict[str, str]]:
    """The patients of a drawn table with what became of each: equal to the drawing where it is right."""
    lines = {line["episode_id"]: line for line in answer(table, agreement, changes)["lines"]}
    given = [{name: text for name, text in row.items() if name in INPUT} for row in drawn(table)]
    return read_as_drawn([lines[row["episode"]] | row for row in given], table)


def groups_of(
    table: str, result: str, agreement: str | None = None, changes: Sequence[str] = ()
) -> list[dict[str, str]]:
    """The month's groups for the patients of a drawn table, in the words of a drawn result."""
    return read_as_drawn(answer(table, agreement, changes)["groups"], result)


def answer(
    table: str, agreement: str | None = None, changes: Sequence[str] = (), extracted_on: date | None = None
) -> Document:
    """The bill of the one month in which the patients of a drawn table left."""
    rows = [as_row(**row) for row in drawn(table)]
    taken = intake(rows, extracted_on, NOW)
    assert taken.rejected == []
    (month,) = {episode.month for episode in taken.accepted}
    return bills(read(rows, extracted_on, NOW), agreement, changes, rules=SHIPPED)[str(month)]


def as_row(
    episode: str,
    notice: str,
    discharged: str,
    municipality: str = "1880",
    care_form: str = "somatic",
    track: str = "green",
    registered: str = "",
    missed: str = "–",
    **_what_comes_of_it: Any,
) -> dict[str, str]:
    """One patient as a file's cells: the municipality told at `notice`, every criterion met but the missed one."""
    left = discharged if ":" in discharged else f"{discharged} 14:00"
    cells = {
        "kommunkod": municipality,
        "vårdform": CARE_FORMS[care_form],
        "spår": TRACKS[track],
        "inskriven": notice,
        "inskrivningsmeddelande": notice,
        "fast_vårdkontakt": notice,
        "registrerad": registered or left,
    }
    return patient(episode, notice, left, **cells | MISSED[missed])
