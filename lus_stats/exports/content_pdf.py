"""The content of a document attached to its own PDF (D136), read back without a PDF library."""

import re
from typing import Final

from lus_stats.errors import Refused
from lus_stats.exports.packing import unpacked

_NOT_OURS: Final = (
    "PDF-filen är inget fakturaunderlag från LUS-statistik, eller har sparats om av ett annat program så att "
    "bilagan underlag.json inte går att läsa. Pröva filen så som den laddades ner."
)
# typst writes an attachment as an object of its own, so its dictionary and stream can be found as they stand.
_ATTACHMENT: Final = re.compile(rb"<<(?P<about>[^\x00]{0,400}?/Type\s?/EmbeddedFile[^\x00]{0,400}?)>>\s*stream\r?\n")
_LENGTH: Final = re.compile(rb"/Length (?P<bytes>[0-9]{1,9})\b")


def read_content(raw: bytes) -> str:
    """The content that a PDF carries.

    Errors: Refused for a PDF without any.
    """
    found = _ATTACHMENT.search(raw)
    length = _LENGTH.search(found["about"]) if found else None
    if found is None or length is None:
        raise Refused(_NOT_OURS)
    stream = raw[found.end() : found.end() + int(length["bytes"])]
    try:
        return unpacked(stream) if b"/FlateDecode" in found["about"] else stream.decode()
    except ValueError as error:
        raise Refused(_NOT_OURS) from error
