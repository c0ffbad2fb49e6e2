"""Kommun's key figures: how long patients waited, and what the month comes to."""

from datetime import date
from typing import Any

import polars as pl

from lus_stats.figures.theme import percent
from lus_stats.rules import Terms
from lus_stats.text import numbers
from lus_stats.ui.key_figures import KeyFigure
from lus_stats.ui.views.months_back import figure_of, last_sums, last_values
from lus_stats.ui.views.overview_figures import marked_words, short_kronor, why_not, with_history
from lus_stats.vocabulary import SWEDISH, State


def median(figures: pl.DataFrame, month: date) -> KeyFigure:
    """The median, and the 90th percentile beside it."""
    label = "Median, dagar"
    row, high = (figure_of(figures, month, key) for key in ("median_ready_days", "p90_ready_days"))
    if row is None or high is None or row["value"] is None:
        return why_not(label, row)
    note = f"nio av tio har högst {_days(high['value'])} (P90)"
    return with_history(label, _plain(row["value"]), note, last_values(figures, month, "median_ready_days"), 1)


def zero_days(figures: pl.DataFrame, month: date) -> KeyFigure:
    """The share that did not wait at all."""
    label = "Andel med 0 dagar"
    row = figure_of(figures, month, "share_zero_days")
    if row is None or row["value"] is None:
        return why_not(label, row)
    note = f"{numbers.number(row['numerator'])} av {numbers.number(row['denominator'])}"
    history = tuple(v if v is None else v * 100 for v in last_values(figures, month, "share_zero_days"))
    return with_history(label, percent(row["value"]), note, history, 0)


def beds(figures: pl.DataFrame, month: date) -> KeyFigure:
    """How many beds the waiting took."""
    label = "Vårdplatser som upptas"
    row = figure_of(figures, month, "beds_occupied")
    if row is None or row["value"] is None:
        return why_not(label, row)
    note = f"{numbers.days(row['numerator'])} på {numbers.number(row['denominator'])} dygn"
    return with_history(label, numbers.number(row["value"], 1), note, last_values(figures, month, "beds_occupied"), 1)


def headroom(group: dict[str, Any], terms: Terms) -> KeyFigure:
    """How many days the month's mean is from the threshold, on the billing basis."""
    label = "Utrymme till gränsen"
    if terms.threshold_tenths is None:
        return KeyFigure(label, SWEDISH[State.NOT_APPLICABLE], "villkoren har ingen gräns")
    if group["hidden"] or group["headroom_tenths"] is None:
        return _no_outcome(label, group)
    tenths = group["headroom_tenths"]
    said = "över gränsen" if group["liable"] else "kvar till gränsen" if tenths else "precis på gränsen, inte över"
    note = f"{said} {numbers.threshold(terms.threshold_tenths)}, i underlaget för fakturering"
    return KeyFigure(label, f"{numbers.MINUS if tenths < 0 else ''}{numbers.days_in_tenths(abs(tenths))}", note)


def billed(group: dict[str, Any], seen: pl.DataFrame, month: date) -> KeyFigure:
    """What the month would cost."""
    label = "Simulerad faktura"
    if group["hidden"]:
        return _no_outcome(label, group)
    days = numbers.days_in_tenths(group["billed_tenths"] or 0)
    charged = (pl.col("month") == month) & (pl.col("billed_tenths") > 0)
    marked = marked_words(seen.filter(charged))
    amount = short_kronor(0 if group["episodes"] is None else group["amount_sek"])
    return with_history(label, amount, f"{days}{marked}", last_sums(seen, month, pl.col("amount_sek").first()), 0)


def blocked(group: dict[str, Any], seen: pl.DataFrame, month: date, terms: Terms) -> KeyFigure:
    """What the region's unmet criteria stopped."""
    label = "Stoppas av kriterier"
    if terms.free_days is None:
        return KeyFigure(label, SWEDISH[State.NOT_APPLICABLE], "kriterierna stoppar inga dagar enligt villkoren")
    if group["hidden"]:
        return _no_outcome(label, group)
    charged = (pl.col("month") == month) & (pl.col("blocked_days") > 0)
    marked = marked_words(seen.filter(charged))
    amount = short_kronor(0 if group["episodes"] is None else group["blocked_sek"])
    days = numbers.days(group["blocked_days"] or 0)
    return with_history(label, amount, f"{days}{marked}", last_sums(seen, month, pl.col("blocked_sek").first()), 0)


def _no_outcome(label: str, group: dict[str, Any]) -> KeyFigure:
    return why_not(label, {"state": State.HIDDEN if group["hidden"] else State.MISSING})


def _plain(value: float) -> str:
    """A quantile: whole where it is."""
    return numbers.number(value, 0 if value == int(value) else 1)


def _days(value: float) -> str:
    return f"{_plain(value)}{numbers.NBSP}{'dag' if value == 1 else 'dagar'}"
