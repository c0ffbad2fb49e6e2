"""Läget's five key figures, each with its last thirteen months."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from lus_stats.billing.cost import known_sum
from lus_stats.disclosure import UNCERTAIN_BELOW
from lus_stats.figures.theme import percent
from lus_stats.rules import Terms
from lus_stats.text import numbers
from lus_stats.text.overview import compared
from lus_stats.ui.key_figures import KeyFigure
from lus_stats.ui.views.amounts import mark, worst
from lus_stats.ui.views.months_back import Values, figure_of, last_sums, last_values, mean_of, month_before
from lus_stats.vocabulary import SWEDISH, State

MILLIONS_FROM = 10_000_000


def mean_days(county: pl.DataFrame, month: date, terms: Terms) -> KeyFigure:
    """The county's mean as a statistic."""
    now = mean_of(county, month)
    limit = None if terms.threshold_tenths is None else terms.threshold_tenths / 10
    if now.value is None:
        return why_not("Dagar i medeltal", {"state": now.state})
    value, note = numbers.number(now.value, 1), compared(now, month_before(county, month))
    return with_history("Dagar i medeltal", value, note, last_values(county, month, "mean_ready_days"), 1, limit)


def episodes(county: pl.DataFrame, month: date) -> KeyFigure:
    """How many were discharged."""
    now, before = mean_of(county, month), month_before(county, month)
    if now.episodes is None:
        return why_not("Vårdtillfällen", {"state": now.state})
    value, note = numbers.number(now.episodes), ""
    if before is not None and before.episodes is not None:
        change = now.episodes - before.episodes
        sign = "+" if change > 0 else ""
        name = numbers.month_beside(before.month, month)
        note = f"{sign}{numbers.number(change)} mot {name}" if change else f"lika många som i {name}"
    if 0 < now.episodes < UNCERTAIN_BELOW:
        note = " · ".join(filter(None, (note, "osäkert, få vårdtillfällen")))
    return with_history("Vårdtillfällen", value, note, last_values(county, month, "episodes"), 0)


def criteria_met(county: pl.DataFrame, month: date, terms: Terms) -> KeyFigure:
    """The share that the region has met every criterion for."""
    label = "Uppfyller alla kriterier"
    if not terms.criteria:
        return KeyFigure(label, SWEDISH[State.NOT_APPLICABLE], "villkoren kräver inga")
    row = figure_of(county, month, "share_criteria_met")
    if row is None or row["value"] is None:
        return why_not(label, row)
    note = f"{numbers.number(row['numerator'])} av {numbers.number(row['denominator'])}"
    history = tuple(v if v is None else v * 100 for v in last_values(county, month, "share_criteria_met"))
    return with_history(label, percent(row["value"]), note, history, 0)


def over_threshold(outcomes: pl.DataFrame, month: date, terms: Terms, municipalities: int, hidden: int) -> KeyFigure:
    """How many municipalities are liable; needs the outcomes that the reader may see."""
    label = "Över gränsen"
    if terms.threshold_tenths is None:
        return KeyFigure(label, SWEDISH[State.NOT_APPLICABLE], "villkoren har ingen gräns")
    now = outcomes.filter(pl.col("month") == month)
    over = int(now["liable"].sum())
    alone = municipalities == 1 and not hidden
    value = ("ja" if over else "nej") if alone else f"{numbers.number(over)} av {numbers.number(municipalities)}"
    note = f"medel över {numbers.threshold(terms.threshold_tenths)}{_hidden(hidden)}"
    return with_history(label, value, note, last_sums(outcomes, month, pl.col("liable").sum()), 0)


def simulated_bill(outcomes: pl.DataFrame, month: date, terms: Terms, hidden: int) -> KeyFigure:
    """What the month would cost, and beside it what the region's unmet criteria blocked."""
    now = outcomes.filter(pl.col("month") == month)
    billed, blocked = sum_of(now, "amount_sek"), sum_of(now, "blocked_sek")
    days = numbers.days_in_tenths(int(now["billed_tenths"].sum()))
    stopped = numbers.days(int(now["blocked_days"].sum()))
    marked = marked_words(now)
    beside = "" if terms.free_days is None else f" · {short_kronor(blocked)} ({stopped}) stoppas av kriterier"
    note = f"{days}{marked}{_hidden(hidden)}{beside}"
    history = last_sums(outcomes, month, known_sum("amount_sek"))
    return with_history("Simulerad faktura", short_kronor(billed), note, history, 0)


def sum_of(outcomes: pl.DataFrame, column: str) -> int | None:
    """Kronor in all; unknown as soon as one group's are (rules.md §5)."""
    return None if outcomes[column].null_count() else int(outcomes[column].sum())


def marked_words(outcomes: pl.DataFrame) -> str:
    """` (demobelopp)` or ` (obekräftat)` where the kronor rest on such an amount, else nothing."""
    charged = outcomes.filter((pl.col("billed_tenths") > 0) | (pl.col("blocked_days") > 0))
    said = mark(worst(charged["amount_status"]), invented=bool(charged["invented"].any()))
    return f" ({said})" if said else ""


def short_kronor(amount_sek: int | None) -> str:
    """Kronor as a card has room for them: from ten millions on in millions."""
    if amount_sek is not None and amount_sek >= MILLIONS_FROM:
        return f"{numbers.number(amount_sek / 1_000_000, 1)}{numbers.NBSP}mnkr"
    return numbers.kronor(amount_sek)


def _hidden(count: int) -> str:
    return f", {numbers.counted(count, 'kommun dold', 'kommuner dolda')}" if count else ""


def why_not(label: str, row: Mapping[str, Any] | None) -> KeyFigure:
    """A card without a figure, and why: hidden, or nobody to count."""
    if row is not None and row["state"] == State.HIDDEN:
        return KeyFigure(label, "dolt", "färre än 5 vårdtillfällen")
    return KeyFigure(label, SWEDISH[State.MISSING], "inga vårdtillfällen")


def with_history(
    label: str, value: str, note: str, history: Values, decimals: int, threshold: float | None = None
) -> KeyFigure:
    """The card, and its line in words."""
    known = [one for one in history if one is not None]
    said = ""
    if known:
        low, high = (numbers.number(edge, decimals) for edge in (min(known), max(known)))
        said = f"{label}, senaste {numbers.number(len(history))} månaderna: mellan {low} och {high}"
    return KeyFigure(label, value, note, history if known else (), threshold, said)
