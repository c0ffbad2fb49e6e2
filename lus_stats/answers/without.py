"""The month counted again as if one of its episodes did not exist."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from lus_stats import billing
from lus_stats.answers.explanation import Without
from lus_stats.billing import GROUP
from lus_stats.vocabulary import Outcome


def without(lines: pl.DataFrame, group: pl.DataFrame, episode_id: str, amounts: pl.DataFrame) -> Without:
    """The group's month counted again without one of its episodes (D29)."""
    others = lines.join(group, on=GROUP, how="semi").filter(pl.col("episode_id") != episode_id)
    counted = billing.groups(others.lazy(), amounts).collect()
    billed_again = billing.lines(others.lazy(), counted.lazy(), amounts).filter(_billed()).select("episode_id")
    before, after = set(others.filter(_billed())["episode_id"]), set(billed_again.collect()["episode_id"])
    was = group["amount_sek"][0]
    now = counted.row(0, named=True) if not counted.is_empty() else _NOTHING_LEFT
    return Without(
        mean_ready_days=now["mean_ready_days"],
        ready_days=now["ready_days"],
        episodes_in_mean=now["episodes_in_mean"],
        liable=now["liable"],
        amount_sek=now["amount_sek"],
        change_sek=None if was is None or now["amount_sek"] is None else now["amount_sek"] - was,
        no_longer_billed=tuple(sorted(before - after)),
        newly_billed=tuple(sorted(after - before)),
    )


_NOTHING_LEFT: Mapping[str, Any] = {
    "mean_ready_days": None,
    "ready_days": 0,
    "episodes_in_mean": 0,
    "liable": False,
    "amount_sek": 0,
}


def _billed() -> pl.Expr:
    return pl.col("outcome") == Outcome.BILLED
