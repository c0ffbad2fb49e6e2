"""Regionens kriterier: a fixed catalogue of facts about an episode that an agreement may require.

Whether a criterion is met depends on the episode alone, never on an agreement; so all of them are tried once, at
import, into the bits of `criteria_facts`. Which are required, and which tracks are exempt, is the terms' (rules/).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import polars as pl

from lus_stats import months
from lus_stats.vocabulary import Outpatient, Track

SIP_CALL_DAYS: Final = 3  # LUS 4 kap. 2 §: called within three days of the notice, in every agreement
SATURDAY: Final = 6


class Party(StrEnum):
    """Who answers for a criterion."""

    INPATIENT = "inpatient"
    OUTPATIENT = "outpatient"


PARTY_SWEDISH: Final = {Party.INPATIENT: "sluten vård", Party.OUTPATIENT: "öppen vård"}


@dataclass(frozen=True)
class Criterion:
    """One thing the region has to do before a municipality can be billed for an episode.

    `met` is true or false for a discharged episode; `recorded` tells whether the facts it needs are there, so that
    an unmet criterion nobody registered is told apart from one that was tried and missed (D14).
    """

    key: str
    label: str
    party: Party
    met: pl.Expr
    recorded: pl.Expr
    facts: tuple[str, ...]
    source: str
    paragraph: str


def _by_discharge(moment: str) -> pl.Expr:
    return (pl.col(moment) <= pl.col("discharged_at")).fill_null(False)


def _recorded(*facts: str) -> pl.Expr:
    return pl.all_horizontal(pl.col(fact).is_not_null() for fact in facts)


def _on_holiday(day: pl.Expr) -> pl.Expr:
    years = range(2010, months.now().year + 2)  # nothing before 2010 or after now is ever imported (rules.md §2)
    return day.is_in(sorted(set().union(*map(months.public_holidays, years))))


_SIP_NEEDED = pl.col("sip_required").fill_null(False)
_DISCHARGED_ON = pl.col("discharged_on")
_LAST_SIP_DAY = pl.col("clock_on") + pl.duration(days=SIP_CALL_DAYS)

CATALOGUE: Final = (
    Criterion(
        "admission_notice",
        "Inskrivningsmeddelande med beräknat datum",
        Party.INPATIENT,
        met=_by_discharge("admission_notice_at") & _recorded("estimated_discharge_on"),
        recorded=_recorded("admission_notice_at", "estimated_discharge_on"),
        facts=("admission_notice_at", "estimated_discharge_on"),
        source="[Ö][L]",
        paragraph="LUS 2 kap. 1–3 §§",
    ),
    Criterion(
        "ready_notice",
        "Underrättelse om utskrivningsklar",
        Party.INPATIENT,
        met=_by_discharge("ready_notice_at"),
        recorded=_recorded("ready_notice_at"),
        facts=("ready_notice_at",),
        source="[Ö][L]",
        paragraph="LUS 3 kap. 1 §",
    ),
    Criterion(
        "care_contact",
        "Fast vårdkontakt utsedd före utskrivning",
        Party.OUTPATIENT,
        met=_by_discharge("care_contact_at"),
        recorded=_recorded("care_contact_at"),
        facts=("care_contact_at",),
        source="[Ö]",
        paragraph="LUS 2 kap. 5 §",
    ),
    Criterion(
        "home_ready",
        "Hemgångsklar säkerställd",
        Party.INPATIENT,
        met=pl.col("home_ready").fill_null(False),
        recorded=_recorded("home_ready"),
        facts=("home_ready",),
        source="[Ö]",
        paragraph="Örebromodellen",
    ),
    Criterion(
        "sip_call",
        "Kallelse till SIP inom tre dagar",
        Party.OUTPATIENT,
        met=~_SIP_NEEDED | (pl.col("sip_called_at").dt.date() <= _LAST_SIP_DAY).fill_null(False),
        recorded=~_SIP_NEEDED | _recorded("sip_called_at"),
        facts=("sip_required", "sip_called_at"),
        source="[L]",
        paragraph="LUS 4 kap. 1–2 §§",
    ),
    Criterion(
        "outpatient_available",
        "Den öppna vården tillgänglig",
        Party.OUTPATIENT,
        met=~pl.col("outpatient_available").is_in([Outpatient.NO, Outpatient.UNCLEAR]).fill_null(False),
        recorded=pl.lit(True),  # empty does not block, so it is never what an unmet one lacks
        facts=("outpatient_available",),
        source="[L]",
        paragraph="LUS 5 kap. 5 §",
    ),
    Criterion(
        "weekday_discharge",
        "Röd patient utskriven på en vardag",
        Party.INPATIENT,
        met=(pl.col("track") != Track.RED).fill_null(True)
        | ((_DISCHARGED_ON.dt.weekday() < SATURDAY) & ~_on_holiday(_DISCHARGED_ON)).fill_null(False),
        recorded=pl.lit(True),
        facts=("track", "discharged_at"),
        source="[Ö], uppföljning [A]",
        paragraph="Örebromodellen",
    ),
)
"""Every criterion, in the order they are listed everywhere (rules.md §4)."""

BY_KEY: Final = {criterion.key: criterion for criterion in CATALOGUE}
BIT: Final = {criterion.key: 1 << place for place, criterion in enumerate(CATALOGUE)}


def mask(keys: Iterable[str]) -> int:
    """The bits of several criteria."""
    return sum(BIT[key] for key in set(keys))


def criteria_facts() -> pl.Expr:
    """Which criteria of the catalogue an episode meets, before any track is exempted, as bits.

    Needs: the columns of schema.Episode, clock_on, discharged_on.
    """
    bits = (pl.when(c.met).then(BIT[c.key]).otherwise(0).cast(pl.UInt8) for c in CATALOGUE)
    return pl.sum_horizontal(bits).cast(pl.UInt8)


def is_met(key: str) -> pl.Expr:
    """Whether one criterion of the catalogue is met; an exempt track meets it.

    Needs: criteria_facts, exempt.
    """
    return ((pl.col("criteria_facts") | pl.col("exempt")) & BIT[key]) != 0


def unmet_bits() -> pl.Expr:
    """The required criteria that are not met, as bits.

    Needs: criteria_facts, exempt, required.
    """
    return pl.col("required") & ~(pl.col("criteria_facts") | pl.col("exempt"))


def unmet_criteria() -> pl.Expr:
    """The keys of the required criteria that are not met, in the catalogue's order.

    Needs: unmet.
    """
    keys = (pl.when((pl.col("unmet") & bit) != 0).then(pl.lit(key)) for key, bit in BIT.items())
    return pl.concat_list(*keys).list.drop_nulls()
