"""`lus bill` for the eye."""

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from lus_stats.answers import Bill
from lus_stats.cli.output import note, write_table
from lus_stats.geography import county_name, municipality_name
from lus_stats.text import numbers
from lus_stats.vocabulary import SWEDISH, AmountStatus, CareForm, Model, Outcome, State

MOST_LINES: Final = 100  # more are asked for by municipality, or read in a file
_NOT_APPLICABLE: Final = "–"
_GROUP: Final = (
    "Kommun", "Vårdform", "Över gränsen", "I medel", "Dagar", "Medel", "Gräns", "Kvar", "Debiteras", "Kronor",
    "Stoppas", "Kronor stoppas", "Belopp",
)  # fmt: skip
_LINE: Final = ("Vårdtillfälle", "Kommun", "Vårdform", "Dagar", "Fria", "Debiteras", "Kronor", "Belopp", "Utfall", "")
_NUMBERS: Final = (
    "I medel", "Dagar", "Medel", "Gräns", "Kvar", "Debiteras", "Kronor", "Stoppas", "Kronor stoppas", "Fria",
)  # fmt: skip


def write(answer: Bill, *, every_line: bool) -> None:
    """The groups, the lines where they are few or asked for, and what they rest on."""
    demo = " · Demodata" if answer.demo else ""
    title = f"{numbers.capitalised(numbers.month_and_year(answer.month))}{demo}"
    groups = answer.groups.to_dicts()
    if not groups:
        note("Inga vårdtillfällen skrevs ut den månaden.")
    write_table(title, _GROUP, [*map(_group, groups), *_total(answer.groups)], _NUMBERS)
    _write_lines(answer, every_line=every_line)
    extracts = [_extract(row) for row in answer.extracts.to_dicts()]
    write_table("Uttag", ("Län", "Vårdform", "Version", "Uttag", "Slag"), extracts, ("Version",))
    _say_about_amounts(answer)


def _write_lines(answer: Bill, *, every_line: bool) -> None:
    count = len(answer.lines)
    if every_line or count <= MOST_LINES:
        write_table("Rader", _LINE, map(_line, answer.lines.to_dicts()), _NUMBERS)
    else:
        how = "visas för en kommun (--municipality) eller med --format json eller csv"
        note(f"{numbers.capitalised(numbers.counted(count, 'rad', 'rader'))} {how}.")


def _group(row: Mapping[str, Any]) -> tuple[str, ...]:
    has_mean = row["model"] != Model.INDIVIDUAL
    limit, mean, left = row["threshold_tenths"], row["mean_ready_days"], row["headroom_tenths"]
    missing = SWEDISH[State.MISSING] if has_mean else _NOT_APPLICABLE
    return (
        municipality_name(row["municipality_code"]),
        SWEDISH[CareForm(row["care_form"])],
        ("ja" if row["liable"] else "nej") if has_mean else _NOT_APPLICABLE,
        numbers.number(row["episodes_in_mean"]),
        numbers.number(row["ready_days"]),
        missing if mean is None else numbers.mean_beside(mean, limit),
        _NOT_APPLICABLE if limit is None else numbers.threshold(limit),
        missing if left is None else numbers.tenths(left),
        numbers.tenths(row["billed_tenths"]),
        numbers.kronor(row["amount_sek"]),
        numbers.number(row["blocked_days"]),
        numbers.kronor(row["blocked_sek"]),
        SWEDISH[AmountStatus(row["amount_status"])],
    )


def _total(groups: pl.DataFrame) -> list[tuple[str, ...]]:
    if len(groups) < 2:
        return []
    billed, blocked = groups["amount_sek"], groups["blocked_sek"]
    sums = {
        "Kommun": "Summa",
        "Debiteras": numbers.tenths(int(groups["billed_tenths"].sum())),
        "Kronor": numbers.kronor(None if billed.has_nulls() else int(billed.sum())),
        "Stoppas": numbers.number(int(groups["blocked_days"].sum())),
        "Kronor stoppas": numbers.kronor(None if blocked.has_nulls() else int(blocked.sum())),
    }
    return [tuple(sums.get(column, "") for column in _GROUP)]


def _line(row: Mapping[str, Any]) -> tuple[str, ...]:
    on_group = row["model"] == Model.MEAN_EXCESS
    outcome = SWEDISH[Outcome(row["outcome"])]
    unmet = f" ({', '.join(row['unmet_criteria'])})" if row["unmet_criteria"] else ""
    return (
        row["episode_id"],
        municipality_name(row["municipality_code"]),
        SWEDISH[CareForm(row["care_form"])],
        numbers.number(row["ready_days"]),
        _NOT_APPLICABLE if row["free_days"] is None else numbers.number(row["free_days"]),
        _NOT_APPLICABLE if on_group else numbers.number(row["billed_days"]),
        _NOT_APPLICABLE if on_group else numbers.kronor(row["amount_sek"]),
        SWEDISH[AmountStatus(row["amount_status"])],
        outcome + unmet,
        "avgörande" if row["pivotal"] else "",
    )


def _extract(row: Mapping[str, Any]) -> tuple[str, ...]:
    kind = "underlag för fakturering" if row["basis"] else "preliminär"
    if not row["basis"] and row["late_after"] is not None:
        kind = f"inte underlaget, som är från {row['late_after']}"
    form = SWEDISH[CareForm(row["care_form"])]
    return (county_name(row["county"]), form, str(row["revision"]), str(row["extracted_on"]), kind)


def _say_about_amounts(answer: Bill) -> None:
    """What must be said about kronor wherever they are shown, and about those that stand on no line."""
    if not answer.groups.filter(pl.col("amount_status") == AmountStatus.UNCONFIRMED).is_empty():
        note("Beloppet är obekräftat för minst ett av åren: kronorna kan komma att ändras.")
    if not answer.groups.filter(pl.col("amount_sek").is_null() | pl.col("blocked_sek").is_null()).is_empty():
        note("Belopp saknas för minst ett av åren. Lägg till det i data/rules/amounts.toml när det är känt.")
    years = _invented_years(answer)
    if years:
        note(f"Beloppet för {numbers.listed(years)} är påhittat (demobelopp).")
    if not answer.groups.filter(pl.col("model") == Model.MEAN_EXCESS).is_empty():
        note("Där medelvärdets överskjutande dagar betalas står summan på kommunen; raderna har inga egna kronor.")


def _invented_years(answer: Bill) -> list[str]:
    """The years with invented amounts that the answer's kronor rest on."""
    if answer.lines.is_empty():
        return []
    return [str(year) for year in answer.amounts_behind(answer.lines).filter("invented")["year"]]
