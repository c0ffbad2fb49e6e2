"""How well a budget's bands have held, and why there is none."""

from datetime import date
from typing import Final

import polars as pl

from lus_stats.answers.ahead_backtest import LARGE, Calibration, calibration
from lus_stats.answers.ahead_past import FEWEST_EPISODES, FEWEST_MONTHS
from lus_stats.figures.theme import month_long
from lus_stats.geography import county_name, municipality_name
from lus_stats.text import budget as said
from lus_stats.text import numbers
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.budget import may_see_budget

MEASURES: Final = (
    ("mean", 1, "Månadens medelvärde"),
    ("days", 1, "Månadens faktura"),
    ("days", 3, "Tre månaders faktura"),
)


def calibrations(own: pl.DataFrame, county: pl.DataFrame, chosen: Filters) -> tuple[str, ...]:
    """How past months fell within the bands the months before them gave: the municipality's, and over all.

    Needs: HELD_OUT, of the municipality and of the county.
    """
    name, where = municipality_name(chosen.municipality or ""), county_name(chosen.county)
    of_own = [_fell(name, what, calibration(own, measure, count)) for measure, count, what in MEASURES]
    of_all = [
        _fell(where, what, calibration(county, measure, count, large_only=True)) for measure, count, what in MEASURES
    ]
    return tuple(filter(None, (*of_own, *of_all, _crossed(where, county))))


def _crossed(where: str, county: pl.DataFrame) -> str:
    """How many months crossed the threshold, beside what their chances said."""
    tried = county.filter(pl.col("measure") == "crossing", pl.col("a_month") >= LARGE)
    came, chance = tried.select(pl.col("value").mean().fill_null(0), pl.col("low").mean().fill_null(0)).row(0)
    return said.said_and_came(f"{where}, över gränsen", tried.height, chance, came)


def _fell(where: str, what: str, found: Calibration) -> str:
    return said.fell_within(f"{where}, {numbers.uncapitalised(what)}", found.tried, found.within) if found.tried else ""


TRIED: Final = (
    "Banden för de senaste två åren, tre månader i taget, räknade bara på månaderna före dem. I bandet bör 80 % av "
    "medelvärdena hamna, och minst så många av fakturorna: de är ofta 0, och bandet börjar då där. Länets siffror är "
    "för kommuner med minst 10 vårdtillfällen i månaden."
)


def why_not(chosen: Filters) -> tuple[str, str]:
    """Why there is no budget, and what to choose instead."""
    if chosen.month is None:
        return (
            "Det finns inga uppgifter att visa ännu.",
            "Läs in en månad med lus import, eller skapa demodata med lus demo.",
        )
    return _too_short(chosen, chosen.month) if may_see_budget(chosen) else _not_for_you(chosen)


def _too_short(chosen: Filters, month: date) -> tuple[str, str]:
    name = municipality_name(chosen.municipality or "")
    return (
        f"Historiken för {name} till och med {month_long(month)} är för kort att räkna en budget på.",
        f"Det behövs minst {FEWEST_MONTHS} månader och {FEWEST_EPISODES} vårdtillfällen. Välj en senare månad eller en "
        "annan kommun.",
    )


def _not_for_you(chosen: Filters) -> tuple[str, str]:
    name = municipality_name(chosen.municipality) if chosen.municipality else "En kommun"
    return (
        f"Budgeten för {name} dras ur enskilda vårdtillfällen och visas bara för kommunen själv och för regionen.",
        "Välj en egen kommun, eller läs chansen att passera gränsen på sidan Fakturering.",
    )
