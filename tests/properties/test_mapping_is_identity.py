"""Whatever a row is, written in another system's way and read through its mapping it is the row again."""

from collections.abc import Callable, Mapping
from datetime import datetime, time

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from lus_stats.schema import FIELDS, HEADERS, MOMENT
from lus_stats.store.cells import cleaned, value_of
from lus_stats.store.mapping import mapped
from lus_stats.store.mapping.loader import parsed
from lus_stats.store.readers import Sheet, read
from tests.generate import Row
from tests.store.mapping_material import SECRET
from tests.store.material import csv_text
from tests.strategies import episode_rows

WORDS = {
    "vårdform": {"Somatik": "somatisk", "Psykiatri": "psykiatrisk"},
    "spår": {"GREEN": "grön", "YELLOW": "gul", "RED": "röd", "BLUE": "blå"},
    **{header: {"J": "ja", "N": "nej"} for header in ("sip_krävs", "hemgångsklar")},
    "öppenvård_tillgänglig": {"J": "ja", "N": "nej", "?": "oklart"},
}
FORMS = ("%d/%m/%Y %H.%M.%S", "%m/%d/%Y %H:%M:%S", "%Y%m%d%H%M%S", "%d.%m.%y kl %H:%M:%S", "%Y/%m/%dT%H:%M:%S", "excel")
APART = ("%d/%m/%Y %H.%M.%S", "%Y-%m-%d %H:%M:%S", "%d-%m-%y %H:%M:%S")


@st.composite
def layouts(draw: st.DrawFn) -> tuple[str, Callable[[Row], Row]]:
    """A mapping as TOML, and what writes a canonical row in its layout."""
    tables, writers = ['key = "prov"', 'label = "Prov"'], []
    for place, field in enumerate(FIELDS):
        name = f"Kolumn {place}"
        lines, writer = draw(_column(field.header, name, moment=field.dtype == MOMENT, day=field.dtype == pl.Date()))
        tables.append(f'[columns."{field.header}"]\n{lines}')
        writers.append(writer)
    return "\n".join(tables), lambda row: {key: cell for write in writers for key, cell in write(row).items()}


@st.composite
def _column(draw: st.DrawFn, header: str, name: str, *, moment: bool, day: bool) -> tuple[str, Callable[[Row], Row]]:
    if header in WORDS:
        return _of_words(header, name)
    if moment and draw(st.booleans()):
        form = draw(st.sampled_from(APART))
        return _apart(header, name, form)
    if moment or day:
        forms = FORMS if moment else ("%d/%m/%Y", "%y%m%d", "%m/%d/%Y", "excel")
        form = draw(st.sampled_from(forms))
        lines = f'from = "{name}"\nformats = ["{form}"]\ndecimal = ","'
        return lines, lambda row: {name: _dated(row.get(header, ""), form)}
    if header == "kommunkod" and draw(st.booleans()):
        return f'from = "{name}"\ndecimal = ","', lambda row: {name: f"{int(row[header])},0"}
    return f'from = ["Saknas", "{name}"]', lambda row: {name: row.get(header, "")}


def _of_words(header: str, name: str) -> tuple[str, Callable[[Row], Row]]:
    theirs: Mapping[str, str] = {ours: word for word, ours in WORDS[header].items()} | {"": ""}
    values = ", ".join(f'"{word}" = "{ours}"' for word, ours in WORDS[header].items())
    return f'from = "{name}"\nvalues = {{ {values} }}', lambda row: {name: theirs[row.get(header, "")]}


def _apart(header: str, name: str, form: str) -> tuple[str, Callable[[Row], Row]]:
    day, clock = form.split(" ")

    def write(row: Row) -> Row:
        text = row.get(header, "")
        return {f"{name} dag": _dated(text, day), f"{name} kl": _dated(text, clock)}

    return f'date_from = "{name} dag"\ntime_from = "{name} kl"\nformats = ["{form}"]', write


def _dated(text: str, form: str) -> str:
    if not text:
        return ""
    at = datetime.fromisoformat(text)
    if form != "excel":
        return at.strftime(form)
    if len(text) > len("2020-02-01") and at.time() == time(0):
        return text  # a whole number is a day to us: a midnight has to be written out
    since = at - datetime(1899, 12, 30)
    return f"{since.days + since.seconds / 86_400:.9f}".replace(".", ",")


def values(sheet: Sheet) -> pl.DataFrame:
    """What the store would make of each cell."""
    texts = sheet.cells.select(
        cleaned(str(sheet.headers.index(header))).alias(header)
        if header in sheet.headers
        else pl.lit(None, dtype=pl.String).alias(header)
        for header in HEADERS
    )
    return texts.select(value_of(field).alias(field.name) for field in FIELDS)


@given(layouts(), st.lists(episode_rows(), min_size=1, max_size=6))
def test_written_another_way_and_mapped_it_is_the_same(
    layout: tuple[str, Callable[[Row], Row]], rows: list[Row]
) -> None:
    toml, write = layout
    own = [write(row) for row in rows]
    sheet = read(csv_text(own, list(own[0])).encode(), "export.csv")
    out = mapped(sheet, parsed(toml.encode(), "prov.toml"), SECRET)
    plain = values(read(csv_text(rows).encode(), "plain.csv"))
    assert values(out).to_dicts() == plain.to_dicts()
    assert plain["registered_at"].null_count() < len(plain)
