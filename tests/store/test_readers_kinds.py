"""What a file is, by its content: a wrong extension is noted, and what is no table is refused with the way out."""

import io
import zipfile
from collections.abc import Callable, Mapping

import openpyxl
import polars as pl
import pytest

from lus_stats.errors import Refused
from lus_stats.store.readers import apart, archive, read
from tests.store.material import csv_text, episode

TEXT = csv_text([episode()])


def workbook(fill: Callable[[openpyxl.Workbook], None] = lambda _: None) -> bytes:
    """A workbook of one canonical row, and whatever more."""
    book = openpyxl.Workbook()
    for line in TEXT.splitlines():
        book.active.append(line.split(";"))
    fill(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip file of these."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return content.getvalue()


def refusal(raw: bytes, name: str = "feb.xlsx") -> str:
    """Why the file is refused."""
    with pytest.raises(Refused) as refused:
        read(raw, name)
    return str(refused.value)


def test_the_content_decides_and_another_extension_is_noted() -> None:
    assert read(workbook(), "feb.xlsx").notes == ()
    assert read(workbook(), "feb.xlsm").notes == ()
    assert read(workbook(), "utan").notes == ()
    assert read(workbook(), "feb.csv").notes == (
        "Filens namn slutar på .csv men den är en Excel-arbetsbok (xlsx), och lästes som det.",
    )
    assert read(TEXT.encode(), "feb.XLS").notes == (
        "Filens namn slutar på .xls men den är en textfil, och lästes som det.",
    )
    assert read(TEXT.encode(), "uttag.2020-03-06").notes == ()


REFUSED = {
    "a PDF": (b"%PDF-1.7 ...", "är en PDF-fil"),
    "gzip": (b"\x1f\x8b\x08\x00", "är en packad fil (gzip). Packa upp den"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "är en bild"),
    "a web page": (b"\xef\xbb\xbf <!DOCTYPE html><html><body><table>", "är en webbsida (HTML) och ingen arbetsbok"),
    "a table saved as xls": (b"<table border=1><tr><td>kommunkod</td></tr></table>", "är en webbsida (HTML)"),
    "a web page in UTF-16": ("<html>å".encode("utf-16"), "är en webbsida (HTML)"),
    "Excel 2003's XML": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "är ett XML-kalkylark (Excel 2003)",
    ),
    "XML": (b'<?xml version="1.0"?><rader/>', "är en XML-fil"),
    "JSON": (b'[{"kommunkod": "1880"}]', "är en JSON-fil"),
    "Excel 4": (b"\x09\x04\x06\x00\x00\x00\x10\x00", "är en Excel-fil från före 1997"),
    "an Office document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "ingen arbetsbok"),
    "a workbook with a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "är skyddad med lösenord",
    ),
    "half an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "är skadad"),
    "a Word document": (zipped({"word/document.xml": b"<w/>"}), "är en zip-fil men ingen arbetsbok"),
    "a zip of CSV files": (zipped({"feb.csv": TEXT.encode()}), "är en zip-fil men ingen arbetsbok. Packa upp den"),
    "an empty zip": (zipped({}), "är en zip-fil men ingen arbetsbok"),
    "half a workbook": (workbook()[:3_000], "är skadad eller avbruten"),
    "a workbook of nonsense": (zipped({"xl/workbook.xml": b"<nonsens"}), "är skadad eller ingen arbetsbok"),
    "half a Parquet file": (b"PAR1 och mer", "är en skadad, avbruten eller krypterad Parquet-fil"),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_table_is_refused_with_the_way_out(raw: bytes, message: str) -> None:
    said = refusal(raw)
    assert message in said
    assert said.rpartition(". ")[2].split()[0] in {"Packa", "Spara", "Öppna", "Ta"}


def test_a_flipped_byte_in_a_workbook_is_found() -> None:
    raw = bytearray(workbook())
    raw[raw.index(b"xl/worksheets/sheet1.xml") + 60] ^= 1
    assert "är skadad" in refusal(bytes(raw))


def test_a_zip_that_holds_too_much_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_SUSPECT", 2**20)
    alike = {"xl/workbook.xml": b"<w/>", "xl/x.xml": bytes(2**21)}
    assert "zip-bomb" in refusal(zipped(alike))
    monkeypatch.setattr(archive, "_RATIO", 2_000)
    assert "zip-bomb" not in refusal(zipped(alike))
    monkeypatch.setattr(archive, "_LARGEST", 2**20)
    assert "zip-bomb" in refusal(zipped(alike))
    monkeypatch.setattr(archive, "_MEMBERS", 1)
    assert "zip-bomb" in refusal(workbook())


def test_a_cell_at_the_end_of_the_world_is_a_refusal_and_not_the_end_of_the_process() -> None:
    """The library asks for 550 GB and aborts: nothing in this process could catch that."""

    def far_away(book: openpyxl.Workbook) -> None:
        book.active["XFD1048576"] = "x"

    assert "celler långt utanför tabellen" in refusal(workbook(far_away))


def test_what_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_SECONDS", 0.001)
    assert "tar för mycket minne eller tid" in refusal(workbook())


def test_what_takes_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four hundred megabytes of the same text pack into a few kilobytes."""

    def repeated(times: int) -> bytes:
        content = io.BytesIO()
        pl.select(pl.repeat("x" * 1_000, times).alias("kommunkod")).write_parquet(content)
        return content.getvalue()

    monkeypatch.setattr(apart, "_MEMORY", 2**29)
    assert len(read(repeated(10), "feb.parquet").cells) == 10
    assert "tar för mycket minne eller tid" in refusal(repeated(400_000), "feb.parquet")


def test_a_zip_packed_in_a_way_nobody_knows_is_refused() -> None:
    raw = bytearray(zipped({"xl/workbook.xml": b"<w/>"}))
    local, central = raw.index(b"PK\x03\x04"), raw.index(b"PK\x01\x02")
    raw[local + 8], raw[central + 10] = 97, 97
    assert "kan inte packas upp" in refusal(bytes(raw))
