"""The episodes that explain a what-if's difference, for those who may see the rows."""

from dataclasses import dataclass, field

import polars as pl

from lus_stats.geography import municipality_name
from lus_stats.months import key
from lus_stats.text import numbers, what_if
from lus_stats.ui.filters import Filters
from lus_stats.ui.tables import Column
from lus_stats.ui.views import rights
from lus_stats.ui.views.what_if_rows import signed
from lus_stats.vocabulary import SWEDISH, Outcome

SHOWN = 20
COLUMNS = (
    Column("municipality", "Kommun", place="opens"),
    Column("episode_id", "Vårdtillfälle", short=12),
    Column("month", "Utskriven", "month"),
    Column("effect", "Skillnad, kronor", "figure", ahead=True, means="other_terms"),
    Column("ready", "Dagar A → B"),
    Column("billed", "Debiteras A → B"),
    Column("outcome", "Utfall A → B"),
    Column("why", "Varför", ahead=True),
)


@dataclass(frozen=True)
class LinesView:
    """The first of the rows, and what is said of them all."""

    rows: pl.DataFrame
    columns: tuple[Column, ...]
    title: str
    caption: str
    _lines: pl.DataFrame = field(repr=False)

    def every(self) -> pl.DataFrame:
        """All the rows, for a file; a year's are thousands, and written only when somebody asks."""
        return _in_words(self._lines)


def whose(chosen: Filters) -> tuple[bool, str | None]:
    """Whether the reader may see any rows here, and of which municipality; None for the county's all."""
    if chosen.municipality is not None and chosen.viewer.sees_rows(chosen.municipality):
        return True, chosen.municipality
    own = rights.own_municipality(chosen)
    return chosen.viewer.sees_small(chosen.county) or own is not None, own


def lines_view(lines: pl.DataFrame, municipality: str | None, months: int) -> LinesView:
    """The rows in words.

    Needs: answers.what_if_lines of one care form.
    """
    where = "" if municipality is None else f" i {municipality_name(municipality)}"
    first = f" De {SHOWN} som betyder mest visas; filen har alla." if lines.height > SHOWN else ""
    return LinesView(
        rows=_in_words(lines.head(SHOWN)),
        columns=tuple(one for one in COLUMNS if months > 1 or one.name != "month"),
        title=f"{numbers.capitalised(numbers.episodes(lines.height))}{where} får ett annat utfall",
        caption=f"Vårdtillfällen med ett annat utfall, andra dagar eller andra kronor.{first}",
        _lines=lines,
    )


def _in_words(lines: pl.DataFrame) -> pl.DataFrame:
    read = [_read(row) for row in lines.to_dicts()]
    written = dict.fromkeys((*(one.name for one in COLUMNS), "opens"), pl.String)
    return pl.DataFrame(read, schema=written | {"month": pl.Date})


def _read(row: dict[str, object]) -> dict[str, object]:
    before, after = (
        {name.removesuffix(f"_{side}"): value for name, value in row.items() if name.endswith(f"_{side}")}
        for side in ("before", "after")
    )
    code, month = str(row["municipality_code"]), row["month"]
    return {
        "municipality": municipality_name(code),
        "episode_id": str(row["episode_id"]),
        "month": month,
        "effect": "–" if _on_the_group(before, after) else signed(row["sek_effect"]),  # type: ignore[arg-type]
        "ready": _both(before["ready_days"], after["ready_days"]),
        "billed": _both(before["billed_days"], after["billed_days"]),
        "outcome": _outcomes(before["outcome"], after["outcome"]),
        "why": what_if.why(before, after),
        "opens": f"{code} {key(month)}",  # type: ignore[arg-type]
    }


def _on_the_group(before: dict[str, object], after: dict[str, object]) -> bool:
    """Whether a line has no kronor of its own on either side."""
    return None in (before["billed_days"], after["billed_days"])


def _both(before: object, after: object) -> str:
    first, second = ("–" if one is None else numbers.number(one) for one in (before, after))  # type: ignore[arg-type]
    return first if first == second else f"{first} → {second}"


def _outcomes(before: object, after: object) -> str:
    first, second = (SWEDISH[Outcome(str(one))] for one in (before, after))
    return first if first == second else f"{first} → {second}"
