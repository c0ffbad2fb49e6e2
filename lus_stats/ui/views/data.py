"""Data as one reader may see it: every revision of a county's months, and what looked odd about the newest."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from lus_stats import months
from lus_stats.figures.theme import month_long, month_short
from lus_stats.geography import county_name
from lus_stats.text import numbers
from lus_stats.text.data import Held, holdings_sentence
from lus_stats.ui.filters import Filters
from lus_stats.ui.tables import Column, csv_bytes
from lus_stats.ui.views.held import notice, reads_all
from lus_stats.vocabulary import SWEDISH, CareForm

NEWEST: Final = 13  # months
SPANS: Final = ("newest", "all", "chosen")
_CHECKSUM: Final = 10  # characters shown
BASIS, PRELIMINARY, LATER = "underlag", "preliminär", "senare version"
KINDS: Final = (
    "Underlag: den version som månaden faktureras på. Senare versioner ändrar statistiken, aldrig underlaget."
)
# D74: how many rows came between two versions is a small number.
LESS: Final = "Antal rader, källor och varningar visas för regionen, som läser in filerna."

EVERYONE: Final = (
    Column("month", "Månad", "month"),
    Column("care_form", "Vårdform"),
    Column("revision", "Version", "count"),
    Column("kind", "Slag"),
    Column("extracted_on", "Uttag", "date"),
)
OPERATORS: Final = (
    Column("rows", "Rader", "count"),
    Column("rejected", "Avvisade i filen", "count"),
    Column("warned", "Varningar", "count"),
    Column("source", "Källa"),
    Column("mapping", "Mappning"),
    Column("source_sha256", "Kontrollsumma", short=_CHECKSUM),
)
IMPORTED: Final = Column("imported_at", "Inläst", "moment")
WARNINGS: Final = Column("said", "Varningar i ord")


@dataclass(frozen=True)
class DataView:
    """What the page draws of the store; no rows where the county has nothing in the span."""

    status: tuple[str, ...]
    sentence: str
    rows: pl.DataFrame
    columns: tuple[Column, ...]
    subtitle: str
    caption: str
    warnings: tuple[str, ...]
    file_name: str

    @property
    def is_empty(self) -> bool:
        """Whether the span has no revision."""
        return self.rows.is_empty()

    def csv(self) -> bytes:
        """The table as a file; to those who may, the warnings in words too."""
        words = (WARNINGS,) if "rows" in {column.name for column in self.columns} else ()
        return csv_bytes(self.rows, (*self.columns, *words))


def newest_complete(revisions: pl.DataFrame, county: str) -> date | None:
    """The county's newest month with a frozen basis. Needs: Store.revisions."""
    frozen = revisions.filter("basis", pl.col("county") == county)
    return frozen["month"].max()  # type: ignore[return-value]  # the column is a Date


def data(revisions: pl.DataFrame, chosen: Filters, span: str, late: int, waiting: int | None) -> DataView | None:
    """The view of a county's revisions; None where there are none at all.

    `late` are the episodes that came too late for the newest complete month's basis, `waiting` the files in the inbox.
    Needs: Store.revisions.
    """
    county = county_name(chosen.county)
    held = with_words(revisions.filter(pl.col("county") == chosen.county))
    if held.is_empty():
        return None
    shown = held.filter(_within(held, chosen, span))
    operator = is_operator(chosen)
    complete = newest_complete(revisions, chosen.county)
    return DataView(
        status=(county, "båda vårdformerna", _counted(held), *notice(chosen)),
        sentence=holdings_sentence(
            county=county,
            complete=complete,
            newest=held["month"][0],
            held=_newest_of(held, complete),
            late=late if operator else 0,
            waiting=waiting if operator else 0,
        ),
        rows=shown,
        columns=(*EVERYONE, *(OPERATORS if operator else ()), IMPORTED),
        subtitle=KINDS if operator else f"{KINDS} {LESS}",
        caption=f"Versioner i lagret, {county}",
        warnings=tuple(_warnings(shown)) if operator else (),
        file_name=f"versioner-{chosen.county}.csv",
    )


def is_operator(chosen: Filters) -> bool:
    """Whether the reader is the county's own region, which reads the files in (D72); or whose rows alone they are."""
    return reads_all(chosen)


def with_words(revisions: pl.DataFrame) -> pl.DataFrame:
    """The revisions as they are read, the newest month first, somatic care first, the newest revision first.

    Needs: Store.revisions.
    Shape: as they are, with kind, warned, said and newest.
    """
    words = {form.value: SWEDISH[form] for form in CareForm}
    preliminary = pl.col("extracted_on") <= pl.col("month").dt.month_end()
    kind = pl.when("basis").then(pl.lit(BASIS)).when(preliminary).then(pl.lit(PRELIMINARY)).otherwise(pl.lit(LATER))
    return revisions.sort("month", "care_form", "revision", descending=True).with_columns(
        kind=kind,
        warned=pl.col("warnings").list.len(),
        said=pl.col("warnings").list.join(" "),
        newest=pl.col("revision") == pl.col("revision").max().over("county", "month", "care_form"),
        care_form=pl.col("care_form").cast(pl.String).replace_strict(words),
    )


def _within(held: pl.DataFrame, chosen: Filters, span: str) -> pl.Expr:
    if span == "chosen" and chosen.month is not None:
        return pl.col("month") == chosen.month
    if span == "newest":
        return pl.col("month") > months.following(held["month"][0], -NEWEST)
    return pl.lit(value=True)


def _newest_of(held: pl.DataFrame, month: Any) -> list[Held]:
    rows = held.filter(pl.col("month") == month, "newest")
    return [Held(*row) for row in rows.select("care_form", "revision", "extracted_on").rows()]


def _counted(held: pl.DataFrame) -> str:
    first, last = held["month"][-1], held["month"][0]
    count = numbers.counted(held["month"].n_unique(), "månad", "månader")
    span = month_short(last) if first == last else f"{month_short(first)}–{month_short(last)}"
    return f"{count}, {span}, {numbers.counted(held.height, 'version', 'versioner')}"


def _warnings(shown: pl.DataFrame) -> list[str]:
    """What looked odd about the newest revision of each month."""
    rows = shown.filter("newest", pl.col("warned") > 0)
    return [
        f"**{month_short(month)}, {form}, version {revision}:** {said}"
        for month, form, revision, warnings in rows.select("month", "care_form", "revision", "warnings").rows()
        for said in warnings
    ]


def span_words(span: str, month: date | None) -> str:
    """The months to choose among, as the page names them."""
    chosen = f"Bara {month_long(month)}" if month else "Bara vald månad"
    return {"newest": f"De {NEWEST} senaste månaderna", "all": "Alla månader", "chosen": chosen}[span]
