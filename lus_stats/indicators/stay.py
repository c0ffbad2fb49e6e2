"""How long patients who are ready stay on."""

from typing import Final

import polars as pl

from lus_stats.indicators.model import Direction, Quantile, Ratio, Unit

_DAYS: Final = pl.col("ready_days").cast(pl.Int64)
_ONE_OR_MORE: Final = _DAYS >= 1
_AT_MOST: Final = pl.min_horizontal(pl.len(), _DAYS.sum())
"""How many can have had a day, as the number of episodes and of days tell."""

EPISODES: Final = Ratio(
    key="episodes",
    label="Vårdtillfällen",
    definition="Antal vårdtillfällen som skrivits ut under månaden, även sent registrerade.",
    why="Säger hur mycket månadens övriga siffror vilar på.",
    unit=Unit.COUNT,
    direction=Direction.NEITHER,
    source="rules.md §8",
    numerator=pl.len(),
)
READY_DAYS: Final = Ratio(
    key="ready_days",
    label="Utskrivningsklara dagar",
    definition="Summan av utskrivningsklara dagar för månadens vårdtillfällen.",
    why="Visar hur många dygn patienter har väntat på att komma hem.",
    unit=Unit.DAYS,
    direction=Direction.LOWER,
    source='Örebro, Modell för betalningsansvar, "Hur beräknas dagarna?"',
    numerator=_DAYS.sum(),
)
MEAN_READY_DAYS: Final = Ratio(
    key="mean_ready_days",
    label="Utskrivningsklara dagar i medeltal",
    definition="Utskrivningsklara dagar delat med alla vårdtillfällen som skrivits ut under månaden.",
    why="Visar hur länge en patient i genomsnitt väntar; jämförs med gränsen för betalningsansvar.",
    unit=Unit.DAYS,
    direction=Direction.LOWER,
    source='Örebro, Modell för betalningsansvar, "Hur är modellen uppbyggd?"',
    numerator=_DAYS.sum(),
    denominator=pl.len(),
    squares=(_DAYS**2).sum(),
)
MEDIAN_READY_DAYS: Final = Quantile(
    key="median_ready_days",
    label="Utskrivningsklara dagar, median",
    definition="Hälften av vårdtillfällena har högst så här många dagar.",
    why="Påverkas inte av enstaka långa väntetider.",
    unit=Unit.DAYS,
    direction=Direction.LOWER,
    source="rules.md §8",
    share=0.5,
)
P90_READY_DAYS: Final = Quantile(
    key="p90_ready_days",
    label="Utskrivningsklara dagar, 90:e percentilen",
    definition="Nio av tio vårdtillfällen har högst så här många dagar.",
    why="Visar de långa väntetiderna.",
    unit=Unit.DAYS,
    direction=Direction.LOWER,
    source="rules.md §8",
    share=0.9,
)
SHARE_ZERO_DAYS: Final = Ratio(
    key="share_zero_days",
    label="Andel med 0 dagar",
    definition="Andel av månadens vårdtillfällen utan någon utskrivningsklar dag.",
    why="Visar hur ofta hemgången fungerar utan väntan.",
    unit=Unit.SHARE,
    direction=Direction.HIGHER,
    source="rules.md §8",
    numerator=(_DAYS == 0).sum(),
    denominator=pl.len(),
    tells=_ONE_OR_MORE.sum(),  # what SKR's mean rests on
    among=_AT_MOST,
)
SHARE_BEYOND_FREE_DAYS: Final = Ratio(
    key="share_beyond_free_days",
    label="Andel med fler dagar än fristdagarna",
    definition="Andel av månadens vårdtillfällen med fler utskrivningsklara dagar än villkorens fristdagar.",
    why="De vårdtillfällen som kan komma att debiteras.",
    unit=Unit.SHARE,
    direction=Direction.LOWER,
    source="rules.md §8",
    numerator=(pl.col("days_beyond_free") > 0).sum(),
    denominator=pl.len(),
    applies=pl.col("free_days").is_not_null().all(),
)
BEDS_OCCUPIED: Final = Ratio(
    key="beds_occupied",
    label="Vårdplatser som upptas",
    definition="Utskrivningsklara dagar delat med antalet dagar i månaden, eller i alla de hopslagna månaderna.",
    why="Visar hur många vårdplatser väntan motsvarar.",
    unit=Unit.BEDS,
    direction=Direction.LOWER,
    source="rules.md §8",
    numerator=_DAYS.sum(),
    denominator=pl.col("month").unique().dt.days_in_month().cast(pl.Int64).sum(),
)
MEAN_READY_DAYS_SKR: Final = Ratio(
    key="mean_ready_days_skr",
    label="Medeltal enligt SKR (minst 1 dag)",
    definition="Utskrivningsklara dagar delat med de vårdtillfällen som har minst 1 dag.",
    why="SKR:s nationella variant; kan inte jämföras med medeltalet över alla vårdtillfällen.",
    unit=Unit.DAYS,
    direction=Direction.LOWER,
    source="SKR, enligt rules.md §8",
    numerator=_DAYS.sum(),
    denominator=_ONE_OR_MORE.sum(),
    squares=(_DAYS**2).sum(),
    population=_ONE_OR_MORE.sum(),
    tells=_ONE_OR_MORE.sum(),
    among=_AT_MOST,
)
