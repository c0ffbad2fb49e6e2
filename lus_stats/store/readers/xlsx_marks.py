"""What a library does not tell of an xlsx sheet: which cells show a date alone, and which numbers are too long."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Final, NamedTuple
from xml.etree import ElementTree

import polars as pl

_PIECE: Final = 2**22
_KEPT: Final = 2**20  # of a stretch without any cell
_XML_LIMIT: Final = 2**26
_DATES_BUILT_IN: Final = {*range(14, 18), *range(27, 32), 36, *range(50, 55), 57, 58}
_NOT_SHOWN: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_CELL: Final = rb"<(?:\w+:)?c\b"
_PLACE: Final = rb"""[^>]*?\br=["']([A-Z]{1,3})([0-9]{1,7})["']"""
_FILLED: Final = re.compile(_CELL + _PLACE + rb"[^>]*[^/]><(?!/)")
_IN_FIRST: Final = re.compile(_CELL + rb"""[^>]*?\br=["']A[0-9]{1,7}["'][^>]*[^/]><(?!/)""")
_NUMBER: Final = re.compile(rb"v>-?(?:[0-9]{16}|[0-9.]+[Ee]\+?(?:1[5-9]|[2-9][0-9]|[0-9]{3}))")
_START: Final = re.compile(_CELL + rb"""(?![^>]*\bt=["'](?!n["']))""" + _PLACE)
_WITHOUT_PLACE: Final = re.compile(_CELL + rb"""(?![^>]*\br=["'])[^>]*>""")


class Marks(NamedTuple):
    """Places in a sheet, by row and by column from 0: `dates` the cells that show a date and no time of day (row,
    column), `long_number` the first number of more than 15 digits; `first_column` is where the sheet begins.
    """

    dates: pl.DataFrame
    long_number: tuple[int, int] | None
    first_column: int


def marks_of(raw: bytes, sheet: str) -> Marks | None:
    """The marks of one sheet; None where its cells cannot be told apart."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            path = _path(archive, sheet)
            dated = _in_style(_date_styles(archive))
            if path is None:
                return None
            with archive.open(path) as part:
                return _marks(part, dated)
    except (ElementTree.ParseError, KeyError, ValueError):
        return None


def _marks(part: IO[bytes], dated: re.Pattern[bytes] | None) -> Marks | None:
    places: list[bytes] = []
    first: int | None = None
    long_number = None
    for text in _pieces(part):
        if first is None and _WITHOUT_PLACE.search(text):
            return None
        first = 0 if first == 0 or _IN_FIRST.search(text) else _leftmost(text, first)
        if dated:
            places.append(b" ".join(dated.findall(text)))
        long_number = long_number or _long_number(text)
    return None if first is None else Marks(_frame(places), long_number, first)


def _long_number(text: bytes) -> tuple[int, int] | None:
    """The first cell that is a number of more than 15 digits."""
    for found in _NUMBER.finditer(text):
        start = max(text.rfind(b"<c ", 0, found.start()), text.rfind(b":c ", 0, found.start()) - 2)
        if cell := _START.match(text, text.rfind(b"<", 0, start + 1)):
            return int(cell[2]), _number(cell[1].decode())
    return None


def _leftmost(text: bytes, first: int | None) -> int | None:
    found = {_number(letters.decode()) for letters in {letters for letters, _ in _FILLED.findall(text)}}
    return min(found | ({first} if first is not None else set()), default=None)


def _frame(places: list[bytes]) -> pl.DataFrame:
    names = pl.DataFrame({"place": b" ".join(places).decode().split()}, schema={"place": pl.String()})
    letters = names.select(pl.col("place").str.extract("^([A-Z]+)").unique())["place"].to_list()
    number = (
        pl.col("place")
        .str.extract("^([A-Z]+)")
        .replace_strict(letters, [_number(letter) for letter in letters], return_dtype=pl.Int32)
    )
    return names.select(row=pl.col("place").str.extract("([0-9]+)$").cast(pl.UInt32), column=number)


def _number(letters: str) -> int:
    """`A` is 0, `AA` 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    """The sheet's XML piece by piece, none of which ends within a cell."""
    rest = b""
    while piece := part.read(_PIECE):
        text = rest + piece
        end = text.rfind(b"c>") + 2
        if end == 1:  # no cell ends here: a stretch of something else
            rest = text[-_KEPT:]
            continue
        yield text[:end]
        rest = text[end:]


def _in_style(styles: list[int]) -> re.Pattern[bytes] | None:
    """The cells of those styles, and their places."""
    if not styles:
        return None
    which = b"|".join(str(style).encode() for style in styles)
    return re.compile(
        _CELL + rb"""(?=[^>]*\bs=["'](?:""" + which + rb""")["'])[^>]*?\br=["']([A-Z]{1,3}[0-9]{1,7})["']"""
    )


def _date_styles(archive: zipfile.ZipFile) -> list[int]:
    """The numbers of the cell styles whose format shows a date and no time of day."""
    if "xl/styles.xml" not in archive.namelist():
        return []
    styles = _xml(archive, "xl/styles.xml")
    own = {_said(one, "numFmtId"): _said(one, "formatCode") for one in _named(styles, "numFmt")}
    formats = [_said(xf, "numFmtId") or "0" for cells in _named(styles, "cellXfs") for xf in cells]
    return [style for style, number in enumerate(formats) if _shows_date_alone(number, own.get(number))]


def _shows_date_alone(number: str, code: str | None) -> bool:
    if code is None:
        return int(number) in _DATES_BUILT_IN
    letters = _NOT_SHOWN.sub("", code.split(";")[0]).lower()
    return any(letter in letters for letter in "yd") and not any(letter in letters for letter in "hs")


def _path(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """Where in the archive a sheet's cells lie."""
    targets = {_said(one, "Id"): _said(one, "Target") or "" for one in _xml(archive, "xl/_rels/workbook.xml.rels")}
    for one in _named(_xml(archive, "xl/workbook.xml"), "sheet"):
        if _said(one, "name") == sheet:
            target = targets.get(_said(one, "id"), "")
            path = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
            return path if path in archive.namelist() else None
    return None


def _xml(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    text = archive.read(name)
    if len(text) > _XML_LIMIT or b"<!DOCTYPE" in text:
        raise ValueError(name)
    return ElementTree.fromstring(text)


def _named(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """The elements of a name, whatever their namespace: there are two editions of the format."""
    return (one for one in root.iter() if one.tag.rpartition("}")[2] == name)


def _said(element: ElementTree.Element, name: str) -> str | None:
    return next((said for key, said in element.items() if key.rpartition("}")[2] == name), None)
