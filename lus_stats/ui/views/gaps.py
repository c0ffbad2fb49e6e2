"""Why episodes cannot be billed: each criterion that failed alone, and several together."""

from dataclasses import dataclass
from datetime import date
from html import escape

import polars as pl

from lus_stats.answers.breakdowns import NONE, SEVERAL
from lus_stats.disclosure import FEWEST_SHOWN
from lus_stats.rules import Terms
from lus_stats.text import numbers
from lus_stats.ui.tables import Column
from lus_stats.ui.views.billing_steps import SHORT
from lus_stats.vocabulary import SWEDISH, State

LABELS = {**SHORT, SEVERAL: "Flera kriterier"}
COLUMNS = (
    Column("label", "Inte uppfyllt"),
    Column("episodes", "Vårdtillfällen", "count", instead="said"),
    Column("share", "Andel av alla", "share", instead="said"),
)


@dataclass(frozen=True)
class Gaps:
    """The bars and what is said above them; no rows where every episode met everything."""

    subtitle: str
    rows: pl.DataFrame
    columns: tuple[Column, ...] = COLUMNS

    @property
    def html(self) -> str:
        """The bars as a list."""
        longest = max([1, *self.rows["episodes"].drop_nulls().to_list()])
        items = (
            f"<li><span>{escape(label)}</span>{_bar(count, longest)}{_count(count, said)}</li>"
            for label, count, said in self.rows.select("label", "episodes", "said").iter_rows()
        )
        return f'<ul class="bars">{"".join(items)}</ul>' if self.rows.height else ""


def _bar(count: int | None, longest: int) -> str:
    return f'<i style="width:{(count or 0) / longest * 100:.1f}%"></i>' if count else "<span></span>"


def _count(count: int | None, said: str | None) -> str:
    return f'<b class="note">{escape(said or "")}</b>' if count is None else f"<b>{numbers.number(count)} st</b>"


def gaps(counted: pl.DataFrame, month: date, terms: Terms, *, sees_small: bool) -> Gaps:
    """The month's gaps, most common first, several last.

    Needs: answers.criteria_gaps of one care form.
    """
    now = counted.filter(pl.col("month") == month).with_columns(pl.col("gap").cast(pl.String))
    total = int(now["episodes"].sum())
    unmet = now.filter(pl.col("gap") != NONE)
    said = _subtitle(int(unmet["episodes"].sum()), total, terms)
    listed = pl.DataFrame({"gap": [*terms.criteria, SEVERAL] if unmet.height else []}, schema={"gap": pl.String})
    rows = (
        listed.join(unmet.select("gap", "episodes"), on="gap", how="left", validate="1:1")
        .with_columns(pl.col("episodes").fill_null(0), label=pl.col("gap").replace_strict(LABELS))
        .sort(pl.col("gap") == SEVERAL, -pl.col("episodes"), maintain_order=True)
    )
    hidden = pl.lit(value=False) if sees_small else _hidden(rows)
    shown = rows.with_columns(
        episodes=pl.when(~hidden).then("episodes"), said=pl.when(hidden).then(pl.lit(SWEDISH[State.HIDDEN]))
    )
    return Gaps(said, shown.with_columns(share=pl.col("episodes") / max(total, 1)))


def _hidden(rows: pl.DataFrame) -> pl.Expr:
    """The small counts, and where only one is small the least of the others, since their sum is shown."""
    small = pl.col("episodes").is_between(1, FEWEST_SHOWN - 1)
    counts = rows["episodes"].to_list()
    few = [count for count in counts if 0 < count < FEWEST_SHOWN]
    rest = [count for count in counts if count >= FEWEST_SHOWN]
    if few and rest and (len(few) == 1 or not len(few) + 3 <= sum(few) <= 4 * len(few) - 3):
        return small | (pl.int_range(pl.len()) == counts.index(min(rest)))
    return small


def _subtitle(unmet: int, total: int, terms: Terms) -> str:
    if not terms.criteria:
        return "Villkoren kräver inga kriterier."
    if not total:
        return "Inga vårdtillfällen skrevs ut."
    if not unmet:
        return f"Alla {numbers.episodes(total)} uppfyller alla kriterier."
    return f"{numbers.number(unmet)} av {numbers.episodes(total)} uppfyller inte alla kriterier."
