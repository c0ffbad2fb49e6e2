"""The field's closed word lists: the code's value, and how it is said in Swedish."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import polars as pl


class CareForm(StrEnum):
    """Vårdform. Ordered by code, as in every file and answer (D5)."""

    PSYCHIATRIC = "psychiatric"
    SOMATIC = "somatic"


class Track(StrEnum):
    """Spår in ViSam."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    BLUE = "blue"


class Outpatient(StrEnum):
    """Whether outpatient care was available."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


class Model(StrEnum):
    """How an agreement goes from ready days to a sum."""

    MEAN_THEN_INDIVIDUAL = "mean_then_individual"
    MEAN_EXCESS = "mean_excess"
    INDIVIDUAL = "individual"


class MeanPopulation(StrEnum):
    """Which episodes the mean is of."""

    ALL = "all"
    CRITERIA_MET = "criteria_met"


class Outcome(StrEnum):
    """What became of one episode; listed in the order they are tried (rules.md §6)."""

    LATE_REGISTRATION = "late_registration"
    WITHIN_FREE_DAYS = "within_free_days"
    MEAN_NOT_OVER_THRESHOLD = "mean_not_over_threshold"
    CRITERIA_UNMET = "criteria_unmet"
    BILLED = "billed"
    IN_MEAN = "in_mean"


class Difference(StrEnum):
    """How an episode differs between two revisions of its month; listed in the order they are told."""

    LATE = "late"
    ADDED = "added"
    CHANGED = "changed"
    VANISHED = "vanished"
    MOVED = "moved"


class Match(StrEnum):
    """How a line of the region's invoice stands against ours; listed in the order a controller looks at them."""

    DIFFERS = "differs"
    NOT_BILLED = "not_billed"
    NOT_INVOICED = "not_invoiced"
    EQUAL = "equal"


class Ground(StrEnum):
    """Why a line of the region's invoice stands as it does against ours; an outcome's word means that outcome."""

    TWICE = "twice"
    CREDITED = "credited"
    FREE_DAYS_CHARGED = "free_days_charged"
    OTHER_DAYS = "other_days"
    OTHER_KRONOR = "other_kronor"
    NO_AMOUNT = "no_amount"
    LATE_REGISTRATION = "late_registration"
    WITHIN_FREE_DAYS = "within_free_days"
    MEAN_NOT_OVER_THRESHOLD = "mean_not_over_threshold"
    CRITERIA_UNMET = "criteria_unmet"
    LATER_REVISION = "later_revision"
    OTHER_MONTH = "other_month"
    IN_HOSPITAL = "in_hospital"
    OTHER_MUNICIPALITY = "other_municipality"
    UNKNOWN_ID = "unknown_id"
    NO_ID = "no_id"
    BILLED = "billed"
    ON_THE_MEAN = "on_the_mean"
    COMES_TO_NOTHING = "comes_to_nothing"
    AGREES = "agrees"


class AmountStatus(StrEnum):
    """How well an amount is known; listed from best to worst (rules.md §5)."""

    CONFIRMED = "confirmed"
    ENTERED = "entered"
    UNCONFIRMED = "unconfirmed"
    MISSING = "missing"


class State(StrEnum):
    """Why a cell has, or has not, a figure."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


CARE_FORM: Final = pl.Enum(CareForm)
TRACK: Final = pl.Enum(Track)
OUTPATIENT: Final = pl.Enum(Outpatient)
MODEL: Final = pl.Enum(Model)
MEAN_POPULATION: Final = pl.Enum(MeanPopulation)
OUTCOME: Final = pl.Enum(Outcome)
DIFFERENCE: Final = pl.Enum(Difference)
MATCH: Final = pl.Enum(Match)
GROUND: Final = pl.Enum(Ground)
AMOUNT_STATUS: Final = pl.Enum(AmountStatus)
STATE: Final = pl.Enum(State)

SWEDISH: Final[Mapping[StrEnum, str]] = {
    CareForm.SOMATIC: "somatisk",
    CareForm.PSYCHIATRIC: "psykiatrisk",
    Track.GREEN: "grön",
    Track.YELLOW: "gul",
    Track.RED: "röd",
    Track.BLUE: "blå",
    Outpatient.YES: "ja",
    Outpatient.NO: "nej",
    Outpatient.UNCLEAR: "oklart",
    Model.MEAN_THEN_INDIVIDUAL: "medelvärde, sedan varje vårdtillfälle",
    Model.MEAN_EXCESS: "medelvärdets överskjutande dagar",
    Model.INDIVIDUAL: "varje vårdtillfälle för sig",
    MeanPopulation.ALL: "alla vårdtillfällen",
    MeanPopulation.CRITERIA_MET: "vårdtillfällen där regionens kriterier är uppfyllda",
    Outcome.LATE_REGISTRATION: "registrerad för sent",
    Outcome.WITHIN_FREE_DAYS: "inom fristdagarna",
    Outcome.MEAN_NOT_OVER_THRESHOLD: "månaden inte över gränsen",
    Outcome.CRITERIA_UNMET: "stoppas av kriterier",
    Outcome.BILLED: "debiteras",
    Outcome.IN_MEAN: "ingår i medelvärdet",
    Difference.LATE: "registrerat för sent",
    Difference.ADDED: "tillkommet",
    Difference.CHANGED: "ändrat",
    Difference.VANISHED: "borta",
    Difference.MOVED: "flyttat",
    Match.DIFFERS: "skiljer",
    Match.NOT_BILLED: "saknas hos oss",
    Match.NOT_INVOICED: "saknas i regionens faktura",
    Match.EQUAL: "lika",
    Ground.TWICE: "står flera gånger i fakturan",
    Ground.CREDITED: "krediterat i fakturan",
    Ground.FREE_DAYS_CHARGED: "fristdagarna är inte avdragna",
    Ground.OTHER_DAYS: "annat antal dagar",
    Ground.OTHER_KRONOR: "samma dagar, andra kronor",
    Ground.NO_AMOUNT: "beloppet saknas hos oss",
    Ground.LATER_REVISION: "kom in efter underlaget",
    Ground.OTHER_MONTH: "hör till en annan månad",
    Ground.IN_HOSPITAL: "kvar på sjukhus",
    Ground.OTHER_MUNICIPALITY: "hör till en annan kommun",
    Ground.UNKNOWN_ID: "okänd beteckning",
    Ground.NO_ID: "raden har ingen beteckning",
    Ground.ON_THE_MEAN: "månadens summa",
    Ground.COMES_TO_NOTHING: "går jämnt ut i fakturan",
    Ground.AGREES: "stämmer",
    AmountStatus.CONFIRMED: "bekräftat",
    AmountStatus.ENTERED: "angivet av användaren",
    AmountStatus.UNCONFIRMED: "obekräftat",
    State.SHOWN: "visas",
    State.HIDDEN: "dolt: färre än 5",
    State.MISSING: "saknas",  # AmountStatus.MISSING too: words of equal value are one key
    State.NOT_APPLICABLE: "ej tillämpligt",
}
