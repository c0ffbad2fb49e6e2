"""The cliff: one municipality's bill as a curve of its mean, and where the month stands on it."""

from dataclasses import dataclass

import polars as pl

from lus_stats.answers.bill import Bill
from lus_stats.billing.cost import kronor, sek_by_year, with_cost
from lus_stats.billing.lines import would_bill
from lus_stats.vocabulary import Model

STEPS = 40
_PAST = 2.0  # days that the curve goes on past the threshold and past the month's own mean


@dataclass(frozen=True)
class Cliff:
    """A month's bill, were its mean another because patients already past their free days wait more or less.  # D145

    `days` and `sek` are what the month costs if it is liable, whether or not it is; `billed_tenths` and `billed_sek`
    what it does cost; `a_day_sek` what one more day costs. Kronor are None where an amount is missing.
    """

    threshold_tenths: int
    ready_days: int
    episodes: int
    billed_tenths: int
    billed_sek: int | None
    days: int
    sek: int | None
    a_day_sek: int | None
    pays_excess: bool

    @property
    def mean(self) -> float:
        """The month's mean."""
        return self.ready_days / self.episodes

    @property
    def first_liable_days(self) -> int:
        """The fewest ready days that are over the threshold."""
        return self.threshold_tenths * self.episodes // 10 + 1

    @property
    def edge_days(self) -> int:
        """What is billed with the mean as near over the threshold as it can be; not for a mean's excess."""
        return max(0, self.days + self.first_liable_days - self.ready_days)

    @property
    def edge_sek(self) -> int | None:
        """What that costs."""
        sek = self._kronor(self.first_liable_days)
        return None if sek is None else round(sek)

    def curve(self) -> pl.DataFrame:
        """Shape: a row per point, from a mean of 0 on: mean, days, sek, liable; where it jumps, a row on each side.

        Unit: days, whole kronor; null kronor where an amount is missing.
        """
        edge = self.threshold_tenths / 10
        step = (max(edge, self.mean) + _PAST - edge) / STEPS
        under = [(0.0, 0.0, 0.0, False), (edge, 0.0, 0.0, False)]
        points = under + [self._over(edge + at * step) for at in range(STEPS + 1)]
        schema = {"mean": pl.Float64, "days": pl.Float64, "sek": pl.Float64, "liable": pl.Boolean}
        return pl.DataFrame(points, schema=schema, orient="row")

    def at(self, mean: float) -> tuple[float, float, float | None, bool]:
        """The mean itself, the days and kronor of a month with it, and whether it is liable."""
        return self._over(mean) if mean * 10 > self.threshold_tenths else (mean, 0.0, 0.0, False)

    def _over(self, mean: float) -> tuple[float, float, float | None, bool]:
        ready_days = mean * self.episodes
        if self.pays_excess:
            days = ready_days - self.threshold_tenths * self.episodes / 10
            return mean, days, None if self.a_day_sek is None else days * self.a_day_sek, True
        return mean, max(0.0, self.days + ready_days - self.ready_days), self._kronor(ready_days), True

    def _kronor(self, ready_days: float) -> float | None:
        """The month's own kronor, and a day's for each day more or less."""
        if self.sek is None or self.a_day_sek is None:
            return None
        return max(0, self.sek + (ready_days - self.ready_days) * self.a_day_sek)


def cliff(bill: Bill, municipality: str, care_form: str) -> Cliff | None:
    """The cliff of one municipality's month; None where no mean decides it, or there is no episode in it."""
    group = bill.group_of(municipality, care_form)
    if group is None or group["model"] == Model.INDIVIDUAL or not group["episodes_in_mean"]:
        return None
    days, sek = _if_liable(bill, bill.lines_of(municipality, care_form))
    return Cliff(
        threshold_tenths=group["threshold_tenths"],
        ready_days=group["ready_days"],
        episodes=group["episodes_in_mean"],
        billed_tenths=group["billed_tenths"],
        billed_sek=group["amount_sek"],
        days=days,
        sek=sek,
        a_day_sek=sek_by_year(bill.amounts).get(bill.month.year),
        pays_excess=group["model"] == Model.MEAN_EXCESS,
    )


def _if_liable(bill: Bill, lines: pl.DataFrame) -> tuple[int, int | None]:
    """The days after the free ones of every line that is billed as soon as its municipality is liable, and kronor."""
    priced = with_cost(lines.lazy().filter(would_bill()), bill.amounts)
    summed = priced.select(
        days=pl.col("days_beyond_free").cast(pl.Int64).sum(),
        cost_sek=pl.col("cost_sek").sum(),
        cost_missing=pl.col("cost_missing").sum(),
    )
    days, sek = summed.select("days", sek=kronor("cost")).collect().row(0)
    return int(days), sek
