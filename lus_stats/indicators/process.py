"""The region's own part: its criteria, and when it registers and discharges."""

from typing import Final

import polars as pl

from lus_stats.criteria import CATALOGUE, Criterion, is_met
from lus_stats.indicators.model import Direction, Ratio, Unit
from lus_stats.vocabulary import MeanPopulation

_FRIDAY: Final = 5
_MEAN_OF_THE_MET: Final = (pl.col("mean_population") == MeanPopulation.CRITERIA_MET).fill_null(False)
"""Where the month's mean is of the episodes in time that met the criteria, their share tells how many they are."""

SHARE_CRITERIA_MET: Final = Ratio(
    key="share_criteria_met",
    label="Uppfyller alla kriterier",
    definition="Andel av månadens vårdtillfällen där regionen har uppfyllt alla kriterier som villkoren kräver.",
    why="Bara vårdtillfällen som uppfyller kriterierna kan debiteras kommunen.",
    unit=Unit.SHARE,
    direction=Direction.HIGHER,
    source="Örebro, Modell för betalningsansvar; rules.md §4",
    numerator=(pl.col("unmet") == 0).sum(),
    denominator=pl.len(),
    tells=pl.when(_MEAN_OF_THE_MET.any()).then(((pl.col("unmet") == 0) & pl.col("in_time")).sum()),
    among=pl.col("in_time").sum(),
)


def _within(label: str) -> str:
    """A label inside a sentence; SIP stays SIP."""
    return label[0].lower() + label[1:]


def _share_of(criterion: Criterion) -> Ratio:
    return Ratio(
        key=f"share_{criterion.key}",
        label=f"Andel: {_within(criterion.label)}",
        definition=f"Andel av månadens vårdtillfällen där kriteriet är uppfyllt: {_within(criterion.label)}.",
        why="Visar var regionens del av processen brister.",
        unit=Unit.SHARE,
        direction=Direction.HIGHER,
        source=f"{criterion.source}, {criterion.paragraph}",
        numerator=is_met(criterion.key).sum(),
        denominator=pl.len(),
    )


CRITERIA_SHARES: Final = tuple(_share_of(criterion) for criterion in CATALOGUE)
"""One share for each criterion of the catalogue, whether the terms require it or not; an exempt track meets it."""

LATE_REGISTRATIONS: Final = Ratio(
    key="late_registrations",
    label="Sent registrerade",
    definition="Antal vårdtillfällen som registrerats efter att månadens underlag frystes.",
    why="De lämnas utanför både medelvärdet och fakturan.",
    unit=Unit.COUNT,
    direction=Direction.LOWER,
    source="Örebro, Modell för betalningsansvar; rules.md §6",
    numerator=(~pl.col("in_time")).sum(),
    tells=pl.col("in_time").sum(),  # what the month's bill rests on
)
WEEKEND_DISCHARGES: Final = Ratio(
    key="weekend_discharges",
    label="Utskrivna på en helg",
    definition="Antal vårdtillfällen som skrivits ut på en lördag eller söndag.",
    why="Visar om hemgångar sker alla veckans dagar.",
    unit=Unit.COUNT,
    direction=Direction.NEITHER,
    source="rules.md §8",
    numerator=(pl.col("discharged_on").dt.weekday() > _FRIDAY).sum(),
)
