"""The region's own part of each invented episode: what was sent, called and appointed, and what was not."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from lus_stats.demo.setting import Floats, Setting, Stays, Whole, criteria_share

Flags = npt.NDArray[np.bool_]

DAY = 24 * 60

# How much of a hospital's shortfall each criterion carries: each is met with the share to this power, so that
# together they are met in that share of the episodes.
SHORTFALL = {"admission_notice": 0.28, "ready_notice": 0.07, "care_contact": 0.40, "home_ready": 0.25, "sip_call": 0.45}

OUTPATIENT = (("yes", 0.70), ("no", 0.03), ("unclear", 0.03), (None, 0.24))


class Region:
    """One month's draws of what the region did, in the order they are drawn."""

    def __init__(self, rng: np.random.Generator, places: Setting, month: date, stays: Stays) -> None:
        """Keep the stays and each episode's share of met criteria."""
        self.rng = rng
        self.stays = stays
        self.share: Floats = criteria_share(places, month)[stays.hospital]

    def chance(self, share: float | Floats) -> Flags:
        """Draw yes or no for every episode."""
        drawn: Flags = self.rng.random(self.share.size) < share
        return drawn

    def met(self, criterion: str) -> Flags:
        """Draw whether a criterion is met."""
        return self.chance(self.share ** SHORTFALL[criterion])

    def later(self, mean_minutes: float) -> Whole:
        """Draw a stretch of minutes."""
        return self.rng.exponential(mean_minutes, self.share.size).astype(np.int64)

    def admission_notice(self) -> dict[str, pl.Series]:
        """Send it within a day or so; a missed one was never sent, lacks its date, or came after the discharge."""
        stays, met = self.stays, self.met("admission_notice")
        sent = np.minimum(stays.admitted + 30 + self.later(9 * 60), stays.clock - 5)
        late = stays.discharged + 60 + self.later(DAY)
        fault = self.rng.random(met.size)
        guess = stays.clock // DAY + np.rint(self.rng.normal(0.3, 1.5, met.size)).astype(np.int64)
        estimated = np.maximum(guess, sent // DAY)
        return {
            "admission_notice_at": moments(np.where(met | (fault < 0.9), sent, late), met | (fault > 0.6)),
            "estimated_discharge_on": days(estimated, met | (fault > 0.85)),
        }

    def ready_notice(self) -> dict[str, pl.Series]:
        """Tell the municipality soon after the decision; a missed one was not sent, or first after the discharge."""
        stays, met = self.stays, self.met("ready_notice")
        late = stays.discharged + 30 + self.later(4 * 60)
        decided = np.where(met, stays.clock - self.rng.integers(0, 45, met.size), stays.clock)
        return {
            "ready_at": moments(decided),
            "ready_notice_at": moments(np.where(met, stays.clock, late), met | self.chance(0.15)),
        }

    def care_contact(self) -> dict[str, pl.Series]:
        """Appoint one during the stay; a missed one was never appointed, or first after the discharge."""
        stays, met = self.stays, self.met("care_contact")
        share = self.rng.random(met.size) ** 0.5
        during = stays.admitted + ((stays.discharged - stays.admitted) * share).astype(np.int64)
        late = stays.discharged + 60 + self.later(3 * DAY)
        return {"care_contact_at": moments(np.where(met, during, late), met | self.chance(0.3))}

    def sip_call(self) -> dict[str, pl.Series]:
        """Call to a plan where one is needed, most often for those who wait; a missed call came late or never."""
        stays, met = self.stays, self.met("sip_call")
        waiting = stays.discharged // DAY > stays.clock // DAY
        needed = self.chance(np.where(waiting, 0.7, 0.3))
        known = needed | self.chance(0.85)
        offset = np.where(met, self.rng.integers(-1, 3, met.size), self.rng.integers(4, 9, met.size))
        called = (stays.clock // DAY + offset) * DAY + self.rng.integers(8 * 60, 16 * 60, met.size)
        called = np.maximum(called, stays.admitted + 20)
        return {
            "sip_required": pl.Series(needed).zip_with(pl.Series(known), pl.Series([None], dtype=pl.Boolean)),
            "sip_called_at": moments(called, needed & (met | self.chance(0.4))),
        }

    def home_ready(self) -> dict[str, pl.Series]:
        """Make sure that the home is ready; a missed one is a no, or nobody wrote it down."""
        met = self.met("home_ready")
        known = pl.Series(met | self.chance(0.55))
        return {"home_ready": pl.Series(met).zip_with(known, pl.Series([None], dtype=pl.Boolean))}

    def outpatient_available(self) -> dict[str, pl.Series]:
        """Say whether outpatient care could take over."""
        return {"outpatient_available": words(self.rng, OUTPATIENT, self.share.size)}


def region_part(rng: np.random.Generator, places: Setting, month: date, stays: Stays) -> dict[str, pl.Series]:
    """Invent what the region did: the columns of schema.Episode that tell of it, and the stay's own times."""
    region = Region(rng, places, month, stays)
    return {
        "admitted_at": moments(stays.admitted),
        **region.admission_notice(),
        **region.care_contact(),
        **region.sip_call(),
        **region.ready_notice(),
        **region.home_ready(),
        **region.outpatient_available(),
        "discharged_at": moments(stays.discharged),
    }


def moments(minutes: Whole, known: Flags | None = None) -> pl.Series:
    """Make minutes since 1970 a column of moments, null where they are not known."""
    at = minutes.astype("datetime64[m]").astype("datetime64[us]")
    return pl.Series(at if known is None else np.where(known, at, np.datetime64("NaT", "us")))


def days(numbers: Whole, known: Flags) -> pl.Series:
    """Make days since 1970 a column of dates, null where they are not known."""
    return moments(numbers * DAY, known).cast(pl.Date)


def words(rng: np.random.Generator, odds: Sequence[tuple[str | None, float]], size: int) -> pl.Series:
    """Draw a column of words, each with its share; None is an empty cell."""
    drawn = rng.choice(len(odds), size, p=[share for _, share in odds])
    return pl.Series([word for word, _ in odds], dtype=pl.String).gather(drawn)
