"""The indicators of rules.md §8 by county, municipality, district, hospital or track, before anything is hidden."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from tests.oracle.calendar import days_in
from tests.oracle.criteria import CATALOGUE, is_met, unmet_criteria
from tests.oracle.days import ready_dates
from tests.oracle.episode import Episode
from tests.oracle.group import is_late
from tests.oracle.places import todays_district
from tests.oracle.register import Register, frozen_basis
from tests.oracle.terms import Terms, terms_for

GROUPING = {
    "county": lambda row: row.county,
    "municipality": lambda row: row.municipality_code,
    "district": lambda row: row.district,
    "hospital": lambda row: row.hospital,
    "today": lambda row: todays_district(row.district),
    "track": lambda row: row.track,
}


@dataclass(frozen=True)
class Counted:
    """An episode with what the indicators ask for."""

    episode: Episode
    terms: Terms
    ready_days: int
    late: bool


@dataclass(frozen=True)
class Figure:
    """One indicator of one group: exact value, None where there is none."""

    numerator: int | None
    denominator: int | None
    value: Fraction | None
    n: int


def stats(
    register: Register,
    month: str,
    by: str,
    agreement: str | None = None,
    sets: Mapping[str, Any] | None = None,
    pool: int = 1,
) -> dict[tuple[str | None, str, str], Figure]:
    """Figures by (group, care form, indicator), every episode of the newest revisions counted.

    Of `pool` months, the last of which is `month` and settles the terms; where one is lacking there is nothing.
    """
    window = months_back(month, pool)
    return {
        (group, care_form, indicator): figure
        for (group, care_form), rows in grouped(register, month, by, agreement, sets, pool).items()
        for indicator, figure in figures(rows, window).items()
    }


def grouped(
    register: Register,
    month: str,
    by: str,
    agreement: str | None = None,
    sets: Mapping[str, Any] | None = None,
    pool: int = 1,
) -> dict[tuple[str | None, str], list[Counted]]:
    """The episodes of every group and care form, of the newest revisions."""
    groups: dict[tuple[str | None, str], list[Counted]] = {}
    window = months_back(month, pool)
    for (county, held, care_form), revisions in register.revisions.items():
        if held not in window or any((county, one, care_form) not in register.revisions for one in window):
            continue
        terms = terms_for(county, care_form, month, agreement, sets)
        basis = frozen_basis(revisions, held)
        late_after = basis.extracted_on if basis is not None else None
        for row in revisions[-1].rows:
            if by in ("district", "today") and row.municipality_code != "0180":
                continue
            groups.setdefault((GROUPING[by](row), care_form), []).append(counted(row, terms, late_after))
    return groups


def months_back(month: str, count: int) -> list[str]:
    """The months that end with one."""
    year, number = int(month[:4]), int(month[5:])
    back = [(year * 12 + number - 1 - step) for step in range(count)]
    return [f"{at // 12}-{at % 12 + 1:02}" for at in reversed(back)]


def counted(row: Episode, terms: Terms, late_after: date | None) -> Counted:
    """The episode under its terms."""
    return Counted(row, terms, len(ready_dates(row, terms)), is_late(row, late_after))


def figures(rows: list[Counted], months: list[str]) -> dict[str, Figure]:
    """Every indicator of one group that has at least one episode."""
    n = len(rows)
    days = sorted(row.ready_days for row in rows)
    stayed = [day for day in days if day >= 1]
    with_free_days = [row for row in rows if row.terms.free_days is not None]
    beyond = [row for row in with_free_days if row.ready_days > row.terms.free_days]
    result = {
        "episodes": count(n, n),
        "ready_days": count(sum(days), n),
        "mean_ready_days": ratio(sum(days), n, n),
        "median_ready_days": Figure(None, None, quantile(days, Fraction(1, 2)), n),
        "p90_ready_days": Figure(None, None, quantile(days, Fraction(9, 10)), n),
        "share_zero_days": ratio(days.count(0), n, n),
        "share_beyond_free_days": ratio(len(beyond), len(with_free_days), n),
        "beds_occupied": ratio(sum(days), sum(days_in(month) for month in months), n),
        "share_criteria_met": ratio(sum(1 for row in rows if unmet_criteria(row.episode, row.terms) == []), n, n),
        "late_registrations": count(sum(1 for row in rows if row.late), n),
        "weekend_discharges": count(sum(1 for row in rows if row.episode.discharged_at.date().isoweekday() > 5), n),
        "mean_ready_days_skr": ratio(sum(stayed), len(stayed), len(stayed)),
    }
    for key in CATALOGUE:
        met = sum(1 for row in rows if is_met(key, row.episode, row.terms))
        result[f"share_{key}"] = ratio(met, n, n)
    return result


def count(value: int, n: int) -> Figure:
    """A number of something."""
    return Figure(value, None, Fraction(value), n)


def ratio(numerator: int, denominator: int, n: int) -> Figure:
    """A quotient; none over nothing."""
    return Figure(numerator, denominator, Fraction(numerator, denominator) if denominator else None, n)


def quantile(ordered: list[int], share: Fraction) -> Fraction:
    """Between the two neighbours, in proportion."""
    position = share * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])
