"""Files that are not what their names say."""

import gzip
import io
import json
import sqlite3
import zipfile
from random import Random

from tests.generate import HEADERS
from tests.store.corpus.case import Taken, denied, hostile, same
from tests.store.corpus.plain import PLAIN, TEXT, quoted, table, with_cells
from tests.store.material import csv_text


@hostile("feb.csv", denied("PDF"))
def a_pdf() -> bytes:
    """A PDF with the ending csv."""
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


@hostile("feb.csv", denied("gzip"))
def a_gzip() -> bytes:
    """The plain file packed with gzip."""
    return gzip.compress(TEXT.encode())


@hostile("feb.zip", denied("zip"))
def a_zip_of_csv() -> bytes:
    """The plain file packed with zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("feb.csv", TEXT)
    return packed.getvalue()


@hostile("feb.csv", denied("zip"))
def an_empty_zip() -> bytes:
    """A zip file with nothing in it."""
    packed = io.BytesIO()
    zipfile.ZipFile(packed, "w").close()
    return packed.getvalue()


@hostile("feb.xlsx", denied())
def a_picture() -> bytes:
    """A PNG with the ending xlsx."""
    return b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + Random(1).randbytes(400)


@hostile("feb.csv", denied())
def a_database() -> bytes:
    """An SQLite database."""
    connection = sqlite3.connect(":memory:")
    connection.execute("create table episodes (id text)")
    return connection.serialize()


@hostile("feb.csv", denied())
def garbage() -> bytes:
    """Bytes drawn at random."""
    return Random(2).randbytes(20_000)


@hostile("feb.csv", denied())
def garbage_without_nul() -> bytes:
    """Bytes drawn at random, among them neither NUL nor line ends."""
    return bytes(byte for byte in Random(3).randbytes(20_000) if byte not in (0, 10, 13))


@hostile("feb.csv", denied("JSON"))
def json_records() -> bytes:
    """The rows as JSON."""
    return json.dumps(PLAIN, ensure_ascii=False).encode()


@hostile("feb.csv", denied("JSON"))
def json_lines() -> bytes:
    """The rows as JSON, one on each line."""
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in PLAIN).encode()


@hostile("feb.xls", denied("HTML"))
def a_web_page_called_xls() -> bytes:
    """A table of HTML called xls, as many a web system's "Excel" export is."""
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>" for cells in table())
    return f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table></body></html>'.encode()


@hostile("feb.csv", denied("HTML"))
def a_sign_in_page() -> bytes:
    """The sign-in page that was saved where the export should have been."""
    return b"<!DOCTYPE html>\r\n<html lang=sv><title>Logga in</title><p>Sessionen har g\xc3\xa5tt ut.</html>"


@hostile("feb.xls", denied("XML"))
def spreadsheet_xml() -> bytes:
    """Excel 2003's XML."""
    rows = "".join(f"<Row>{''.join(f'<Cell><Data>{cell}</Data></Cell>' for cell in cells)}</Row>" for cells in table())
    return (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>'
        f'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>{rows}</Table></Worksheet>'
        "</Workbook>"
    ).encode()


@hostile("feb.xlsx", same())
def csv_called_xlsx() -> bytes:
    """The plain file with a workbook's ending."""
    return TEXT.encode()


@hostile("feb.xls", same())
def tabs_called_xls() -> bytes:
    """Tabs and UTF-16 called xls: what some systems mean by Excel."""
    return quoted(table(), "\t", "\r\n").encode("utf-16")


@hostile("feb.parquet", same())
def csv_called_parquet() -> bytes:
    """The plain file called parquet."""
    return TEXT.encode()


@hostile("feb", same())
def no_ending() -> bytes:
    """A file name without an ending."""
    return TEXT.encode()


@hostile("feb 2020 – Örebro (slutlig) [2];\u202egnp.csv", same())
def an_odd_name() -> bytes:
    """A file name with spaces, brackets, a semicolon and a mark that turns the reading order."""
    return TEXT.encode()


@hostile("å" * 125 + ".csv", Taken(3, {2: ("spår",)}))
def a_long_name() -> bytes:
    """As long a name as a file system takes, and a row that is rejected into a file named after it."""
    return csv_text(with_cells(1, spår="lila"), HEADERS).encode()


@hostile("feb.csv", denied())
def an_rtf() -> bytes:
    """A text document saved as rtf."""
    return rb"{\rtf1\ansi{\fonttbl\f0 Arial;}\f0 v\'e5rdtillf\'e4lle;kommunkod\par}"


@hostile("feb.eml", denied())
def an_email() -> bytes:
    """The e-mail that the export came with."""
    return ("From: a@example.test\r\nSubject: Utskrivningsklara\r\nMIME-Version: 1.0\r\n\r\n" + TEXT[:20]).encode()
