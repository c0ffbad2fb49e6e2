"""What days cost: each day at its own calendar year's amount, and how well those amounts are known."""

from typing import Final

import polars as pl

from lus_stats.vocabulary import AMOUNT_STATUS, AmountStatus

MEASURES: Final = ("sek", "missing", "unconfirmed", "entered", "invented")
"""What a stretch of days is summed up in: kronor, and the days whose amount is not simply confirmed."""


def a_day(amount: str, status: str, invented: str) -> dict[str, pl.Expr]:
    """What one day of a year adds to each of MEASURES, from the columns that hold the year's amount and what it is."""
    marks = (AmountStatus.MISSING, AmountStatus.UNCONFIRMED, AmountStatus.ENTERED)
    days = {mark.value: pl.col(status) == mark for mark in marks} | {"invented": pl.col(invented)}
    return {"sek": pl.col(amount).fill_null(0)} | {name: one.cast(pl.Int64) for name, one in days.items()}


def ledger(amounts: pl.DataFrame) -> pl.DataFrame:
    """What a day of each year adds to each measure, and what all days of earlier years add up to.

    With it a stretch of days over any number of years costs two look-ups: all up to its last day, less all up to
    the day before its first.

    Needs: rules.AMOUNT_COLUMNS, one row per year without a gap.
    Shape: one row per year: year, and for each measure `<measure>` and `<measure>_before`.
    """
    days_in_year = 365 + pl.col("year").cast(pl.Int32).pipe(lambda year: pl.date(year, 1, 1)).dt.is_leap_year().cast(
        pl.Int64
    )
    return (
        amounts.sort("year")
        .select("year", days=days_in_year, **a_day("amount_sek", "status", "invented"))
        .with_columns(
            (pl.col(m) * pl.col("days")).cum_sum().shift(1, fill_value=0).alias(f"{m}_before") for m in MEASURES
        )
        .drop("days")
    )


def with_cost(rows: pl.LazyFrame, amounts: pl.DataFrame) -> pl.LazyFrame:
    """Add what each row's days after the free ones come to.

    Needs: last_ready_on, days_beyond_free (the last of the ready days).
    Shape: a row per row, with `cost_<measure>` for each of MEASURES.
    Unit: whole kronor, where days without an amount count 0; and days.
    """
    book = ledger(amounts)
    last, first = pl.col("last_ready_on"), pl.col("_first")
    through_last = {m: pl.col(f"{m}_before") + pl.col(m) * last.dt.ordinal_day() for m in MEASURES}
    before_first = {m: pl.col(f"{m}_before_f") + pl.col(f"{m}_f") * (first.dt.ordinal_day() - 1) for m in MEASURES}
    return (
        rows.with_columns(
            _first=(last.cast(pl.Int32) - pl.col("days_beyond_free") + 1).cast(pl.Date), _year=last.dt.year()
        )
        .with_columns(_first_year=first.dt.year())
        .join(book.lazy(), left_on="_year", right_on="year", how="left", validate="m:1")
        .join(book.lazy(), left_on="_first_year", right_on="year", how="left", validate="m:1", suffix="_f")
        .with_columns(**{f"cost_{m}": through_last[m] - before_first[m] for m in MEASURES})
        .drop("_first", "_year", "_first_year", *(book.columns[1:]), *(f"{c}_f" for c in book.columns[1:]))
    )


def known_sum(column: str) -> pl.Expr:
    """The sum of a column; null as soon as one of its values is."""
    return pl.when(pl.col(column).null_count() == 0).then(pl.col(column).sum())


def sek_by_year(amounts: pl.DataFrame) -> dict[int, int | None]:
    """What a day of each year costs; None where it is not known. Needs: rules.AMOUNT_COLUMNS."""
    return dict(zip(amounts["year"], amounts["amount_sek"], strict=True))


def kronor(prefix: str) -> pl.Expr:
    """The kronor of some days, null as soon as one of them lacks its amount; no days cost 0 kr in any year."""
    return pl.when(pl.col(f"{prefix}_missing") == 0).then(pl.col(f"{prefix}_sek"))


def worst_status(*prefixes: str) -> pl.Expr:
    """The worst status among the years of some days; the discharge month's year where there are no such days.

    Needs: for each prefix `<prefix>_days` and `<prefix>_<measure>`; month_status.
    """

    ranked = (AmountStatus.MISSING, AmountStatus.UNCONFIRMED, AmountStatus.ENTERED)
    return pl.coalesce(
        pl.when(~_any_day("days", *prefixes)).then(pl.col("month_status")),
        *(pl.when(_any_day(status.value, *prefixes)).then(pl.lit(status.value, AMOUNT_STATUS)) for status in ranked),
        pl.lit(AmountStatus.CONFIRMED.value, AMOUNT_STATUS),
    )


def is_invented(*prefixes: str) -> pl.Expr:
    """Whether the demo data has invented the amount of any of some days; of the month's year where there are none.

    Needs: as worst_status, with month_invented.
    """
    invented = _any_day("invented", *prefixes)
    return pl.when(_any_day("days", *prefixes)).then(invented).otherwise(pl.col("month_invented"))


def _any_day(measure: str, *prefixes: str) -> pl.Expr:
    """Whether any of some days is of a measure."""
    return pl.any_horizontal((pl.col(f"{prefix}_{measure}") > 0).fill_null(False) for prefix in prefixes)


def of_months_year(amounts: pl.DataFrame) -> pl.LazyFrame:
    """The amount of each year, named for a join on the discharge month's year.

    Shape: one row per year: month_year, month_sek, month_status, month_invented.
    """
    own = {"month_sek": "amount_sek", "month_status": "status", "month_invented": "invented"}
    return amounts.lazy().select(month_year="year", **own)
