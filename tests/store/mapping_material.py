"""Mappings and files for tests of mappings: one column at a time in a layout that is otherwise canonical."""

from pathlib import Path

import polars as pl

from lus_stats import store
from lus_stats.schema import FIELDS
from lus_stats.store import FileReport, Incoming
from lus_stats.store.mapping import Mapping, mapped
from lus_stats.store.mapping.drafting.blocks import quoted
from lus_stats.store.mapping.loader import parsed
from lus_stats.store.readers import Sheet, read
from tests.store.material import NOW, Row, csv_text, episode

SECRET = b"a secret for tests, not a real one"


def mapping(**columns: str) -> Mapping:
    """The mapping of a TOML made by `toml_of`."""
    return parsed(toml_of(**columns).encode(), "prov.toml")


def toml_of(**columns: str) -> str:
    """The must-columns and `utskriven` by their canonical names, and those given, each as lines of TOML."""
    own = {
        field.header: f"from = {quoted(field.header)}"
        for field in FIELDS
        if field.required or field.name == "discharged_at"
    }
    tables = [f"[columns.{quoted(header)}]\n{text}" for header, text in (own | columns).items()]
    return "\n".join(['key = "prov"', 'label = "Prov"', *tables])


def sheet_of(rows: list[Row], headers: list[str] | None = None) -> Sheet:
    """Rows as a file's sheet, under headers of its own."""
    own = headers or list(dict.fromkeys(header for row in rows for header in row))
    return read(csv_text(rows, own).encode(), "prov.csv")


def through(header: str, toml: str, *texts: str, own: str = "Egen") -> list[str | None]:
    """What the cells of one column become; each stands in a valid row."""
    rows = [{key: cell for key, cell in episode(f"e{n}").items() if key != header} | {own: text}
            for n, text in enumerate(texts)]  # fmt: skip
    out = mapped(sheet_of(rows), mapping(**{header: toml}), SECRET)
    return column(out, header)[: len(texts)]  # after the last row stands a blank one


def column(sheet: Sheet, header: str) -> list[str | None]:
    """The cells of one column."""
    return sheet.cells[str(sheet.headers.index(header))].to_list()


def imported_through(base: Path, how: Mapping, content: str | bytes, name: str = "export.csv") -> FileReport:
    """Import a file through a mapping, however many of its rows are rejected."""
    raw = content.encode() if isinstance(content, str) else content
    folder = store.open_data(base / "data")
    return store.import_files(folder, [Incoming(name, raw)], mapping=how, max_rejected=1.0, now=NOW).files[0]


def contents(base: Path) -> pl.DataFrame:
    """What the store holds, by the content of each revision."""
    return store.open_data(base / "data").store.files().select("county", "month", "care_form", "content_hash").sort(
        "county", "month", "care_form"
    )  # fmt: skip
