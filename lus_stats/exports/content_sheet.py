"""The content of a document inside its own workbook (D136), on a hidden sheet, and read back from there."""

from base64 import b64decode, b64encode
from typing import Any, Final

import fastexcel

from lus_stats.errors import Refused
from lus_stats.exports.ledger import Ledger
from lus_stats.exports.packing import packed, unpacked

CONTENT: Final = "Kontroll"
_SAID: Final = "Uppgifterna som innehålls-id räknas på; läses av lus verify --document. Ändra inget här."
_NOT_OURS: Final = "Arbetsboken är inget fakturaunderlag från LUS-statistik, eller är skadad. Ladda ner den på nytt."
_PIECE: Final = 30_000  # characters in a cell; Excel takes 32 767


def write_content(book: Ledger, content: str) -> None:
    """A hidden sheet with the content in pieces below each other; packed, so that no text of it can go astray."""
    text = b64encode(packed(content)).decode()
    sheet = book.sheet(CONTENT, [120])
    sheet.hide()
    book.write(sheet, 0, 0, _SAID)
    for at, start in enumerate(range(0, len(text), _PIECE), 1):
        book.write(sheet, at, 0, text[start : start + _PIECE])


def read_content(raw: bytes) -> str:
    """The content that a workbook carries.

    Errors: Refused for a workbook without any.
    """
    pieces = [str(row[0]) for row in read_rows(raw, CONTENT)[1:] if row and row[0]]
    try:
        return unpacked(b64decode("".join(pieces), validate=True))
    except ValueError as error:
        raise Refused(_NOT_OURS) from error


def read_rows(raw: bytes, name: str) -> list[tuple[Any, ...]]:
    """A sheet's rows, every cell as it stands.

    Errors: Refused for what is no workbook, or lacks the sheet.
    """
    try:
        book = fastexcel.read_excel(raw)
        sheet = book.load_sheet(name, header_row=None, dtypes="string")
        return sheet.to_polars().rows()
    except fastexcel.FastExcelError as error:
        raise Refused(_NOT_OURS) from error
