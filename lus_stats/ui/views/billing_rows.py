"""The table of Fakturering: a row per municipality and the month's total, as read and as a file."""

from datetime import date
from typing import Any, Final

import polars as pl

from lus_stats.figures.theme import number
from lus_stats.geography import swedish_order
from lus_stats.rules import Terms
from lus_stats.text import numbers
from lus_stats.ui.tables import Column
from lus_stats.ui.views.amounts import mark
from lus_stats.ui.views.outcomes import HIDDEN
from lus_stats.vocabulary import SWEDISH, AmountStatus, CareForm, MeanPopulation, State

OVER: Final = "över gränsen"
NO_AMOUNT: Final = numbers.kronor(None)
NOT_USED: Final = "–"


def rows(outcomes: pl.DataFrame, terms: Terms) -> pl.DataFrame:
    """What is read: the liable first, then those nearest the threshold, those without a group, the hidden last.

    Needs: outcomes.with_municipalities with invented and chance (of crossing next month, in words).
    Shape: a row per municipality and one for the sum.
    """
    in_order = outcomes.with_columns(empty=pl.col("episodes").is_null()).sort(
        "hidden",
        "empty",
        ~pl.col("liable"),
        -pl.col("billed_tenths"),
        "headroom_tenths",
        swedish_order("municipality"),
        nulls_last=True,
    )
    read = [_read(row, terms) for row in in_order.to_dicts()]
    return pl.DataFrame([*read, _total(outcomes, terms)], schema=_SCHEMA)


_SCHEMA: Final = dict.fromkeys(
    ("municipality", "tag", "note", "episodes", "in_mean", "mean", "headroom", "billed", "sek", "sek_mark", "blocked"),
    pl.String,
) | dict.fromkeys(("blocked_sek", "blocked_mark", "code", "chance"), pl.String)


def _read(row: dict[str, Any], terms: Terms) -> dict[str, str | None]:
    """One municipality in words."""
    said: dict[str, str | None] = dict.fromkeys(_SCHEMA, NOT_USED)
    said |= {"municipality": row["municipality"], "code": row["municipality_code"]}
    said |= dict.fromkeys(("tag", "note", "sek_mark", "blocked_mark"))
    if row["hidden"]:
        return said | {"note": HIDDEN}
    said |= {"chance": row["chance"] or NOT_USED}
    if row["episodes"] is None:
        return said | {
            "episodes": "0",
            "in_mean": "0",
            "mean": "saknas" if terms.threshold_tenths is not None else NOT_USED,
        }
    over = row["liable"] and terms.threshold_tenths is not None
    said |= {"episodes": number(row["episodes"]), "in_mean": number(row["episodes_in_mean"])}
    said |= {"tag": OVER if over else None}
    return said | _mean(row, terms) | _money(row, terms)


def _mean(row: dict[str, Any], terms: Terms) -> dict[str, str | None]:
    if terms.threshold_tenths is None:
        return {}
    if row["mean_ready_days"] is None:
        return {"mean": "saknas"}
    headroom = row["headroom_tenths"] / 10
    return {
        "mean": numbers.mean_beside(row["mean_ready_days"], terms.threshold_tenths),
        "headroom": number(headroom, 0 if headroom.is_integer() else 1, signed=True),
    }


def _money(row: dict[str, Any], terms: Terms) -> dict[str, str | None]:
    """Days and kronor; nothing is blocked where nobody is liable, nor where the mean's excess is billed."""
    said: dict[str, str | None] = {"billed": numbers.tenths(row["billed_tenths"]), "sek": _kronor(row["amount_sek"])}
    said["sek_mark"] = mark(row["amount_status"], invented=row["invented"]) if row["amount_sek"] else None
    if row["liable"] and terms.free_days is not None:
        said |= {"blocked": number(row["blocked_days"]), "blocked_sek": _kronor(row["blocked_sek"])}
        said["blocked_mark"] = mark(row["amount_status"], invented=row["invented"]) if row["blocked_sek"] else None
    return said


def _kronor(amount_sek: int | None) -> str:
    return NO_AMOUNT if amount_sek is None else number(amount_sek)


def _total(outcomes: pl.DataFrame, terms: Terms) -> dict[str, str | None]:
    """The month's sum of what is shown. A mean is not summed."""
    hidden = int(outcomes["hidden"].sum())
    name = "Summa" if not hidden else "Summa utan de dolda"
    said: dict[str, str | None] = dict.fromkeys(_SCHEMA, "")
    said |= {"municipality": name} | dict.fromkeys(("code", "tag", "note", "sek_mark", "blocked_mark"))
    said |= {"episodes": number(int(outcomes["episodes"].sum()))}
    said |= {"in_mean": number(int(outcomes["episodes_in_mean"].sum()))}
    said |= {
        "billed": numbers.tenths(int(outcomes["billed_tenths"].sum())),
        "sek": _kronor(total(outcomes, "amount_sek")),
    }
    if terms.free_days is not None:
        blocked = _kronor(total(outcomes, "blocked_sek"))
        said |= {"blocked": number(int(outcomes["blocked_days"].sum())), "blocked_sek": blocked}
    return said


def total(outcomes: pl.DataFrame, column: str) -> int | None:
    """The kronor of all shown groups; unknown as soon as one of them is."""
    shown = outcomes.filter(pl.col("episodes").is_not_null())
    return None if shown[column].null_count() else int(shown[column].sum())


def columns(read: pl.DataFrame, terms: Terms) -> tuple[Column, ...]:
    """The table's columns. A mark that all kronor share stands in the heading, else after each."""
    sek, sek_mark = _marked("sek", "sek_mark", "Debiteras, kronor", read)
    blocked, blocked_mark = _marked("blocked_sek", "blocked_mark", "Stoppade, kronor", read)
    filtered = (Column("in_mean", "Därav i medelvärdet", "figure"),)
    mean = (Column("mean", "Medel", "figure"), Column("headroom", "Utrymme, dagar", "figure"))
    chance = (Column("chance", "Chans att passera gränsen nästa månad"),)
    stopped = (
        Column("blocked", "Stoppade, dagar", "figure"),
        Column("blocked_sek", blocked, "figure", tag=blocked_mark),
    )
    return (
        Column("municipality", "Kommun", tag="tag", place="code"),
        Column("episodes", "Vårdtillfällen", "figure"),
        *(filtered if terms.mean_population == MeanPopulation.CRITERIA_MET else ()),
        *(mean if terms.threshold_tenths is not None else ()),
        Column("billed", "Debiteras, dagar", "figure", ahead=True),
        Column("sek", sek, "figure", tag=sek_mark, ahead=True),
        *(stopped if terms.free_days is not None else ()),
        *(chance if terms.threshold_tenths is not None else ()),
    )


def _marked(kronor: str, column: str, label: str, read: pl.DataFrame) -> tuple[str, str | None]:
    """A heading for some kronor, and the column of their marks where the heading does not say it for all."""
    priced = read.head(-1).filter(pl.col("note").is_null(), ~pl.col(kronor).is_in(_UNPRICED))
    marks = priced[column].unique().to_list()
    return (f"{label} ({marks[0]})", None) if len(marks) == 1 and marks[0] else (label, column)


_UNPRICED: Final = (NOT_USED, "0", NO_AMOUNT, "")


def file_rows(outcomes: pl.DataFrame, month: date, care_form: CareForm) -> pl.DataFrame:
    """The rows as a file keeps them: plain values, and in words why one is empty."""
    no_amount = pl.col("amount_sek").is_null() | pl.col("blocked_sek").is_null()
    nobody = pl.when("hidden").then(pl.lit(HIDDEN)).when(pl.col("liable").is_null()).then(pl.lit("inga vårdtillfällen"))
    no_mean = pl.when(pl.col("threshold_tenths").is_null()).then(pl.lit(SWEDISH[State.NOT_APPLICABLE]))
    return outcomes.with_columns(
        month=pl.lit(month),
        said=nobody.otherwise(pl.lit(SWEDISH[State.MISSING])),
        mean_said=pl.coalesce(nobody, no_mean, pl.lit(SWEDISH[State.MISSING])),
        amount_said=nobody.otherwise(pl.lit(NO_AMOUNT)),
        care_form=pl.lit(SWEDISH[care_form]),
        episodes=pl.when(~pl.col("hidden")).then(pl.col("episodes").fill_null(0)),
        chance=pl.when(~pl.col("hidden")).then("chance"),
        threshold_days=pl.col("threshold_tenths") / 10,
        headroom_days=pl.col("headroom_tenths") / 10,
        billed_days=pl.col("billed_tenths") / 10,
        status=pl.col("amount_status").cast(pl.String).replace(_STATUS),
        state=nobody.when(no_amount).then(pl.lit(NO_AMOUNT)),
    ).with_columns(status=pl.when(pl.col("invented")).then(pl.lit("demobelopp")).otherwise(pl.col("status")))


_STATUS: Final = {status.value: SWEDISH[status] for status in AmountStatus}

FILE_COLUMNS: Final = (
    Column("month", "Månad", "month"),
    Column("municipality_code", "Kommunkod"),
    Column("municipality", "Kommun"),
    Column("care_form", "Vårdform"),
    Column("episodes", "Vårdtillfällen", "count", instead="said", means="basis_episodes"),
    Column("episodes_in_mean", "Vårdtillfällen i medelvärdet", "count", instead="said", means="basis_in_mean"),
    Column("ready_days", "Utskrivningsklara dagar", "count", instead="said", means="basis_ready_days"),
    Column("mean_ready_days", "Medel", "mean", instead="mean_said", means="basis_mean"),
    Column("threshold_days", "Gräns", "days", instead="mean_said", means="threshold"),
    Column("headroom_days", "Utrymme, dagar", "signed", instead="mean_said", means="headroom"),
    Column("liable", "Betalningsansvarig", "flag", instead="said"),
    Column("billed_episodes", "Debiterade vårdtillfällen", "count", instead="said", means="billed_episodes"),
    Column("billed_days", "Debiterade dagar", "days", instead="said", means="billed_days"),
    Column("amount_sek", "Debiteras, kronor", "kronor", instead="amount_said", means="amount"),
    Column("blocked_days", "Stoppade dagar", "days", instead="said", means="blocked_days"),
    Column("blocked_sek", "Stoppat, kronor", "kronor", instead="amount_said", means="blocked_amount"),
    Column("chance", "Chans att passera gränsen nästa månad", instead="mean_said", means="crossing_next_month"),
    Column("status", "Beloppets status", missing=""),
    Column("state", "Anmärkning", missing=""),
)


def file_columns(*, reads_all: bool) -> tuple[Column, ...]:
    """The columns; how many were billed only for readers of all the rows: most often they are few.  # D157"""
    return tuple(one for one in FILE_COLUMNS if reads_all or one.name != "billed_episodes")
