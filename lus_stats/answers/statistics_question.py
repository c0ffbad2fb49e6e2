"""What is asked of the statistics: which indicators, of what, and for which months."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from lus_stats import months
from lus_stats.answers.pooling import POOLS, first_month
from lus_stats.errors import WrongCall
from lus_stats.indicators import BY_KEY
from lus_stats.rules import NO_CHANGES, Changes
from lus_stats.vocabulary import CareForm


class Grouping(StrEnum):
    """What a figure is of."""

    COUNTY = "county"
    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    HOSPITAL = "hospital"
    TRACK = "track"


BY: Final[Mapping[Grouping, tuple[str, ...]]] = {
    Grouping.COUNTY: ("county",),
    Grouping.MUNICIPALITY: ("county", "municipality_code"),
    Grouping.DISTRICT: ("county", "district"),
    Grouping.HOSPITAL: ("county", "hospital"),
    Grouping.TRACK: ("county", "track"),
}
"""The columns of each grouping; the first is the whole whose total is shown beside its parts."""


@dataclass(frozen=True)
class StatisticsQuestion:
    """Which indicators, of what, for which months, and whether small numbers may be seen. Hashable.

    `last` makes a series of it: all its months are then counted under one set of terms (D11), the newest or those in
    force in the month `terms_of` (D24). With `pool` each figure is of so many months, the named one the last; a single
    one of these too is counted under one set of terms, those in force in that month.
    """

    month: date
    by: Grouping
    last: date | None = None
    terms_of: date | None = None
    indicators: tuple[str, ...] = ()
    county: str | None = None
    care_form: CareForm | None = None
    agreement: str | None = None
    changes: Changes = NO_CHANGES
    districts_today: bool = False
    sees_small: bool = False
    sees_municipality: str | None = None
    pool: int = 1

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.month:
            raise WrongCall(f"Perioden slutar ({months.key(self.last)}) före den börjar ({months.key(self.month)}).")
        if self.pool not in POOLS:
            raise WrongCall(f"{self.pool} månader kan inte slås ihop. Välj 1, 3 eller 12.")
        if self.by == Grouping.TRACK and not self.sees_small:
            raise WrongCall(
                "Siffror per spår är bara för den som får se små tal: de ingår inte i tabellerna med dolda tal. "
                "Be om dem med --show-small, eller välj en annan nivå."
            )  # D123
        for key in self.indicators:
            if key not in BY_KEY:
                raise WrongCall(f"Indikatorn {key!r} finns inte. Välj bland: {', '.join(BY_KEY)}.")

    @property
    def family(self) -> "StatisticsQuestion":
        """The same months and reader, and nothing of what else is asked: what is hidden depends on these alone."""
        return StatisticsQuestion(
            first_month(self.month, self.pool),
            Grouping.MUNICIPALITY,
            last=self.last or self.month,
            county=self.county,
            care_form=self.care_form,
            sees_municipality=self.sees_municipality,
        )
