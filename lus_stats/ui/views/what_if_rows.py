"""Tänk om's table of municipalities, those that pay more first."""

from typing import Any, Final

import polars as pl

from lus_stats.geography import swedish_order
from lus_stats.text import numbers
from lus_stats.ui.tables import Column
from lus_stats.ui.views.outcomes import HIDDEN
from lus_stats.ui.views.what_if_question import Sides
from lus_stats.ui.views.what_if_sums import SIDES, total

MORE, LESS, SAME, NOBODY = "mer", "mindre", "lika mycket", "inga vårdtillfällen"
NO_AMOUNT: Final = numbers.kronor(None)


def rows(listed: pl.DataFrame, both: Sides, months: int) -> pl.DataFrame:
    """What is read: those that pay more first, then less, then the same; those without episodes and the hidden last.

    Needs: what_if_sums.by_municipality.
    Shape: a row per municipality and one for the sum, in words.
    """
    effect = pl.col("sek_effect").fill_null(pl.col("tenths_effect"))
    verdict = (
        pl.when(effect > 0).then(pl.lit(MORE)).when(effect < 0).then(pl.lit(LESS)).when(effect == 0).then(pl.lit(SAME))
    )
    rank = pl.when(effect > 0).then(0).when(effect < 0).then(1).when(effect == 0).then(2).otherwise(3)
    ordered = listed.with_columns(verdict=verdict.fill_null(pl.lit(NOBODY))).sort(
        "hidden", rank, -effect.abs(), swedish_order("municipality"), nulls_last=True
    )
    said = ordered.with_columns(note=pl.when("hidden").then(pl.lit(HIDDEN)))
    shown = listed.filter(pl.col("months").is_not_null())
    name = "Summa utan de dolda" if listed["hidden"].any() else "Summa"
    sums = {column: total(shown, column) for column in _ADDED}
    last = pl.DataFrame([sums], schema=dict.fromkeys(_ADDED, pl.Int64)).with_columns(
        municipality=pl.lit(name), verdict=pl.lit("")
    )
    return _in_words(pl.concat([said, last], how="diagonal"), both, months)


_ADDED: Final = (
    "episodes_before", "billed_tenths_before", "billed_tenths_after", "amount_sek_before", "amount_sek_after",
    "sek_effect", "tenths_effect",
)  # fmt: skip


def _in_words(ordered: pl.DataFrame, both: Sides, months: int) -> pl.DataFrame:
    written = []
    for row in ordered.to_dicts():
        is_sum = row["municipality_code"] is None
        there = row["billed_tenths_before"] is not None
        one = {key: row[key] for key in ("municipality", "municipality_code", "note", "verdict")}
        one["n"] = numbers.number(row["episodes_before"] or 0)
        for side, terms in zip(SIDES, (both.before, both.after), strict=True):
            one[f"mean_{side}"] = "" if is_sum else _mean(row[f"mean_{side}"], terms.threshold_tenths)
            one[f"days_{side}"] = numbers.tenths(row[f"billed_tenths_{side}"]) if there else "0"
            one[f"sek_{side}"] = _kronor(row[f"amount_sek_{side}"]) if there else "0"
        one["over"] = "" if is_sum else _over(row, both, months)
        one["effect"] = signed(row["sek_effect"]) if there else "0"
        written.append(one)
    return pl.DataFrame(written, schema=dict.fromkeys(written[0], pl.String))


def _mean(mean: float | None, threshold_tenths: int | None) -> str:
    if mean is None or threshold_tenths is None:
        return "–"
    return numbers.mean_beside(mean, threshold_tenths)


def _over(row: dict[str, Any], both: Sides, months: int) -> str:
    """`nej → ja`; of several months how many of them: `0 → 5 av 12`."""
    counts = [
        row[f"over_{side}"]
        for side, terms in zip(SIDES, (both.before, both.after), strict=True)
        if terms.threshold_tenths is not None
    ]
    if not counts or row["months"] is None:
        return "–"
    said = [numbers.number(count) if months > 1 else ("ja" if count else "nej") for count in counts]
    of = f" av {numbers.number(row['months'])}" if months > 1 else ""
    return " → ".join(dict.fromkeys(said)) + of


def _kronor(amount: int | None) -> str:
    return NO_AMOUNT if amount is None else numbers.number(amount)


def signed(amount: int | None) -> str:
    """Kronor with their sign, or why there are none."""
    if amount is None:
        return NO_AMOUNT
    return f"+{numbers.number(amount)}" if amount > 0 else numbers.number(amount)


def columns(read: pl.DataFrame, both: Sides, months: int, mark: str | None) -> tuple[Column, ...]:
    """The table's columns: A is the first set of terms, B the second; of unchanged terms A alone.

    Needs: `rows`.
    """
    limits = [
        side for side, terms in zip(SIDES, (both.before, both.after), strict=True) if terms.threshold_tenths is not None
    ]
    over = "Månader över gränsen" if months > 1 else "Över gränsen"
    kronor = f"kronor ({mark})" if mark else "kronor"
    name, n = (
        Column("municipality", "Kommun", place="municipality_code"),
        Column("n", "Vårdtillfällen", "figure", means="basis_episodes"),
    )
    if not both.is_changed:
        mean = (Column("mean_before", "Medel", "figure", means="basis_mean"), Column("over", over)) if limits else ()
        sek = Column("sek_before", f"Debiteras, {kronor}", "figure", ahead=True, means="amount")
        return (name, n, *mean, Column("days_before", "Debiteras, dagar", "figure", means="billed_days"), sek)
    return (
        name,
        Column("effect", f"Skillnad, {kronor}", "figure", ahead=True, means="other_terms"),
        Column("verdict", "Betalar", ahead=True),
        n,
        *_means(read, limits),
        *((Column("over", f"{over} {' → '.join(_LETTERS[side] for side in limits)}"),) if limits else ()),
        Column("days_before", "Dagar A", "figure", means="billed_days"),
        Column("days_after", "Dagar B", "figure", means="billed_days"),
        Column("sek_before", "Kronor A", "figure", means="amount"),
        Column("sek_after", "Kronor B", "figure", means="amount"),
    )


_LETTERS: Final = {"before": "A", "after": "B"}


def _means(read: pl.DataFrame, limits: list[str]) -> list[Column]:
    """One mean where both sides have the same."""
    if len(limits) == len(SIDES) and (read["mean_before"] == read["mean_after"]).all():
        return [Column("mean_before", "Medel", "figure", means="basis_mean")]
    return [Column(f"mean_{side}", f"Medel {_LETTERS[side]}", "figure", means="basis_mean") for side in limits]
