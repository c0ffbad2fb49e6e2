"""What came late or changed after the basis, and what it would have moved, as one reader may see it.

A difference mostly rests on one to four patients, so only those who may open the rows see any of it (D75).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from lus_stats import months
from lus_stats.answers import Comparison
from lus_stats.figures.theme import month_short
from lus_stats.store import ImportReport
from lus_stats.text import differences, numbers
from lus_stats.ui.filters import Filters
from lus_stats.ui.tables import Column, csv_bytes
from lus_stats.ui.views import data_late_rows
from lus_stats.ui.views.data import is_operator
from lus_stats.viewer import Role, Viewer
from lus_stats.vocabulary import SWEDISH, AmountStatus, CareForm, Difference

MOST_ROWS: Final = 200  # on screen; the file has them all
NOT_COUNTED: Final = "–"

WHICH: Final = (
    Column("month", "Månad", "month"),
    Column("form", "Vårdform"),
    Column("revisions", "Versioner"),
    Column("extracts", "Uttag"),
)
WHAT: Final = (
    Column(Difference.LATE, "För sent", "count"),
    Column(Difference.ADDED, "Tillkomna", "count"),
    Column(Difference.CHANGED, "Ändrade", "count"),
    Column(Difference.VANISHED, "Borta", "count"),
    Column(Difference.MOVED, "Flyttade", "count"),
    Column("days", "Dagar", "figure", missing=NOT_COUNTED),
    Column("kronor", "Kronor", "figure", missing=NOT_COUNTED, tag="tag"),
)


@dataclass(frozen=True)
class LateMonths:
    """The months that have come again since their basis, and the list to choose one from."""

    rows: pl.DataFrame
    columns: tuple[Column, ...]

    @property
    def labels(self) -> dict[str, str]:
        """Each month and care form by its key: `sep 2026, somatisk`."""
        return {
            month_key(month, form): f"{month_short(month)}, {SWEDISH[CareForm(form)]}"
            for month, form in self.rows.select("month", "care_form").rows()
        }

    @property
    def first(self) -> str:
        """The newest that differs at all; the newest where none does."""
        differs = self.rows.filter(pl.any_horizontal(pl.col(kind) > 0 for kind in Difference))
        month, form = (self.rows if differs.is_empty() else differs).select("month", "care_form").row(0)
        return month_key(month, form)

    def of(self, key: str) -> tuple[date, str]:
        """The month and care form of a key."""
        pairs = self.rows.select("month", "care_form").rows()
        return next((month, form) for month, form in pairs if month_key(month, form) == key)


@dataclass(frozen=True)
class LateView:
    """One month's two revisions held against each other."""

    sentence: str
    together: str
    episodes: pl.DataFrame
    groups: pl.DataFrame
    file_name: str

    @property
    def subtitle(self) -> str:
        """How to read it, and how much of it is there."""
        alone = "Dagar och kronor: vad just den skillnaden ensam skulle ha ändrat för hela kommunen."
        more = self.episodes.height - MOST_ROWS
        return f"{alone} De första {MOST_ROWS}; {numbers.number(more)} till i filen." if more > 0 else alone

    def csv(self) -> bytes:
        """Every episode that differs, as a file."""
        return csv_bytes(self.episodes, data_late_rows.FILE_EPISODES)


def month_key(month: date, care_form: str) -> str:
    """A month and care form as the list holds it."""
    return f"{months.key(month)} {care_form}"


def may_see(chosen: Filters) -> bool:
    """Whether there is anything of the county that the reader may see here."""
    own = chosen.viewer.role is Role.MUNICIPALITY and chosen.viewer.county == chosen.county
    return own or is_operator(chosen)


def late_months(comparisons: pl.DataFrame, chosen: Filters) -> LateMonths:
    """The months; what they come to in all is for the region alone.

    Needs: answers.comparisons of one county.
    """
    in_order = comparisons.sort("month", "care_form", descending=True)  # somatic care first
    said = [_month(row) for row in in_order.to_dicts()]
    rows = pl.DataFrame(said, schema=_MONTHS, infer_schema_length=None)
    return LateMonths(rows, (*WHICH, *WHAT) if is_operator(chosen) else WHICH)


_MONTHS: Final = {
    "month": pl.Date,
    "care_form": pl.String,
    "form": pl.String,
    "revisions": pl.String,
    "extracts": pl.String,
    **{kind.value: pl.Int64 for kind in Difference},
    "days": pl.String,
    "kronor": pl.String,
    "tag": pl.String,
}


def _month(row: Mapping[str, Any]) -> dict[str, Any]:
    counted = row["tenths_effect"] is not None
    return {
        "month": row["month"],
        "care_form": row["care_form"],
        "form": SWEDISH[CareForm(row["care_form"])],
        "revisions": f"{row['revision_before']} → {row['revision_after']}",
        "extracts": f"{row['extracted_on_before']} → {row['extracted_on_after']}",
        **{kind.value: row[kind] for kind in Difference},
        "days": data_late_rows.tenths(row["tenths_effect"]) if counted else None,
        "kronor": data_late_rows.kronor(row["sek_effect"]) if counted else None,
        "tag": data_late_rows.tag(row["sek_effect"], row["amount_status"], invented=bool(row["invented"])),
    }


def since_basis(comparisons: pl.DataFrame, report: ImportReport) -> tuple[str, ...]:
    """What each month that an import wrote a later revision of differs in from its basis.

    Needs: answers.comparisons of the counties that the import wrote in.
    """
    written = {(one.county, one.month, one.care_form) for file in report.files for one in file.months}
    return tuple(
        f"**{month_short(row['month'])}, {SWEDISH[CareForm(row['care_form'])]}**, mot underlaget: "
        f"{differences.kinds({kind: row[kind] for kind in Difference})}. Se Sent och ändrat."
        for row in comparisons.to_dicts()
        if (row["county"], row["month"], row["care_form"]) in written and any(row[kind] for kind in Difference)
    )


def late(found: Comparison, viewer: Viewer) -> LateView:
    """One month's comparison, only the rows that the reader may see.

    Needs: answers.compare.
    """
    seen = [code for code in found.groups["municipality_code"] if viewer.sees_rows(code)]
    episodes, groups = (rows.filter(pl.col("municipality_code").is_in(seen)) for rows in (found.episodes, found.groups))
    asked = found.question
    return LateView(
        sentence=_sentence(found, episodes, groups),
        together=_together(groups),
        episodes=data_late_rows.episode_rows(episodes),
        groups=data_late_rows.group_rows(groups),
        file_name=f"skillnader-{asked.county}-{months.key(asked.month)}-{SWEDISH[asked.care_form]}.csv",
    )


def _sentence(found: Comparison, episodes: pl.DataFrame, groups: pl.DataFrame) -> str:
    kinds = episodes.unique("episode_id")["change"].to_list()
    return differences.difference_sentence(
        before=found.before.row(0, named=True),
        after=found.after.row(0, named=True),
        counts={kind: kinds.count(kind) for kind in Difference},
        tenths=_sum(groups, "tenths_effect") or 0,
        sek=_sum(groups, "sek_effect"),
        status=_worst(groups),
        invented=_is_invented(groups),
    )


def _together(groups: pl.DataFrame) -> str:
    tenths, sek = _sum(groups, "tenths_together") or 0, _sum(groups, "sek_together")
    return differences.together_sentence(tenths, sek, _worst(groups), invented=_is_invented(groups))


def _sum(groups: pl.DataFrame, name: str) -> int | None:
    """Over the municipalities; kronor that one of them lacks are unknown."""
    return None if groups[name].has_nulls() else int(groups[name].sum())


def _is_invented(groups: pl.DataFrame) -> bool:
    return bool(groups["invented"].any())


def _worst(groups: pl.DataFrame) -> AmountStatus:
    worst = groups["amount_status"].max()
    return AmountStatus(str(worst)) if worst else AmountStatus.CONFIRMED
