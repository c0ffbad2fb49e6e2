"""Why episodes cannot be billed: each criterion that failed alone, and several together; to others, each in all."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape
from typing import Any

import polars as pl

from lus_stats.answers.breakdowns import NONE, SEVERAL
from lus_stats.indicators import SHARE_CRITERIA_MET
from lus_stats.rules import Terms
from lus_stats.text import numbers
from lus_stats.ui.tables import Column
from lus_stats.ui.views.billing_steps import SHORT
from lus_stats.ui.views.months_back import figure_of
from lus_stats.vocabulary import SWEDISH, State

LABELS = {**SHORT, SEVERAL: "Flera kriterier"}
MORE_THAN_ONE = "Ett vårdtillfälle kan brista i flera."
COLUMNS = (
    Column("label", "Inte uppfyllt"),
    Column("episodes", "Vårdtillfällen", "count", instead="said", means="episodes_here"),
    Column("share", "Andel av alla", "share", instead="said", means="share_of_all"),
)


@dataclass(frozen=True)
class Gaps:
    """The bars and what is said above them; no rows where every episode met everything."""

    subtitle: str
    rows: pl.DataFrame
    columns: tuple[Column, ...] = COLUMNS

    @cached_property
    def html(self) -> str:
        """The bars as a list."""
        longest = max([1, *self.rows["episodes"].drop_nulls().to_list()])
        items = (
            f"<li><span>{_names(label)}</span>{_bar(count, longest)}{_count(count, said)}</li>"
            for label, count, said in self.rows.select("label", "episodes", "said").iter_rows()
        )
        return f'<ul class="bars">{"".join(items)}</ul>' if self.rows.height else ""


def _names(label: str) -> str:
    """What fails, each criterion's name on a line of its own where they do not fit beside each other."""
    return " + ".join(f'<span class="name">{escape(name)}</span>' for name in label.split(" + "))


def _bar(count: int | None, longest: int) -> str:
    return f'<i style="width:{(count or 0) / longest * 100:.1f}%"></i>' if count else "<span></span>"


def _count(count: int | None, said: str | None) -> str:
    return f'<b class="note">{escape(said or "")}</b>' if count is None else f"<b>{numbers.number(count)} st</b>"


def gaps(counted: pl.DataFrame, month: date, terms: Terms) -> Gaps:
    """The month's gaps, most common first, several last; only for readers of the rows (D121).

    Needs: answers.criteria_gaps of one care form.
    """
    now = counted.filter(pl.col("month") == month).with_columns(pl.col("gap").cast(pl.String))
    total = int(now["episodes"].sum())
    unmet = now.filter(pl.col("gap") != NONE)
    said = _subtitle(int(unmet["episodes"].sum()), total, terms)
    listed = pl.DataFrame({"gap": [*terms.criteria, SEVERAL] if unmet.height else []}, schema={"gap": pl.String})
    rows = (
        listed.join(unmet.select("gap", "episodes"), on="gap", how="left", validate="1:1")
        .with_columns(pl.col("episodes").fill_null(0), said=pl.lit(None, pl.String))
        .with_columns(label=pl.col("gap").replace_strict(LABELS), share=pl.col("episodes") / max(total, 1))
        .sort(pl.col("gap") == SEVERAL, -pl.col("episodes"), maintain_order=True)
    )
    return Gaps(said, rows)


def unmet_shares(county: pl.DataFrame, month: date, terms: Terms) -> Gaps:
    """How often each required criterion was not met, alone or not: what the county's shares tell anybody (D121).

    Needs: the county's statistics of one care form, as the reader may see them.
    """
    now = county.filter(pl.col("month") == month)
    listed = pl.DataFrame({"gap": list(terms.criteria)}, schema={"gap": pl.String})
    hidden = pl.col("state") == State.HIDDEN
    rows = (
        listed.with_columns(indicator="share_" + pl.col("gap"))
        .join(now, on="indicator", how="inner", validate="1:1", maintain_order="left")
        .select(
            "gap",
            label=pl.col("gap").replace_strict(LABELS),
            episodes=pl.col("denominator") - pl.col("numerator"),
            share=1 - pl.col("value"),
            said=pl.when(hidden).then(pl.lit(SWEDISH[State.HIDDEN])),
        )
        .sort(-pl.col("episodes"), maintain_order=True)
    )
    return Gaps(_subtitle_of_share(figure_of(now, month, SHARE_CRITERIA_MET.key), terms), rows)


def _subtitle_of_share(row: dict[str, Any] | None, terms: Terms) -> str:
    if row is not None and terms.criteria and row["state"] == State.HIDDEN:
        return f"Hur många som uppfyller alla kriterier är {SWEDISH[State.HIDDEN]}."
    n, met = (0, 0) if row is None else (row["denominator"], row["numerator"])
    said = _subtitle(n - met, n, terms)
    return f"{said} {MORE_THAN_ONE}" if terms.criteria and n > met else said


def _subtitle(unmet: int, total: int, terms: Terms) -> str:
    if not terms.criteria:
        return "Villkoren kräver inga kriterier."
    if not total:
        return "Inga vårdtillfällen skrevs ut."
    if not unmet:
        return f"Alla {numbers.episodes(total)} uppfyller alla kriterier."
    return f"{numbers.number(unmet)} av {numbers.episodes(total)} uppfyller inte alla kriterier."
