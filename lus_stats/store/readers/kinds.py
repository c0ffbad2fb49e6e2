"""What a file is, by its content and not by its name; what is no table is refused with the way out."""

import re
from pathlib import PurePath
from typing import Final

from lus_stats.errors import Refused
from lus_stats.store.readers import heading
from lus_stats.store.readers.archive import PASSWORD, kind_of_archive
from lus_stats.store.readers.csv import read_csv
from lus_stats.store.readers.encoding import SAVE_AS
from lus_stats.store.readers.parquet import read_parquet
from lus_stats.store.readers.reading import Reading
from lus_stats.store.readers.sheet import Sheet
from lus_stats.store.readers.workbook import read_workbook

FOUND_OUT: Final = Reading()
_LABELS: Final = {
    "text": "en textfil",
    "xlsx": "en Excel-arbetsbok (xlsx)",
    "xlsb": "en Excel-arbetsbok (xlsb)",
    "xls": "en äldre Excel-arbetsbok (xls)",
    "ods": "ett OpenDocument-kalkylark (ods)",
    "parquet": "en Parquet-fil",
}
_EXTENSIONS: Final = {
    **dict.fromkeys([".csv", ".txt", ".tsv", ".tab", ".skv"], "text"),
    **dict.fromkeys([".xlsx", ".xlsm"], "xlsx"),
    **dict.fromkeys([".parquet", ".pq"], "parquet"),
    ".xlsb": "xlsb",
    ".xls": "xls",
    ".ods": "ods",
}
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE: Final = b"\xd0\xcf\x11\xe0"
_PARQUET: Final = (b"PAR1", b"PARE")
_UNPACK: Final = f"Packa upp den och importera innehållet. {SAVE_AS}"
_AGAIN: Final = f"Öppna den i källsystemet eller Excel. {SAVE_AS}"
_REFUSED: Final = {
    b"%PDF": f"är en PDF-fil. Ta ut rapporten på nytt som Excel eller CSV. {SAVE_AS}",
    b"{\\rtf": f"är ett RTF-dokument. Ta ut rapporten på nytt som Excel eller CSV. {SAVE_AS}",
    b"\x1f\x8b": f"är en packad fil (gzip). {_UNPACK}",
    b"BZh": f"är en packad fil (bzip2). {_UNPACK}",
    b"\xfd7zXZ": f"är en packad fil (xz). {_UNPACK}",
    b"7z\xbc\xaf": f"är en packad fil (7-Zip). {_UNPACK}",
    b"Rar!": f"är en packad fil (RAR). {_UNPACK}",
    b"\x28\xb5\x2f\xfd": f"är en packad fil (Zstandard). {_UNPACK}",
    b"\x89PNG": f"är en bild. Ta ut rapporten på nytt som Excel eller CSV. {SAVE_AS}",
    b"\xff\xd8\xff": f"är en bild. Ta ut rapporten på nytt som Excel eller CSV. {SAVE_AS}",
    b"SQLite format 3": f"är en SQLite-databas. {_AGAIN}",
    b"ARROW1": f"är en Arrow-fil. Spara den som Parquet eller CSV. {SAVE_AS}",
    b"\x09\x04\x06\x00": f"är en Excel-fil från före 1997. {_AGAIN}",
    b"\x09\x02\x06\x00": f"är en Excel-fil från före 1997. {_AGAIN}",
    b"\x09\x00\x04\x00": f"är en Excel-fil från före 1997. {_AGAIN}",
    b"\x09\x08\x06\x00": f"är en Excel-fil från före 1997. {_AGAIN}",
    b"\x09\x08\x08\x00": f"är en Excel-fil från före 1997. {_AGAIN}",
}
_MARKUP: Final = {
    b"urn:schemas-microsoft-com:office:spreadsheet": "är ett XML-kalkylark (Excel 2003)",
    b"<html": "är en webbsida (HTML)",
    b"<!doctype html": "är en webbsida (HTML)",
    b"<table": "är en webbsida (HTML)",
    b"mime-version:": "är en webbsida (MHTML)",
    b"<?xml": "är en XML-fil",
}
_JSON: Final = re.compile(rb'[\[{]\s*["{\[]')
_SAVED_AS_XLS: Final = (
    " och ingen arbetsbok, vad den än heter. Öppna den i Excel, välj Spara som och Excel-arbetsbok (.xlsx), "
    "och importera den filen."
)


def read(content: bytes, name: str, how: Reading = FOUND_OUT) -> Sheet:
    """Split a file into text cells, by its content; an extension that says something else is noted.

    Errors: Refused, the message lacks the file's name (the caller puts it first).
    """
    kind = _kind(content)
    if kind == "text":
        sheet = read_csv(content, how)
    elif kind == "parquet":
        sheet = read_parquet(content)
    else:
        sheet = read_workbook(content, kind, how)
    if not how.header_row:
        heading.refuse_rows_above(sheet)
    return sheet.noting(*_misnamed(name, kind))


def _kind(content: bytes) -> str:
    if content.startswith(_ZIP):
        return kind_of_archive(content)
    if content.startswith(_OLE):
        return _kind_of_ole(content)
    if content.startswith(_PARQUET):
        return "parquet"
    _refuse_others(content)
    return "text"


def _kind_of_ole(content: bytes) -> str:
    """The container that Office used before 2007, and still does for what it encrypts."""
    if _utf16("EncryptedPackage") in content:
        raise Refused(PASSWORD)
    if _utf16("Workbook") in content or _utf16("Book") in content:
        return "xls"
    raise Refused(f"är ett dokument från Office men ingen arbetsbok, eller skadad. {SAVE_AS}")


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _refuse_others(content: bytes) -> None:
    message = next((message for start, message in _REFUSED.items() if content.startswith(start)), None)
    if message:
        raise Refused(message)
    start = content[:2048].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<", b"mime-version:")):
        what = next((what for sign, what in _MARKUP.items() if sign in start), "är en webbsida eller XML-fil")
        raise Refused(what + _SAVED_AS_XLS)
    if _JSON.match(start):
        raise Refused(f"är en JSON-fil. Ta ut rapporten på nytt som Excel eller CSV. {SAVE_AS}")


def _misnamed(name: str, kind: str) -> tuple[str, ...]:
    extension = PurePath(name).suffix.lower()
    if _EXTENSIONS.get(extension, kind) == kind:
        return ()
    return (f"Filens namn slutar på {extension} men den är {_LABELS[kind]}, och lästes som det.",)
