"""What the differences between two revisions would have moved, counted by the engine: all together, and each alone."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from lus_stats import billing
from lus_stats.billing import GROUP
from lus_stats.derive import CELL, complete, registered_in_time
from lus_stats.vocabulary import AMOUNT_STATUS

SIDES: Final = ("before", "after")
MEASURES: Final = (
    "episodes", "episodes_in_mean", "ready_days", "mean_ready_days", "liable", "billed_tenths", "amount_sek",
)  # fmt: skip
_NONE: Final = {"episodes": 0, "episodes_in_mean": 0, "ready_days": 0, "billed_tenths": 0, "amount_sek": 0}
_OWN_TERMS: Final = ("agreement", "model", "threshold_tenths")


@dataclass(frozen=True)
class Counted:
    """Two revisions of the same months, their episodes completed, and what they are counted with.

    `after` is counted as if what came too late had been registered in time.
    """

    before: pl.LazyFrame
    after: pl.LazyFrame
    terms: pl.DataFrame
    amounts: pl.DataFrame


def counted(
    before: pl.LazyFrame, after: pl.LazyFrame, extracts: pl.DataFrame, terms: pl.DataFrame, amounts: pl.DataFrame
) -> Counted:
    """Complete both sides.

    Needs: schema.PreparedEpisode on both sides; extracts with CELL and late_after; rules.TERMS_COLUMNS.
    """
    in_time = _as_if_in_time(before, after, extracts)
    return Counted(complete(before, terms, extracts), complete(in_time, terms, extracts), terms, amounts)


def _as_if_in_time(before: pl.LazyFrame, after: pl.LazyFrame, extracts: pl.DataFrame) -> pl.LazyFrame:
    """What the first side does not leave out as late is taken as registered by the frozen basis' extract date (D69)."""
    dated = extracts.lazy().select(*CELL, "late_after")
    left_out = before.join(dated, on=CELL, how="left", validate="m:1").filter(~registered_in_time())
    kept_late = left_out.select(*CELL, "episode_id", _late=pl.lit(True))
    in_time = pl.min_horizontal("registered_on", "late_after")  # a month without a frozen basis has nothing late
    return (
        after.join(dated, on=CELL, how="left", validate="m:1")
        .join(kept_late, on=[*CELL, "episode_id"], how="left", validate="1:1")
        .with_columns(registered_on=pl.when("_late").then("registered_on").otherwise(in_time))
        .drop("late_after", "_late")
    )


def together(both: Counted) -> pl.LazyFrame:
    """Every municipality's month on both sides, and what it moved.

    Shape: one row per billing.GROUP of either side, in no order: agreement, model, threshold_tenths, MEASURES of each
    side (`<measure>_before`, `<measure>_after`), amount_status (the worse of the two), invented
    (an amount that one of the sides is billed at), tenths_effect, sek_effect.
    Unit: tenths of days, whole kronor; null kronor where an amount is missing. A side without episodes comes to 0.
    """
    before, after = (
        billing.groups(episodes, both.amounts, both.terms).select(
            *GROUP,
            *(pl.col(name).alias(f"{name}_{side}") for name in (*_OWN_TERMS, *MEASURES, "amount_status", "invented")),
        )
        for side, episodes in (("before", both.before), ("after", both.after))
    )
    joined = before.join(after, on=GROUP, how="full", coalesce=True, validate="1:1")
    charged = (pl.col(f"invented_{side}") & (pl.col(f"billed_tenths_{side}") > 0) for side in SIDES)
    worst = pl.max_horizontal(*(pl.col(f"amount_status_{side}").to_physical() for side in SIDES))
    return joined.select(
        *GROUP,
        *(pl.coalesce(f"{name}_before", f"{name}_after").alias(name) for name in _OWN_TERMS),
        *(measure for side in SIDES for measure in _side(side)),
        amount_status=worst.cat.to(AMOUNT_STATUS),
        invented=pl.any_horizontal(charged).fill_null(value=False),
    ).with_columns(effect("after"))


def effect(side: str) -> list[pl.Expr]:
    """What a side comes to more than the one before it.

    Needs: billed_tenths and amount_sek of both (`_before`, and `_after` or `_alone`).
    Unit: tenths of days, whole kronor; null where either is.
    """
    tenths = pl.col(f"billed_tenths_{side}") - pl.col("billed_tenths_before")
    sek = pl.col(f"amount_sek_{side}") - pl.col("amount_sek_before")
    return [tenths.alias("tenths_effect"), sek.alias("sek_effect")]


def _side(side: str) -> list[pl.Expr]:
    """A side's measures; without episodes it has neither days nor kronor, while unknown kronor stay unknown."""
    absent = pl.col(f"model_{side}").is_null()
    nothing: dict[str, object] = {**_NONE, "liable": False, "mean_ready_days": None}
    return [
        pl.when(absent).then(pl.lit(nothing[name])).otherwise(pl.col(f"{name}_{side}")).alias(f"{name}_{side}")
        for name in MEASURES
    ]
