"""The table of `lus stats`."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from lus_stats import months
from lus_stats.answers import BY, Grouping
from lus_stats.cli.output import write_table
from lus_stats.disclosure import UNCERTAIN_BELOW
from lus_stats.geography import county_name, municipality_name
from lus_stats.indicators import BY_KEY, Unit
from lus_stats.text import numbers
from lus_stats.vocabulary import SWEDISH, CareForm, State, Track

_DECIMALS: Final = {Unit.COUNT: 0, Unit.DAYS: 2, Unit.BEDS: 1, Unit.SHARE: 1}
_HEADINGS: Final = {
    Grouping.COUNTY: "Län",
    Grouping.MUNICIPALITY: "Kommun",
    Grouping.DISTRICT: "Stadsdelsområde",
    Grouping.HOSPITAL: "Sjukhus",
    Grouping.TRACK: "Spår",
}


def write_figures(rows: Iterable[Mapping[str, Any]], by: Grouping) -> None:
    """Every figure on a line of its own. Needs: the rows of answers.statistics' figures."""
    columns = ("Månad", _HEADINGS[by], "Vårdform", "Indikator", "Antal", "Värde", "95 %", "")
    write_table("", columns, (_row(row, by) for row in rows), ("Antal", "Värde", "95 %"))


def unit(by: Grouping) -> str:
    """The column that names what a row is of."""
    return BY[by][-1]


def _row(row: Mapping[str, Any], by: Grouping) -> tuple[str, ...]:
    indicator = BY_KEY[row["indicator"]]
    shown = row["state"] == State.SHOWN
    return (
        months.key(row["month"]),
        _named(row, by),
        SWEDISH[CareForm(row["care_form"])],
        indicator.label,
        "" if row["population"] is None else numbers.number(row["population"]),
        _value(row, indicator.unit) if shown else SWEDISH[State(row["state"])],
        _limits(row, indicator.unit) if shown and row["low"] is not None else "",
        "osäkert, få vårdtillfällen" if shown and 0 < row["population"] < UNCERTAIN_BELOW else "",
    )


def _value(row: Mapping[str, Any], in_unit: Unit) -> str:
    is_sum = row["numerator"] is not None and row["denominator"] is None
    return numbers.number(row["value"]) if is_sum else _said(row["value"], in_unit)


def _limits(row: Mapping[str, Any], in_unit: Unit) -> str:
    return f"{_said(row['low'], in_unit)}–{_said(row['high'], in_unit)}"


def _named(row: Mapping[str, Any], by: Grouping) -> str:
    code = row[unit(by)]
    if by == Grouping.TRACK:
        track = "inte angivet" if code is None else SWEDISH[Track(code)]
        return f"{county_name(row['county'])}, {track}"
    if code is None:
        return "inte angivet"
    names = {Grouping.COUNTY: county_name, Grouping.MUNICIPALITY: municipality_name}
    return names[by](code) if by in names else code


def _said(value: float, in_unit: Unit) -> str:
    if in_unit == Unit.SHARE:
        return f"{numbers.number(value * 100, _DECIMALS[in_unit])}{numbers.NBSP}%"
    return numbers.number(value, _DECIMALS[in_unit])
