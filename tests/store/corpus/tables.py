"""Parquet: typed, wrongly typed, nested, torn."""

import io
from datetime import datetime

import polars as pl
import pyarrow as pa
from pyarrow import parquet

from tests.generate import HEADERS
from tests.store.corpus.books import typed
from tests.store.corpus.case import Taken, denied, hostile, same
from tests.store.corpus.people import TEN
from tests.store.corpus.plain import DATED, table, with_cells


def texts() -> pl.DataFrame:
    """The plain rows, every cell a text, empty ones null."""
    head, *rows = table()
    frame = pl.DataFrame(rows, schema=dict.fromkeys(head, pl.String()), orient="row")
    return frame.with_columns(pl.when(pl.all() != "").then(pl.all()).name.keep())


def values() -> pl.DataFrame:
    """The plain rows with types of their own."""
    head, *rows = typed()
    kinds = {header: pl.Datetime("us") if header in DATED else pl.String() for header in head}
    kinds |= {"beräknad_utskrivning": pl.Date(), "kommunkod": pl.Int64()}
    cells = [[None if cell == "" else cell for cell in row] for row in rows]
    return pl.DataFrame(cells, schema=kinds, orient="row")


def written(frame: pl.DataFrame) -> bytes:
    """A frame as the bytes of a Parquet file."""
    content = io.BytesIO()
    frame.write_parquet(content)
    return content.getvalue()


@hostile("feb.parquet", same())
def parquet_of_texts() -> bytes:
    """Every column a text."""
    return written(texts())


@hostile("feb.parquet", same(restored=1))
def parquet_of_values() -> bytes:
    """Moments, dates and whole numbers: the kommunkod has no leading zero."""
    return written(values())


@hostile("feb.csv", same())
def parquet_called_csv() -> bytes:
    """Parquet with the ending csv."""
    return written(texts())


@hostile("feb.parquet", same())
def parquet_of_categories() -> bytes:
    """Words as categories, ids as the large kind of text."""
    return written(texts().with_columns(pl.col("vårdform", "spår", "sjukhus").cast(pl.Categorical())))


@hostile("feb.parquet", Taken(3, dict.fromkeys((2, 3, 4), ("kommunkod",))))
def parquet_with_codes_as_fractions() -> bytes:
    """Kommunkoder as fractions with a half in each."""
    return written(values().with_columns(kommunkod=pl.col("kommunkod") + 0.5))


@hostile("feb.parquet", same(restored=1))
def parquet_with_codes_as_floats() -> bytes:
    """Kommunkoder as 1880.0, as pandas writes whole numbers with gaps."""
    return written(values().with_columns(kommunkod=pl.col("kommunkod").cast(pl.Float64)))


@hostile("feb.parquet", Taken(3, dict.fromkeys((2, 3, 4), ("utskriven",)), restored=1))
def parquet_with_days_for_moments() -> bytes:
    """A date's column where moments are due."""
    return written(values().with_columns(utskriven=pl.col("utskriven").dt.date()))


@hostile("feb.parquet", same(restored=1))
def parquet_in_nanoseconds() -> bytes:
    """Moments in nanoseconds, as pandas writes them, and in milliseconds."""
    moments = [header for header in DATED if header != "beräknad_utskrivning"]
    nano, milli = moments[:4], moments[4:]
    return written(values().with_columns(pl.col(nano).cast(pl.Datetime("ns")), pl.col(milli).cast(pl.Datetime("ms"))))


@hostile("feb.parquet", same(restored=1))
def parquet_with_a_zone() -> bytes:
    """Moments in UTC: an hour from what the clock on the wall said, and told so."""
    local = pl.col("utskriven").dt.replace_time_zone("Europe/Stockholm")
    return written(values().with_columns(local.dt.convert_time_zone("UTC")))


@hostile("feb.parquet", denied("sjukhus"))
def parquet_of_lists() -> bytes:
    """A list in each cell of a column that is ours."""
    return written(texts().with_columns(sjukhus=pl.concat_list("sjukhus", "spår")))


@hostile("feb.parquet", denied("plats"))
def parquet_with_a_nested_stranger() -> bytes:
    """A nested column that nobody asked for."""
    return written(texts().with_columns(plats=pl.struct("sjukhus", "spår")))


@hostile("feb.parquet", denied("plats"), secrets=(TEN,))
def parquet_with_a_person_in_a_nested_stranger() -> bytes:
    """A personnummer inside a nested column that nobody asked for."""
    return written(texts().with_columns(plats=pl.struct(inom=pl.concat_list(pl.lit(f"pat {TEN}"), "spår"))))


@hostile("feb.parquet", denied("(dolt)", "vårdtillfälle"), secrets=(TEN,))
def parquet_with_people_as_numbers() -> bytes:
    """Personnummer as whole numbers for ids."""
    return written(values().with_columns(vårdtillfälle=pl.lit(int(TEN))))


@hostile("feb.parquet", denied("(dolt)", "hink"), secrets=(TEN,))
def parquet_with_people_as_bytes() -> bytes:
    """Personnummer in a column of bytes."""
    return written(texts().with_columns(hink=pl.lit(TEN.encode())))


@hostile("feb.parquet", Taken(0))
def parquet_of_no_rows() -> bytes:
    """All the columns and no rows."""
    return written(values().clear())


@hostile("feb.parquet", denied())
def parquet_of_no_columns() -> bytes:
    """Neither columns nor rows."""
    return written(pl.DataFrame())


@hostile("feb.parquet", denied("saknar", "kommunkod"))
def parquet_without_a_must_column() -> bytes:
    """No kommunkod."""
    return written(values().drop("kommunkod"))


@hostile("feb.parquet", denied("flera kolumner"))
def parquet_with_a_column_twice() -> bytes:
    """Two columns of one name, which Parquet allows."""
    frame = texts().to_arrow()
    content = io.BytesIO()
    parquet.write_table(frame.append_column("kommunkod", frame["kommunkod"]), content)
    return content.getvalue()


@hostile("feb.parquet", Taken(3, {2: ("kommunkod",), 3: ("utskriven",)}))
def parquet_of_blank_rows() -> bytes:
    """Rows of nulls between the others: they count as rows, not as data."""
    rows = with_cells(1, kommunkod="9999")
    rows[1] = rows[1] | {"utskriven": "2020-02-04"}
    frame = pl.DataFrame([[row.get(header, "") for header in HEADERS] for row in rows], schema=HEADERS, orient="row")
    return written(pl.concat([frame, texts().clear(3)]))


@hostile("feb.parquet", denied())
def a_truncated_parquet() -> bytes:
    """The first half of a Parquet file: its description, at the end, is gone."""
    content = written(values())
    return content[: len(content) // 2]


@hostile("feb.parquet", denied())
def parquet_with_torn_pages() -> bytes:
    """A sound description of pages that are not."""
    content = bytearray(written(texts()))
    content[4:400] = b"\xff" * 396
    return bytes(content)


@hostile("feb.parquet", denied())
def the_mark_of_parquet_alone() -> bytes:
    """PAR1 at both ends and nothing between."""
    return b"PAR1" + b"\0" * 8 + b"PAR1"


@hostile("feb.parquet", denied("registrerad"))
def parquet_of_durations() -> bytes:
    """A duration where a moment is due."""
    return written(values().with_columns(registrerad=pl.duration(hours=3)))


@hostile("feb.parquet", Taken(3, {2: ("inskriven",), 3: ("registrerad",)}, restored=1))
def parquet_of_far_moments() -> bytes:
    """The years 1 and 9999 as moments."""
    frame = values()
    first = pl.when(pl.int_range(3) == 0).then(datetime(1, 1, 1)).otherwise("inskriven")
    last = pl.when(pl.int_range(3) == 1).then(datetime(9999, 12, 31)).otherwise("registrerad")
    return written(frame.with_columns(inskriven=first, registrerad=last))


@hostile("feb.parquet", denied(), soak=True)
def parquet_of_a_hundred_million_rows() -> bytes:
    """A hundred million rows in a few hundred kilobytes: each page says "the same again"."""
    piece = pa.table({name: pa.nulls(10_000_000, pa.string()) for name in HEADERS})
    content = io.BytesIO()
    with parquet.ParquetWriter(content, piece.schema) as writer:
        for _ in range(10):
            writer.write_table(piece, row_group_size=10_000_000)
    return content.getvalue()


@hostile("feb.parquet", denied("(dolt)"), secrets=(TEN,))
def parquet_with_a_person_for_a_nested_name() -> bytes:
    """A nested column named by a personnummer: the refusal would name it."""
    return written(texts().with_columns(pl.struct("sjukhus").alias(TEN)))
