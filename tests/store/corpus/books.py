"""Ways to make workbooks: xlsx, xls and ods of the plain rows, and their parts changed afterwards."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt
from xlsxwriter.worksheet import Worksheet

from tests.store.corpus.plain import DATED, table

Cell = Any
Fill = Callable[[xlsxwriter.Workbook], None]
MOMENT_FORMAT, DAY_FORMAT = "yyyy-mm-dd hh:mm:ss", "yyyy-mm-dd"


def made(fill: Fill, **options: Any) -> bytes:
    """An xlsx file, filled by a function."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, **options})
    fill(book)
    book.close()
    return content.getvalue()


def xlsx(rows: Sequence[Sequence[Cell]], sheet: str | None = None, row: int = 0, **options: Any) -> bytes:
    """An xlsx file of one sheet with these rows, the first on the row given (from 0)."""
    return made(lambda book: lay(book, book.add_worksheet(sheet), rows, row), **options)


def lay(book: xlsxwriter.Workbook, sheet: Worksheet, rows: Sequence[Sequence[Cell]], row: int = 0) -> None:
    """Write cells as the values they are: texts as text, datetimes and dates as Excel's own."""
    moment, day = (book.add_format({"num_format": text}) for text in (MOMENT_FORMAT, DAY_FORMAT))
    for down, cells in enumerate(rows, row):
        for across, cell in enumerate(cells):
            match cell:
                case None | "":
                    pass
                case bool():
                    sheet.write_boolean(down, across, cell)
                case datetime():
                    sheet.write_datetime(down, across, cell, moment)
                case date():
                    sheet.write_datetime(down, across, cell, day)
                case int() | float():
                    sheet.write_number(down, across, cell)
                case _:
                    sheet.write_string(down, across, str(cell))


def typed(rows: Sequence[Sequence[str]] | None = None) -> list[list[Cell]]:
    """The plain rows with moments as datetimes, dates as dates and the kommunkod as a number."""
    head, *body = rows or table()
    return [head, *([as_typed(header, cell) for header, cell in zip(head, cells, strict=True)] for cells in body)]


def as_typed(header: str, cell: str) -> Cell:
    """One cell as a spreadsheet would keep what was typed into it."""
    if cell and header in DATED:
        moment = datetime.fromisoformat(cell)
        return moment.date() if len(cell) == len("2020-02-01") else moment
    return int(cell) if cell and header == "kommunkod" else cell


def parts(content: bytes) -> dict[str, bytes]:
    """The files in a zip file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def changed(content: bytes, part: str, pattern: str, replacement: str) -> bytes:
    """A workbook with one part's text changed; it is an error if nothing is."""
    files = parts(content)
    text, count = re.subn(pattern, lambda _: replacement, files[part].decode(), flags=re.DOTALL)
    assert count, f"{pattern} is not in {part}"
    return zipped(files | {part: text.encode()})


def xls(rows: Sequence[Sequence[Cell]], sheet: str = "Blad1", *, dates_from_1904: bool = False) -> bytes:
    """An xls file of one sheet."""
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = dates_from_1904
    page = book.add_sheet(sheet)
    moment, day = (xlwt.easyxf(num_format_str=text) for text in (MOMENT_FORMAT, DAY_FORMAT))
    for down, cells in enumerate(rows):
        for across, cell in enumerate(cells):
            match cell:
                case None | "":
                    pass
                case datetime():
                    page.write(down, across, cell, moment)
                case date():
                    page.write(down, across, cell, day)
                case _:
                    page.write(down, across, cell)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{inside}'
    "</manifest:file-entry>"
    "</manifest:manifest>"
)


def ods(rows: Sequence[Sequence[Cell]], after: str = "", inside: str = "") -> bytes:
    """An ods file of one sheet; `after` is XML under the rows, `inside` what the manifest says of the content."""
    body = "".join(f"<table:table-row>{''.join(map(ods_cell, cells))}</table:table-row>" for cells in rows)
    tables = f'<table:table table:name="Blad1">{body}{after}</table:table>'
    files = {
        "mimetype": ODS_TYPE,
        "content.xml": _ODS.format(tables=tables),
        "META-INF/manifest.xml": _MANIFEST.format(inside=inside),
    }
    return zipped(files)


def ods_cell(cell: Cell) -> str:
    """One cell of an ods file."""
    match cell:
        case None | "":
            return "<table:table-cell/>"
        case datetime() | date():
            said = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
            return f"<table:table-cell {said}><text:p>{cell:%d/%m/%y}</text:p></table:table-cell>"
        case int() | float():
            said = f'office:value-type="float" office:value="{cell}"'
            return f"<table:table-cell {said}><text:p>{cell}</text:p></table:table-cell>"
    said = 'office:value-type="string"'
    return f"<table:table-cell {said}><text:p>{escape(str(cell))}</text:p></table:table-cell>"
