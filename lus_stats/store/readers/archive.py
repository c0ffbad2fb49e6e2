"""Zip files are looked through before a library opens them: what they are, and how much they hold."""

import io
import struct
import zipfile
import zlib
from lzma import LZMAError
from typing import Final

from lus_stats.errors import Refused
from lus_stats.store.readers.encoding import SAVE_AS

_LARGEST: Final = 2**31  # D54: bytes unpacked, the same limit as for a text file
_SUSPECT: Final = 100 * 2**20  # from here on it matters how hard it was packed
_RATIO: Final = 200  # a sheet of a million alike rows packs about 40 times
_MEMBERS: Final = 10_000
_PIECE: Final = 2**22
_TOO_LARGE: Final = (
    f"packar upp till mer än en arbetsbok kan behöva och öppnas inte, eftersom den kan vara en zip-bomb. {SAVE_AS}"
)
_DAMAGED: Final = "är skadad eller avbruten: den kan inte packas upp. Ta ut filen på nytt."
_PARTS: Final = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}
PASSWORD: Final = (
    "är skyddad med lösenord. Ta bort lösenordet i Excel (Arkiv, Information, Skydda arbetsbok) "
    "och importera filen igen."
)


# RuntimeError is what the library says of a packing that it does not know, LZMAError and struct.error of a torn one.
_TORN: Final = (zipfile.BadZipFile, zlib.error, LZMAError, struct.error, EOFError, RuntimeError, ValueError, OSError)


def kind_of_archive(raw: bytes) -> str:
    """Which kind of workbook a zip file is: xlsx, xlsb or ods.

    Errors: Refused for one that is none, is damaged, has a password, or holds more than it should.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _refuse_bombs(archive)
            return _kind(archive)
    except _TORN as error:
        raise Refused(_DAMAGED) from error


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    """By what the members say of themselves, then by unpacking each: more than it said fails its checksum."""
    members = archive.infolist()
    total, packed = sum(member.file_size for member in members), sum(member.compress_size for member in members)
    if total > _LARGEST or len(members) > _MEMBERS or (total > _SUSPECT and total > _RATIO * packed):
        raise Refused(_TOO_LARGE)
    if any(member.flag_bits & 1 for member in members):
        raise Refused(PASSWORD)
    for member in members:
        with archive.open(member) as part:
            while part.read(_PIECE):
                pass


def _kind(archive: zipfile.ZipFile) -> str:
    names = {name.lower() for name in archive.namelist()}
    kind = next((kind for part, kind in _PARTS.items() if part in names), None)
    if kind == "ods" and b"encryption-data" in _text(archive, "META-INF/manifest.xml"):
        raise Refused(PASSWORD)
    if kind == "ods" and b"spreadsheet" not in _text(archive, "mimetype") + _text(archive, "META-INF/manifest.xml"):
        kind = None
    if kind is None:
        raise Refused(f"är en zip-fil men ingen arbetsbok. Packa upp den och importera tabellen i den. {SAVE_AS}")
    return kind


def _text(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""
