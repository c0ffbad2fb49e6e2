"""Months that are odd beside the ones before them: too few, too many, a municipality or a column that is gone."""

from collections.abc import Iterator
from typing import Final

import polars as pl

from lus_stats.geography import municipality_name
from lus_stats.store.plausibility.counted import OPTIONAL, Counted

BEFORE: Final = 12  # months that a month is held against
FEWEST_MONTHS: Final = 3  # that it takes to say what is usual
USUAL_IN_A_MUNICIPALITY: Final = 5  # episodes a month
EXPECTED_IN_A_COLUMN: Final = 5  # filled cells: none at all is then no chance

_CELL: Final = ("county", "care_form")

Finding = tuple[int, str]


def odd_months(drafts: Counted, before: Counted, finished: pl.Series) -> Iterator[Finding]:
    """What is odd about the drafts' months. One that was not over when its extract was drawn is never too small.

    Needs (drafts): counted by draft too; `finished` are the drafts of months that were over.
    """
    pairs = _pairs(drafts.months, before.months)
    enough = pairs.group_by("draft").agg(pl.len()).filter(pl.col("len") >= FEWEST_MONTHS)
    usual = pairs.filter(pl.col("draft").is_in(enough["draft"].implode()))
    yield from _counts(drafts.months, usual, finished)
    yield from _vanished(drafts, before, usual.filter(pl.col("draft").is_in(finished.implode())))
    yield from _emptied(drafts.months, pairs)


def _pairs(months: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Each draft's month with each of the months before it that are held.

    Shape: one row per draft and earlier month: draft, month, and of the earlier one `earlier`, its counts.
    """
    asked = months.select("draft", *_CELL, "month")
    pairs = asked.join(before.rename({"month": "earlier"}), on=_CELL, how="inner", validate="m:m")
    oldest = pl.col("month").dt.offset_by(f"-{BEFORE}mo")
    return pairs.filter(pl.col("earlier") < pl.col("month"), pl.col("earlier") >= oldest)


def _counts(months: pl.DataFrame, usual: pl.DataFrame, finished: pl.Series) -> Iterator[Finding]:
    medians = usual.group_by("draft").agg(usual=pl.col("episodes").median(), held=pl.len())
    both = months.select("draft", "episodes").join(medians, on="draft", how="inner", validate="1:1").sort("draft")
    few = (pl.col("episodes") * 2 < pl.col("usual")) & pl.col("draft").is_in(finished.implode())
    odd = both.filter(few | (pl.col("episodes") > pl.col("usual") * 2))
    for draft, count, median, held in odd.rows():
        much = "mindre än hälften" if count < median else "mer än dubbelt"
        yield (
            draft,
            f"{count} vårdtillfällen, {much} mot vanligen {_number(median)} (medianen av {held} månader före). "
            "Kontrollera att uttaget är helt.",
        )


def _vanished(drafts: Counted, before: Counted, usual: pl.DataFrame) -> Iterator[Finding]:
    """Municipalities that usually have episodes and have none now; a month without any counts as 0."""
    earlier = before.places.rename({"month": "earlier", "episodes": "there"})
    asked = usual.select("draft", *_CELL, "earlier")
    seen = asked.join(earlier, on=[*_CELL, "earlier"], how="inner", validate="m:m")
    months = asked.group_by("draft").agg(held=pl.len())
    gone = seen.join(drafts.places, on=["draft", "municipality_code"], how="anti")
    by_place = gone.group_by("draft", "municipality_code").agg("there").join(
        months, on="draft", how="inner", validate="m:1"
    )  # fmt: skip
    absent = pl.lit(0, dtype=pl.UInt32).repeat_by(pl.col("held") - pl.col("there").list.len())
    median = pl.concat_list("there", absent).list.median()
    odd = by_place.with_columns(median=median).filter(pl.col("median") >= USUAL_IN_A_MUNICIPALITY)
    for draft, code, usually, held in (
        odd.sort("draft", "municipality_code").select("draft", "municipality_code", "median", "held").rows()
    ):
        yield (
            draft,
            f"{municipality_name(code)} har inga vårdtillfällen, mot vanligen {_number(usually)} "
            f"(medianen av {held} månader före). Kontrollera att kommunen är med i uttaget.",
        )


def _emptied(months: pl.DataFrame, pairs: pl.DataFrame) -> Iterator[Finding]:
    """Columns that were filled in the months before, and now in no row."""
    names = list(OPTIONAL)
    shares = pairs.group_by("draft").agg(pl.col(names).sum() / pl.col("episodes").sum())
    both = months.join(shares, on="draft", how="inner", validate="1:1", suffix=" before").sort("draft")
    for name, header in OPTIONAL.items():
        expected = pl.col(f"{name} before") * pl.col("episodes")
        odd = both.filter(pl.col(name) == 0, expected >= EXPECTED_IN_A_COLUMN)
        for draft, share in odd.select("draft", f"{name} before").rows():
            yield (
                draft,
                f"Kolumnen {header} är tom i alla rader, men var ifylld i {share:.0%} av raderna månaderna före. "
                "Kontrollera uttaget: tomma uppgifter kan göra att kriterier inte är uppfyllda.".replace("%", " %"),
            )


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")
