"""What the region has invoiced held against what we would bill: frames in, a frame out."""

from typing import Final

import polars as pl

from lus_stats.answers.reconciliation.judging import ground, match
from lus_stats.billing.cost import known_sum
from lus_stats.vocabulary import CARE_FORM, GROUND, MATCH, Ground

EXACT: Final = pl.Decimal(38, 2)
"""Days and kronor of an invoice: hundredths are kept, nothing is rounded."""

THEIRS: Final = {"row": pl.Int64(), "episode_id": pl.String(), "days": EXACT, "sek": EXACT}
"""An invoice's lines: the row it stood in, the episode (null where the line names none), its days and kronor."""

ELSEWHERE: Final = {
    "episode_id": pl.String(),
    "place": GROUND,
    "elsewhere_month": pl.Date(),
    "elsewhere_municipality": pl.String(),
}
"""Where else the store holds an episode, one row for each."""

COMPARED: Final = {
    "match": MATCH,
    "ground": GROUND,
    "episode_id": pl.String(),
    "row": pl.Int64(),
    "their_rows": pl.Int64(),
    "their_days": EXACT,
    "our_days": EXACT,
    "days_apart": EXACT,
    "their_sek": EXACT,
    "our_sek": EXACT,
    "sek_apart": EXACT,
    "care_form": CARE_FORM,
    "ready_days": pl.Int64(),
    "free_days": pl.Int64(),
    "unmet_criteria": pl.List(pl.String()),
    "elsewhere_month": pl.Date(),
    "elsewhere_municipality": pl.String(),
}

NOTHING: Final = pl.lit(0).cast(EXACT)
_APART: Final = {f"{name}_apart": pl.col(f"their_{name}") - pl.col(f"our_{name}") for name in ("days", "sek")}
_OURS: Final = ("care_form", "ready_days", "free_days", "unmet_criteria", "outcome")


def compared(theirs: pl.LazyFrame, ours: pl.LazyFrame, elsewhere: pl.LazyFrame) -> pl.LazyFrame:
    """Every episode that either side charges for, with how the sides stand to each other and why.

    Several rows of one episode are added up, so that a charge and its credit are one line. A row without an episode is
    a line of its own. What one side says nothing about is compared on the other figure alone (D140).

    Needs: `theirs` as THEIRS; `ours`: the columns of billing.lines of one municipality's month; `elsewhere` as
    ELSEWHERE.
    Shape: one row per episode (or row without one), as COMPARED, differences first: 0 on a side that lacks the line,
    null where it does not say, `*_apart` theirs less ours.
    Unit: days, kronor.
    """
    both = _sent(theirs).join(_billed(ours), on="key", how="full", coalesce=True, validate="1:1")
    return (
        both.filter(pl.col("their_rows").is_not_null() | (pl.col("our_days") > 0))
        .join(elsewhere, left_on="key", right_on="episode_id", how="left", validate="m:1")
        .with_columns(_absent())
        .with_columns(**_APART)
        .with_columns(match=match())
        .with_columns(ground=ground())
        .select(pl.col(name).cast(dtype) for name, dtype in COMPARED.items())
        .sort("match", "ground", "row", "episode_id", nulls_last=True)
    )


def compared_in_all(theirs: pl.LazyFrame, groups: pl.LazyFrame) -> pl.LazyFrame:
    """The invoice's sum against the municipality's, where the sum stands on the mean and no line has kronor.

    Needs: `theirs` as THEIRS; the columns of billing.groups of one municipality's month.
    Shape: one row as COMPARED, or none where neither side has anything.
    """
    sent = theirs.select(row=pl.col("row").min(), their_rows=pl.len(), their_days=_said("days"), their_sek=_said("sek"))
    ours = groups.select(
        our_days=(pl.col("billed_tenths").sum().cast(EXACT) / 10).cast(EXACT),
        our_sek=known_sum("amount_sek").cast(EXACT),
    )
    others = [name for name in COMPARED if name not in _OF_THE_SUM]
    return (
        pl.concat([sent, ours], how="horizontal")
        .filter((pl.col("their_rows") > 0) | (pl.col("our_days") > 0))
        .with_columns(
            pl.when(pl.col("their_rows") == 0).then(NOTHING).otherwise(pl.col(name)).alias(name)
            for name in ("their_days", "their_sek")
        )
        .with_columns(**_APART)
        .with_columns(match=match(), ground=pl.lit(Ground.ON_THE_MEAN.value))
        .with_columns(pl.lit(None, COMPARED[name]).alias(name) for name in others)
        .select(pl.col(name).cast(dtype) for name, dtype in COMPARED.items())
    )


_OF_THE_SUM: Final = (
    *("match", "ground", "row", "their_rows"),
    *("their_days", "our_days", "days_apart", "their_sek", "our_sek", "sek_apart"),
)


def _sent(theirs: pl.LazyFrame) -> pl.LazyFrame:
    """Their rows by episode; `charges` counts those that are no credits."""
    key = pl.coalesce("episode_id", pl.format("\0{}", "row"))  # no id holds a NUL
    positive = (pl.col("days") > 0).fill_null(False) | (pl.col("sek") > 0).fill_null(False)
    return theirs.group_by(key=key).agg(
        pl.col("episode_id").first(),
        row=pl.col("row").min(),
        their_rows=pl.len(),
        charges=positive.sum(),
        their_days=_said("days"),
        their_sek=_said("sek"),
    )


def _said(column: str) -> pl.Expr:
    """The sum of what is said; null where nothing is."""
    return pl.when(pl.col(column).count() > 0).then(pl.col(column).sum()).cast(EXACT)


def _billed(ours: pl.LazyFrame) -> pl.LazyFrame:
    """Our lines by episode; an id that stands in both care forms is one line, told by the one that is billed."""
    first = pl.struct(pl.col("billed_days").fill_null(0) > 0, "ready_days")
    return (
        ours.with_columns(pl.col("care_form", "outcome").cast(pl.String))
        .group_by(key="episode_id")
        .agg(
            pl.col(*_OURS).sort_by(first, descending=True).first(),
            our_days=pl.col("billed_days").sum().cast(EXACT),
            our_sek=known_sum("amount_sek").cast(EXACT),
        )
    )


def _absent() -> list[pl.Expr]:
    """Nothing on a side that lacks the line; what the line does not say stays unknown."""
    lacking = {"their": pl.col("their_rows").is_null(), "our": pl.col("our_days").is_null()}
    figures = [
        pl.when(is_lacking).then(NOTHING).otherwise(pl.col(f"{side}_{name}")).alias(f"{side}_{name}")
        for side, is_lacking in lacking.items()
        for name in ("days", "sek")
    ]
    id_of_ours = pl.when(pl.col("their_rows").is_null()).then(pl.col("key")).otherwise(pl.col("episode_id"))
    return [*figures, id_of_ours.alias("episode_id"), pl.col("their_rows", "charges").fill_null(0)]
