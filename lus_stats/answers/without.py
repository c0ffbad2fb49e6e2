"""A municipality's month counted again as if one of its episodes did not exist, for each of them in one pass."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from lus_stats.billing import GROUP
from lus_stats.billing.cost import sek_by_year, with_cost
from lus_stats.billing.lines import would_bill
from lus_stats.vocabulary import Model, Outcome


@dataclass(frozen=True)
class Without:
    """What is left without one episode.

    `no_longer_billed` and `newly_billed` are the other episodes whose billing that changes.
    """

    mean_ready_days: float | None
    ready_days: int
    episodes_in_mean: int
    liable: bool
    amount_sek: int | None
    change_sek: int | None
    no_longer_billed: tuple[str, ...]
    newly_billed: tuple[str, ...]


def without(lines: pl.DataFrame, group: pl.DataFrame, amounts: pl.DataFrame) -> dict[str, Without]:
    """The group's month without each of its episodes in turn, by the episode's id (D29).

    Needs: billing.lines, the one row of billing.groups, rules.AMOUNT_COLUMNS.
    """
    was = group.row(0, named=True)
    month_sek = sek_by_year(amounts).get(was["month"].year)
    own = with_cost(lines.join(group, on=GROUP, how="semi").lazy(), amounts).with_columns(would_bill=would_bill())
    left = own.select("episode_id", "outcome", "would_bill", **_left(was))
    told = left.with_columns(liable_left=_liable(was)).with_columns(sek=_kronor(was, month_sek)).collect()
    billed = set(told.filter(pl.col("outcome") == Outcome.BILLED)["episode_id"])
    would = set(told.filter(pl.col("would_bill"))["episode_id"])
    return {row["episode_id"]: _one(row, was, billed, would) for row in told.to_dicts()}


def _left(was: Mapping[str, Any]) -> dict[str, pl.Expr]:
    """What the others come to: their number, those in the mean and their days, and what they would cost if liable."""
    sums = {}
    for name in ("cost_sek", "cost_missing"):
        own = pl.when(pl.col("would_bill")).then(pl.col(name)).otherwise(0)
        sums[name] = own.sum() - own
    return sums | {
        "others": pl.len().cast(pl.Int64) - 1,
        "days": was["ready_days"] - pl.col("ready_days").cast(pl.Int64) * pl.col("in_mean"),
        "counted": was["episodes_in_mean"] - pl.col("in_mean").cast(pl.Int64),
    }


def _over_tenths(was: Mapping[str, Any]) -> pl.Expr:
    return pl.col("days") * 10 - (was["threshold_tenths"] or 0) * pl.col("counted")


def _liable(was: Mapping[str, Any]) -> pl.Expr:
    """As billing.liable; a municipality with no episode left is liable for nothing."""
    return (pl.col("others") > 0) & (pl.lit(was["model"] == Model.INDIVIDUAL) | (_over_tenths(was) > 0))


def _kronor(was: Mapping[str, Any], month_sek: int | None) -> pl.Expr:
    """As billing.groups has them."""
    if was["model"] == Model.MEAN_EXCESS:
        excess = _over_tenths(was).clip(lower_bound=0)
        return pl.when(excess == 0).then(0).otherwise((excess * pl.lit(month_sek, pl.Int64) + 5) // 10)
    known = pl.when(pl.col("cost_missing") == 0).then(pl.col("cost_sek"))
    return pl.when(~pl.col("liable_left")).then(0).otherwise(known)


def _one(row: Mapping[str, Any], was: Mapping[str, Any], billed: set[str], would: set[str]) -> Without:
    has_mean = was["model"] != Model.INDIVIDUAL and row["counted"] > 0
    after = would if row["liable_left"] else set()
    return Without(
        mean_ready_days=row["days"] / row["counted"] if has_mean else None,
        ready_days=row["days"],
        episodes_in_mean=row["counted"],
        liable=row["liable_left"],
        amount_sek=row["sek"],
        change_sek=None if was["amount_sek"] is None or row["sek"] is None else row["sek"] - was["amount_sek"],
        no_longer_billed=_others(billed - after, row["episode_id"]),
        newly_billed=_others(after - billed, row["episode_id"]),
    )


def _others(ids: Iterable[str], own: str) -> tuple[str, ...]:
    return tuple(sorted(one for one in ids if one != own))
