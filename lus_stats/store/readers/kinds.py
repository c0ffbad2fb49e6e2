"""What a file is, by its first bytes and not by its name; what is no table is refused with the way out."""

from collections.abc import Callable
from pathlib import PurePath
from typing import Final, NamedTuple

from lus_stats.errors import Refused
from lus_stats.store.readers.csv import read_csv
from lus_stats.store.readers.encoding import SAVE_AS
from lus_stats.store.readers.reading import Reading
from lus_stats.store.readers.sheet import Sheet
from lus_stats.store.readers.workbook import read_workbook


class Kind(NamedTuple):
    """One kind of file: what it is called, the extensions it goes by, and its reader."""

    label: str
    extensions: frozenset[str]
    read: Callable[[bytes, Reading], Sheet]


_FOUND_OUT: Final = Reading()
_TEXT: Final = Kind("en textfil", frozenset({".csv", ".txt", ".tsv", ".tab", ".skv", ""}), read_csv)
_BOOK: Final = Kind("en Excel-arbetsbok", frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}), read_workbook)


def read(content: bytes, name: str, how: Reading = _FOUND_OUT) -> Sheet:
    """Split a file into text cells, by its content; a name with another kind's extension is noted.

    Errors: Refused, the message lacks the file's name (the caller puts it first).
    """
    kind = _BOOK if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) else _TEXT
    return kind.read(content, how)
