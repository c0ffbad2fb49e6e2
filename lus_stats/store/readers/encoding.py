"""Which text a file's bytes are: UTF-8, UTF-16, UTF-32 or Windows-1252, or nothing that is read here."""

import codecs
import re
from collections.abc import Iterator
from typing import Final

from lus_stats.errors import Refused

SAVE_AS: Final = "Spara den som CSV med semikolon (UTF-8) och importera den filen."
_MARKS: Final = {  # the longer first: UTF-32's mark begins as UTF-16's
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_SHOWN: Final = {"utf-8": "UTF-8", "utf-16": "UTF-16", "utf-32": "UTF-32", "windows-1252": "Windows-1252"}
_PIECE: Final = 2**24  # decoded in pieces, so that a large file is not held several times over
_SURROGATE: Final = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")


def as_utf8(raw: bytes, said: str | None = None) -> tuple[bytes, tuple[str, ...]]:
    """The file's text as UTF-8 without a byte order mark, and a note where it was something else.

    ISO-8859-1 is read as Windows-1252, which has the same letters. A text is one or the other as a whole: where
    letters were UTF-8 up to a faulty byte, the file is damaged and not Windows-1252. What the mapping says is
    believed where the bytes do not say otherwise.
    Errors: Refused for what is no text; the message lacks the file's name.
    """
    mark = next((mark for mark in _MARKS if raw.startswith(mark)), b"")
    encoding = _MARKS.get(mark) or _without_mark(raw)
    if encoding is None:
        text, encoding = _utf8_or_windows_1252(raw, said)
    else:
        text = _recoded(raw, len(mark), encoding)
    _refuse_no_text(text)
    return text, _notes(encoding, said)


def _without_mark(raw: bytes) -> str | None:
    """UTF-16 and UTF-32 give themselves away by where the zeros lie: delimiters and digits have one each."""
    start = raw[:4096]
    zeros = [start[place::4].count(0) * 4 / max(len(start), 1) for place in range(4)]
    match [share > 0.7 for share in zeros]:
        case [False, True, False, True]:
            return "utf-16-le"
        case [True, False, True, False]:
            return "utf-16-be"
        case [False, True, True, True]:
            return "utf-32-le"
        case [True, True, True, False]:
            return "utf-32-be"
    return None


def _utf8_or_windows_1252(raw: bytes, said: str | None) -> tuple[bytes, str]:
    wrong = _first_fault(raw)
    if wrong is None:
        return raw, "utf-8"
    if said == "utf-8" or _SURROGATE.match(raw, wrong) or not raw[:wrong].isascii():
        line = raw.count(b"\n", 0, wrong) + 1
        raise Refused(_DAMAGED.format(name="UTF-8", line=line))
    return _recoded(raw, 0, "windows-1252"), "windows-1252"


def _first_fault(raw: bytes) -> int | None:
    """The place of the first byte that is no UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start, piece in _pieces(raw, 0):
        held = len(decoder.getstate()[0])  # bytes of a letter cut in two
        try:
            decoder.decode(piece, final=start + len(piece) == len(raw))
        except UnicodeDecodeError as error:
            return start - held + error.start
    return None


def _recoded(raw: bytes, start: int, encoding: str) -> bytes:
    """The text in UTF-8, without the `start` bytes that mark it."""
    if encoding == "utf-8" and _first_fault(raw) is None:
        return raw[start:]
    decoder = codecs.getincrementaldecoder(encoding)()
    done: list[bytes] = []
    try:
        for place, piece in _pieces(raw, start):
            done.append(decoder.decode(piece, final=place + len(piece) == len(raw)).encode())
    except UnicodeDecodeError as error:
        sound = bytes(error.object[: error.start]).decode(encoding, errors="ignore")
        line = sum(text.count(b"\n") for text in done) + sound.count("\n") + 1
        raise Refused(_UNDECODABLE.get(encoding, _DAMAGED).format(name=_name(encoding), line=line)) from None
    return b"".join(done)


_DAMAGED: Final = (
    "börjar som {name} men har ett tecken som inte är det, på textrad {line}: filen är skadad eller avbruten. "
    f"{SAVE_AS}"
)
_UNDECODABLE: Final = {
    "windows-1252": f"har ett tecken som varken är UTF-8 eller Windows-1252, på textrad {{line}}. {SAVE_AS}"
}


def _pieces(raw: bytes, start: int) -> Iterator[tuple[int, memoryview]]:
    view = memoryview(raw)
    for place in range(start, max(len(raw), start + 1), _PIECE):
        yield place, view[place : place + _PIECE]


def _refuse_no_text(text: bytes) -> None:
    if (zero := text.find(0)) >= 0:
        line = text.count(b"\n", 0, zero) + 1
        raise Refused(
            f"är ingen textfil, eller en skadad sådan: den har ett NUL-tecken på textrad {line}. "
            f"Ta ut filen på nytt. {SAVE_AS}"
        )
    if not re.search(rb"\S", text):
        raise Refused("är tom. Kontrollera att uttaget gick klart.")


def _notes(encoding: str, said: str | None) -> tuple[str, ...]:
    name = _name(encoding)
    if said and _name(said) != name:
        return (f"Läst som {name}, fast mappningen säger {said}.",)
    return () if name == "UTF-8" or said else (f"Läst som {name}.",)


def _name(encoding: str) -> str:
    family = encoding.removesuffix("-le").removesuffix("-be").replace("iso-8859-1", "windows-1252")
    return _SHOWN[family]
