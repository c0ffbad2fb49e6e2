"""How a CSV file is told apart into rows and cells (rules.md §2)."""

import codecs
import unicodedata
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from lus_stats.schema import HEADERS
from tests.store.material import csv_text, episode, episodes, held, imported_one, kept, reasons

ROWS = [episode("räk", sjukhus="Östra – ”Å”", spår="grön")]
TEXT = csv_text(ROWS)


def hospital(base: Path) -> str:
    revisions = held(base).extracts("newest")
    return str(held(base).scan(revisions, "hospital").collect().item())


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("windows-1252"),
        TEXT.replace("\n", "\r\n").encode("windows-1252"),
        TEXT.replace("\n", "\r").encode(),
        unicodedata.normalize("NFD", TEXT).encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("utf-32-be"),
    ],
    ids=[
        "UTF-8",
        "BOM",
        "Windows-1252",
        "CRLF",
        "CR",
        "NFD",
        "UTF-16",
        "UTF-16 BE",
        "UTF-16 LE bare",
        "UTF-16 BE bare",
        "UTF-32",
        "UTF-32 BE bare",
    ],
)
def test_each_encoding_reads_the_same(tmp_path: Path, raw: bytes) -> None:
    assert imported_one(tmp_path, raw).accepted == 1
    assert hospital(tmp_path) == "Östra – ”Å”"


def test_iso_8859_1_is_read(tmp_path: Path) -> None:
    assert imported_one(tmp_path, csv_text([episode(sjukhus="Örebro")]).encode("iso-8859-1")).accepted == 1
    assert hospital(tmp_path) == "Örebro"


REFUSED = {
    "nothing": (b"", "tom"),
    "only a BOM": (codecs.BOM_UTF8 + b"\r\n \r\n", "tom"),
    "only semicolons": (b";;;\n;;;\n", "inga kolumnnamn"),
    "only semicolons, no line end": (b"\n;;;", "inga kolumnnamn"),
    "a NUL": (TEXT.encode() + b"\0", "ingen textfil"),
    "broken UTF-8": (TEXT.encode() + b"\xe5\n", "börjar som UTF-8"),
    "broken UTF-8 with a BOM": (codecs.BOM_UTF8 + b"a;\xe5\n", "börjar som UTF-8"),
    "neither": (TEXT.encode("windows-1252") + b"\x81\n", "varken är UTF-8 eller Windows-1252"),
    "spaces": (TEXT.replace(";", " ").encode(), "semikolon"),
    "an open quote": ((TEXT + '"e2;1880\n' + TEXT).encode(), "rad 3 har ett citattecken"),
    "an open quote in the last column": ((TEXT + csv_text([episode("e2", registrerad='"2020')])).encode(), "rad 4 har"),
    "a must-column missing": (TEXT.replace("kommunkod", "kommun").encode(), "saknar kolumnen kommunkod"),
    "two must-columns missing": (
        TEXT.replace("registrerad", "r").replace("inskriven;", "i;").encode(),
        "inskriven och registrerad",
    ),
    "a column twice": (TEXT.replace("sjukhus", " KOMMUNKOD").encode(), "flera kolumner med namnet kommunkod"),
    "an optional column twice": (TEXT.replace("spår", "Sjukhus").encode(), "flera kolumner med namnet sjukhus"),
}


@pytest.mark.parametrize(("raw", "message"), REFUSED.values(), ids=REFUSED)
def test_the_file_is_refused_and_nothing_written(tmp_path: Path, raw: bytes, message: str) -> None:
    report = imported_one(tmp_path, raw)
    assert report.refused is not None
    assert report.refused.startswith("feb.csv ")
    assert message in report.refused
    assert (report.accepted, report.rejected, report.months) == (0, 0, ())
    assert kept(tmp_path) == set()


def test_headers_are_matched_past_case_spaces_form_and_underscores(tmp_path: Path) -> None:
    written = {header: f" {unicodedata.normalize('NFD', header).upper().replace('_', ' ')}\u00a0" for header in HEADERS}
    text = TEXT
    head, _, rest = text.partition("\n")
    head = ";".join(written[header] for header in head.split(";"))
    assert imported_one(tmp_path, f"{head}\n{rest}").accepted == 1
    assert held(tmp_path).revisions()["rows"].to_list() == [1]


def test_columns_come_in_any_order_and_others_are_named_once(tmp_path: Path) -> None:
    headers = ["kommentar", *reversed(HEADERS), "", " avdelning ", ""]
    report = imported_one(tmp_path, csv_text([episode(), episode("e2")], headers))
    assert report.accepted == 2
    assert report.notes == ("Kolumner som inte används: kommentar, avdelning.",)


def test_optional_columns_may_be_missing(tmp_path: Path) -> None:
    headers = [header for header, field in HEADERS.items() if field.required]
    assert imported_one(tmp_path, csv_text([episode()], headers), extracted_on=date(2020, 3, 6)).accepted == 1


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    """A quoted line break starts no row; blank rows count, and are neither accepted nor rejected."""
    head, faulty, _ = csv_text([episode("b", kommunkod="9999")]).split("\n")
    quoted = csv_text([episode("a", sjukhus='"Norra\nsjukhuset;\r\n""Nya"""')]).partition("\n")[2]
    text = f"{head}\n{quoted}\n  \n{';' * (len(HEADERS) - 1)}\n;;\n{faulty}\n\n"
    report = imported_one(tmp_path, text)
    assert [(row, column) for row, column, _, _ in reasons(report)] == [(7, "kommunkod")]
    assert (report.accepted, report.rejected) == (1, 1)
    assert hospital(tmp_path) == 'Norra sjukhuset; "Nya"'


def test_blank_lines_before_the_header_count_too(tmp_path: Path) -> None:
    report = imported_one(tmp_path, "\r\n;;\r\n" + csv_text([episode(kommunkod="9999")]))
    assert [row for row, *_ in reasons(report)] == [4]


def test_rows_with_too_few_or_too_many_cells_are_rejected_as_data(tmp_path: Path) -> None:
    head, *rows = csv_text(episodes(3)).splitlines()
    text = "\n".join([head, rows[0] + ";", rows[1], rows[2].rpartition(";")[0], "summa;3"])
    report = imported_one(tmp_path, text)
    assert reasons(report) == [
        (2, None, None, "raden har 19 celler men ska ha 18"),
        (4, None, None, "raden har 17 celler men ska ha 18"),
        (5, None, None, "raden har 2 celler men ska ha 18"),
    ]
    assert (report.accepted, report.rejected) == (1, 3)


def test_a_quote_inside_a_cell_is_a_quote(tmp_path: Path) -> None:
    assert imported_one(tmp_path, [episode(sjukhus='5" hus')]).accepted == 1
    assert hospital(tmp_path) == '5" hus'


def test_a_header_alone_writes_nothing_and_says_so(tmp_path: Path) -> None:
    report = imported_one(tmp_path, csv_text([]))
    assert (report.accepted, report.rejected, report.refused) == (0, 0, None)
    assert report.notes == ("Filen har inga rader under rubriken.",)
    assert kept(tmp_path) == set()


def test_texts_lose_their_outer_spaces_and_are_composed(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "\u200b räk\u00a0")
    assert imported_one(tmp_path, [episode(name)]).accepted == 1
    rows = held(tmp_path).scan(held(tmp_path).extracts("newest"), "episode_id").collect()
    assert rows.equals(pl.DataFrame({"episode_id": ["räk"]}))
