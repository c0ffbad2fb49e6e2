"""Which text a file's bytes are: UTF-8 or Windows-1252, or nothing that is read here."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import Final

from lus_stats.errors import Refused

_SAVE_AS: Final = "Spara den som CSV med semikolon (UTF-8) och importera den filen."
_KNOWN_STARTS: Final = {
    b"PK\x03\x04": f"är en Excel-arbetsbok eller annan zip-fil, inte CSV. {_SAVE_AS}",
    b"\xd0\xcf\x11\xe0": f"är en äldre Excel-arbetsbok, inte CSV. {_SAVE_AS}",
    b"PAR1": f"är en Parquet-fil, inte CSV. {_SAVE_AS}",
    b"%PDF": f"är en PDF-fil, inte CSV. {_SAVE_AS}",
    b"\x1f\x8b": f"är en packad fil (gzip), inte CSV. Packa upp den och importera innehållet. {_SAVE_AS}",
    BOM_UTF16_LE: f"är sparad som UTF-16. {_SAVE_AS}",
    BOM_UTF16_BE: f"är sparad som UTF-16. {_SAVE_AS}",
}


def as_utf8(raw: bytes) -> bytes:
    """The file's text as UTF-8 without a byte order mark.

    ISO-8859-1 is read as Windows-1252, which has the same letters. A text is one or the other as a whole: where
    letters were UTF-8 up to a faulty byte, the file is damaged and not Windows-1252.
    Errors: Refused for what is no text; the message lacks the file's name.
    """
    for start, message in _KNOWN_STARTS.items():
        if raw.startswith(start):
            raise Refused(message)
    if b"\0" in raw:
        raise Refused(f"är ingen textfil i UTF-8, ISO-8859-1 eller Windows-1252. {_SAVE_AS}")
    text = raw.removeprefix(BOM_UTF8)
    if not text.strip():
        raise Refused("är tom. Kontrollera att uttaget gick klart.")
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        return _from_windows_1252(text, error, marked=raw.startswith(BOM_UTF8))
    return text


def _from_windows_1252(text: bytes, error: UnicodeDecodeError, *, marked: bool) -> bytes:
    line = text.count(b"\n", 0, error.start) + 1
    if marked or not text[: error.start].isascii():
        raise Refused(f"börjar som UTF-8 men har ett tecken som inte är det, på textrad {line}. {_SAVE_AS}")
    try:
        return text.decode("windows-1252").encode()
    except UnicodeDecodeError:
        raise Refused(f"har tecken som varken är UTF-8 eller Windows-1252. {_SAVE_AS}") from None
