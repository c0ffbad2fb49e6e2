"""The calculator of Metod: one stay counted under every agreement, by the engine itself."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl

from lus_stats import months
from lus_stats.derive import CELL, complete
from lus_stats.geography import swedish_key
from lus_stats.prepare import with_prepared
from lus_stats.rules import Agreement, Rulebook, Terms, terms_table
from lus_stats.rules.table import in_force
from lus_stats.schema import FIELDS
from lus_stats.vocabulary import CareForm


@dataclass(frozen=True)
class Counted:
    """One stay under one agreement's terms for some care forms.

    `terms` is None, and so are the figures, where the agreement had not begun in the month of the discharge.
    `days_beyond_free` is None where the terms have no free days.
    """

    agreement: Agreement
    care_forms: tuple[CareForm, ...]
    terms: Terms | None
    first_ready_on: date | None = None
    last_ready_on: date | None = None
    ready_days: int | None = None
    days_beyond_free: int | None = None


def calculate(rules: Rulebook, notice_at: datetime, discharged_at: datetime) -> tuple[Counted, ...]:
    """A stay from its notice to its discharge under every agreement, the Act last; equal care forms together."""
    month = months.month_of(discharged_at.date())
    in_order = sorted(
        rules.agreements.values(), key=lambda agreement: (agreement.fallback, swedish_key(agreement.label))
    )
    columns = [one for agreement in in_order for one in _columns(agreement, month)]
    figures = _figures(rules, columns, month, notice_at, discharged_at)
    return tuple(
        Counted(agreement, forms, terms, **figures.get(f"{at:02d}", {}))
        for at, (agreement, forms, terms) in enumerate(columns)
    )


_Column = tuple[Agreement, tuple[CareForm, ...], Terms | None]


def _columns(agreement: Agreement, month: date) -> list[_Column]:
    """An agreement's terms in a month; care forms whose days are counted alike share a column."""
    found = [(form, agreement.in_force(month, form)) for form in reversed(CareForm)]
    alike: dict[object, list[tuple[CareForm, Terms | None]]] = {}
    for form, terms in found:
        alike.setdefault(terms and counting_terms(terms), []).append((form, terms))
    return [(agreement, tuple(form for form, _ in same), same[0][1]) for same in alike.values()]


def counting_terms(terms: Terms) -> tuple[object, ...]:
    """Everything that some terms say, but for which care form they say it of."""
    return (
        terms.valid_from,
        terms.model,
        terms.threshold_tenths,
        terms.free_days,
        terms.cutoff,
        terms.discharge_day_counts,
        terms.mean_population,
        terms.criteria,
        tuple(sorted(terms.exempt_tracks.items())),
    )


def _figures(
    rules: Rulebook, columns: list[_Column], month: date, notice_at: datetime, discharged_at: datetime
) -> dict[str, dict[str, Any]]:
    """The engine's figures by column; a column stands as a county of its own, so that its terms join to it alone."""
    begun = [(f"{at:02d}", column) for at, column in enumerate(columns) if column[2] is not None]
    if not begun:
        return {}
    terms = pl.concat(
        terms_table(rules, [(name, month, forms[0])], in_force(agreement.key)) for name, (agreement, forms, _) in begun
    )
    rows = [_episode(name, forms[0], notice_at, discharged_at) for name, (_, forms, _) in begun]
    episodes = with_prepared(pl.LazyFrame(rows, schema={field.name: field.dtype for field in FIELDS}))
    extracts = terms.select(*CELL).unique().with_columns(late_after=pl.lit(None, pl.Date))
    names = ("first_ready_on", "last_ready_on", "ready_days", "days_beyond_free")
    counted = complete(episodes, terms, extracts).select("county", *names).collect()
    return {row["county"]: {name: row[name] for name in names} for row in counted.to_dicts()}


def _episode(name: str, care_form: CareForm, notice_at: datetime, discharged_at: datetime) -> dict[str, object]:
    return {
        "episode_id": name,
        "municipality_code": f"{name}00",
        "care_form": care_form,
        "admitted_at": notice_at,
        "ready_at": notice_at,
        "ready_notice_at": notice_at,
        "discharged_at": discharged_at,
        "registered_at": discharged_at,
    }
