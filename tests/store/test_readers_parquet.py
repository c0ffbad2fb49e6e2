"""Parquet: every column as the text a canonical file would have. # D52"""

import io
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from lus_stats.errors import Refused
from lus_stats.store.readers import Sheet, read
from tests.store.material import csv_text, episodes, held, imported


def written(frame: pl.DataFrame) -> bytes:
    """The frame as a file."""
    content = io.BytesIO()
    frame.write_parquet(content)
    return content.getvalue()


def split(**columns: pl.Series | list[object]) -> Sheet:
    """The columns as a sheet."""
    return read(written(pl.DataFrame(columns, strict=False)), "feb.parquet")


MOMENT, LAST_OF_NOON = datetime(2020, 2, 1, 11), datetime(2020, 2, 1, 11, 59, 59, 999_999)
COLUMNS: dict[str, tuple[list[object] | pl.Series, list[str]]] = {
    "moments": ([MOMENT, None, None], ["2020-02-01 11:00", "", ""]),
    "seconds, cut off": (
        [MOMENT + timedelta(seconds=7), LAST_OF_NOON, None],
        ["2020-02-01 11:00:07", "2020-02-01 11:59:59", ""],
    ),
    "nanoseconds": (
        pl.Series([datetime(2020, 2, 1), None, None], dtype=pl.Datetime("ns")),
        ["2020-02-01 00:00", "", ""],
    ),
    "dates": ([date(2020, 2, 1), None, None], ["2020-02-01", "", ""]),
    "times": ([time(11, 0), time(11, 0, 7), None], ["11:00", "11:00:07", ""]),
    "truths": ([True, False, None], ["ja", "nej", ""]),
    "integers": ([180, 12_345_678_901_234_567, None], ["180", "12345678901234567", ""]),
    "floats": ([180.0, 0.5, float("nan")], ["180", "0.5", ""]),
    "decimals": ([Decimal("180.00"), Decimal("12.50"), None], ["180", "12.5", ""]),
    "texts": (["0180", " a\nb ", None], ["0180", " a\nb ", ""]),
    "categories": (pl.Series(["grön", None, None], dtype=pl.Categorical), ["grön", "", ""]),
    "an enumeration": (pl.Series(["grön", None, "röd"], dtype=pl.Enum(["grön", "röd"])), ["grön", "", "röd"]),
    "bytes that are text": (["grön".encode(), None, b""], ["grön", "", ""]),
    "nothing at all": (pl.Series([None] * 3, dtype=pl.Null), ["", "", ""]),
}


def test_each_type_is_the_text_of_a_canonical_file() -> None:
    sheet = split(**{name: values for name, (values, _) in COLUMNS.items()})
    said = dict(zip(sheet.headers, (column.to_list() for column in sheet.cells.drop("row")), strict=True))
    assert said == {name: texts for name, (_, texts) in COLUMNS.items()}
    assert (sheet.cells["row"].to_list(), sheet.notes) == ([2, 3, 4], ())


def test_a_column_of_nothing_has_its_rows_all_the_same() -> None:
    assert split(a=pl.Series([None] * 3, dtype=pl.Null)).cells["0"].to_list() == ["", "", ""]


def test_moments_with_a_zone_become_swedish_time_and_say_so() -> None:
    winter, summer = datetime(2020, 2, 1, 11, tzinfo=UTC), datetime(2020, 7, 1, 11, tzinfo=UTC)
    sheet = split(a=[winter, summer], b=pl.Series([winter, None]).dt.convert_time_zone("Europe/Stockholm"))
    assert sheet.cells["0"].to_list() == ["2020-02-01 12:00", "2020-07-01 13:00"]
    assert sheet.cells["1"].to_list() == ["2020-02-01 12:00", ""]
    assert sheet.notes == ("Tider med tidszon är omräknade till svensk tid: a (UTC).",)


REFUSED = {
    "lists": (pl.DataFrame({"a": [[1]]}), r"sammansatta värden i kolumnen a\. Ta ut den"),
    "structs": (pl.DataFrame({"a": [{"b": 1}]}), "sammansatta värden i kolumnen a"),
    "durations": (pl.DataFrame({"a": [timedelta(hours=1)]}), r"varaktigheter i kolumnen a\. Ta ut den"),
    "bytes that are no text": (pl.DataFrame({"a": [b"\xff\xfe"]}), "skadad"),
    "no columns": (pl.DataFrame(), "har inga kolumner"),
}


@pytest.mark.parametrize(("frame", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_text_is_refused(frame: pl.DataFrame, message: str) -> None:
    with pytest.raises(Refused, match=message):
        read(written(frame), "feb.parquet")


def test_half_a_file_is_refused() -> None:
    raw = written(pl.DataFrame({"a": range(1_000)}))
    for damaged in (raw[:-20], raw[: len(raw) // 2], raw[:4] + bytes(len(raw) - 8) + raw[-4:]):
        with pytest.raises(Refused, match="är en skadad, avbruten eller krypterad Parquet-fil"):
            read(damaged, "feb.parquet")


def test_the_rows_stored_are_those_of_the_csv(tmp_path: Path) -> None:
    text = csv_text(episodes(5))
    frame = pl.read_csv(io.StringIO(text), separator=";", infer_schema=False)
    moments = pl.col("inskriven", "utskrivningsklar", "underrättelse", "utskriven", "registrerad")
    typed = frame.with_columns(moments.str.to_datetime("%Y-%m-%d %H:%M"), pl.col("kommunkod").cast(pl.Int32))
    imported(tmp_path / "csv", text)
    imported(tmp_path / "parquet", written(typed))
    hashes = [held(tmp_path / kind).revisions()["content_hash"].to_list() for kind in ("csv", "parquet")]
    assert hashes[0] == hashes[1]
