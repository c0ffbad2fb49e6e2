"""`lus months`: which revisions the store holds."""

from typing import Any, Final

import polars as pl

from lus_stats import months
from lus_stats.cli.output import Format, chosen_format, note, write_csv, write_json, write_table
from lus_stats.errors import WrongCall
from lus_stats.geography import county_name
from lus_stats.store import open_data
from lus_stats.text import numbers
from lus_stats.vocabulary import SWEDISH, CareForm

_COLUMNS: Final = (
    "county", "month", "care_form", "revision", "extracted_on", "basis", "preliminary", "rows", "rejected", "source",
    "source_sha256", "imported_at", "demo", "mapping", "warnings",
)  # fmt: skip
_TABLE: Final = (
    "Län", "Månad", "Vårdform", "Version", "Uttag", "Slag", "Rader", "Avvisade i filen", "Varningar", "Källa",
    "Mappning",
)  # fmt: skip


def refuse(options_of_diff: bool) -> None:
    """See to it that no option was given that says nothing without `--diff`.

    Errors: WrongCall.
    """
    if options_of_diff:
        raise WrongCall(
            "--month, --county, --care-form, --from, --to, --agreement och --set används tillsammans med --diff."
        )


def run(data: str, output: str) -> None:
    """List and write; newest month last.

    Errors: WrongCall for a format there is not; Refused for a damaged store.
    """
    how = chosen_format(output)
    store = open_data(data).store
    after = pl.col("extracted_on") > pl.col("month").dt.month_end()
    held = store.revisions().with_columns(pl.col("month").dt.strftime("%Y-%m"), preliminary=~after).select(_COLUMNS)
    if held.is_empty():
        note("Det finns inga inlästa månader. Läs in en fil med lus import, eller skapa demodata med lus demo.")
    rows = held.to_dicts()
    if how == Format.JSON:
        write_json({"demo": store.is_demo, "months": rows})
    elif how == Format.CSV:
        write_csv(_COLUMNS, rows)
    else:
        newest = store.newest_complete_month()
        demo = "Demodata · " if store.is_demo else ""
        title = "" if newest is None else f"{demo}senaste hela månad {months.key(newest)}"
        write_table(title, _TABLE, map(_row, rows), ("Version", "Rader", "Avvisade i filen", "Varningar"))


def _row(row: dict[str, Any]) -> tuple[str, ...]:
    kind = "underlag" if row["basis"] else "preliminär" if row["preliminary"] else "senare version"
    return (
        county_name(row["county"]),
        row["month"],
        SWEDISH[CareForm(row["care_form"])],
        str(row["revision"]),
        str(row["extracted_on"]),
        kind,
        numbers.number(row["rows"]),
        numbers.number(row["rejected"]),
        numbers.number(len(row["warnings"])),
        row["source"],
        row["mapping"],
    )
