"""Budget's cards and the columns of its tables."""

from typing import Any

from lus_stats.answers.ahead import Ahead
from lus_stats.figures.theme import month_long, percent
from lus_stats.months import key
from lus_stats.rules import Terms
from lus_stats.text import budget as said
from lus_stats.text import numbers
from lus_stats.text.chance import in_months
from lus_stats.ui.key_figures import KeyFigure
from lus_stats.ui.tables import Column
from lus_stats.ui.views.overview_figures import short_kronor
from lus_stats.vocabulary import SWEDISH, State

QUARTER, YEAR = 3, 12
MILLION = 1_000_000
MEANS = {"mean": "expected_mean", "days": "expected_days", "sek": "expected_amount"}


def sum_of(ahead: Ahead, count: int) -> dict[str, Any]:
    """The bill of so many coming months together."""
    return next(row for row in ahead.sums.to_dicts() if row["months"] == count)


def key_figures(ahead: Ahead, terms: Terms, noted: str) -> tuple[KeyFigure, ...]:
    """The cards: what 3 and 12 months may cost, the chance of crossing in the next, and what it all rests on."""
    chance, month = ahead.months["crossing"][0], month_long(ahead.months["month"][0])
    said_chance, why = SWEDISH[State.NOT_APPLICABLE], "villkoren har ingen gräns"
    if chance is not None:
        limit = numbers.threshold(terms.threshold_tenths or 0)
        said_chance, why = percent(chance), f"{month} över {limit}: {in_months(chance)}"
    span = f"{key(ahead.first)} till {key(ahead.last)}, {numbers.episodes(ahead.episodes)}"
    return (
        *(_cost(sum_of(ahead, count), noted) for count in (QUARTER, YEAR)),
        KeyFigure("Chans över gränsen", said_chance, why),
        KeyFigure("Historik", numbers.counted(ahead.held, "månad", "månader"), span),
    )


def _cost(row: dict[str, Any], noted: str) -> KeyFigure:
    """One band as a card: its middle, and under it its ends."""
    label = f"De kommande {row['months']} månaderna"
    if row["sek_high"] is None:
        ends = "–".join(numbers.number(row[f"days_{end}"]) for end in ("low", "high"))
        average = numbers.number(row["days_average"])
        return KeyFigure(label, f"{ends} dagar", f"i genomsnitt {average} dagar; belopp saknas")
    average = short_kronor(said.rough(row["sek_average"]))
    return KeyFigure(label, _ends(row), f"i genomsnitt {average}" + (f" ({noted})" if noted else ""))


def _ends(row: dict[str, Any]) -> str:
    """`0–5,6 mnkr`: the band's ends in one unit."""
    low, high = (said.rough(row[f"sek_{end}"]) for end in ("low", "high"))
    if high < MILLION:
        return f"{numbers.number(low)}–{numbers.kronor(high)}"
    low_said, high_said = (numbers.number(end / MILLION, 1 if end % MILLION else 0) for end in (low, high))
    return f"{low_said}–{high_said}{numbers.NBSP}mnkr"


def _span(name: str, label: str, kind: Any) -> tuple[Column, ...]:
    ends = {"low": "låg", "mid": "mitten", "high": "hög"} | ({"average": "snitt"} if name != "mean" else {})
    means = MEANS[name]
    return tuple(
        Column(f"{name}_{end}", f"{label}, {word}", kind, missing="saknas", means=means) for end, word in ends.items()
    )


def _kronor(ahead: Ahead) -> tuple[Column, ...]:
    """None where a day that may be billed lacks its amount."""
    if ahead.sums["sek_high"].null_count():
        return ()
    return _span("sek", "Kronor", "kronor")


def month_columns(ahead: Ahead, terms: Terms) -> tuple[Column, ...]:
    """The table of the coming months; no mean under terms without a threshold."""
    mean = (
        *_span("mean", "Medel", "mean"),
        Column("crossing", "Chans över gränsen", "share", means="expected_crossing"),
    )
    return (
        Column("month", "Månad", "month"),
        *(mean if terms.threshold_tenths is not None else ()),
        *_span("days", "Dagar", "days"),
        *_kronor(ahead),
    )


def sum_columns(ahead: Ahead) -> tuple[Column, ...]:
    """The table of 3 and 12 months."""
    chance = Column("costs", "Chans att det kostar något", "share", means="expected_costs")
    return (Column("said", "De kommande"), chance, *_span("days", "Dagar", "days"), *_kronor(ahead))
