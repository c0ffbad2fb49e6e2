"""A mapping file (TOML), read strictly."""

import re
import tomllib
from collections.abc import Mapping as AnyMapping
from pathlib import Path
from typing import Any, Final

from lus_stats import schema
from lus_stats.errors import Refused
from lus_stats.store.headers import normal
from lus_stats.store.mapping.column_file import read_column
from lus_stats.store.mapping.model import CANONICAL_KEY, Column, Mapping
from lus_stats.store.mapping.strict import MappingTable
from lus_stats.store.places import fault
from lus_stats.store.readers import Reading

_ENCODINGS: Final = ("utf-8", "utf-16", "windows-1252", "iso-8859-1")
_DELIMITERS: Final = (";", ",", "\t", "|")
_KEY: Final = r"[\w-]+"
_FIELDS: Final = {name: field.header for field in schema.FIELDS for name in (field.header, field.name)}


def load(path: Path) -> Mapping:
    """The mapping of a file.

    Errors: Refused naming the file, the key and the cure.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused(
            f"{path.name}: går inte att läsa ({fault(error).what}). Kontrollera sökvägen och rättigheterna."
        ) from error
    return parsed(content, path.name)


def parsed(content: bytes, file: str) -> Mapping:
    """The mapping that a file's content is.

    Errors: as load.
    """
    try:
        return read_mapping(tomllib.loads(content.decode("utf-8-sig")), file)
    except UnicodeDecodeError as error:
        raise Refused(f"{file}: är inte UTF-8 (byte {error.start}); spara den som UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise Refused(
            f"{file}: är inte TOML ({error}); namn med å, ä eller ö ska stå inom citattecken, som "
            '[columns."vårdtillfälle"]'
        ) from error


def read_mapping(content: AnyMapping[str, Any], file: str) -> Mapping:
    """The mapping of a parsed file.

    Errors: as load.
    """
    top = MappingTable(content, file)
    top.only(["key", "label", "columns"], ["source", "file"])
    return Mapping(
        key=_key(top),
        label=top.get("label", str),
        columns=_columns(top.table("columns")),
        reading=_reading(top.table("file")),
        source=top.get("source", str, ""),
    )


def _key(top: MappingTable) -> str:
    key: str = top.get("key", str)
    if not re.fullmatch(_KEY, key):
        raise top.error(f"'key' ska vara bokstäver, siffror, _ och -, inte {key!r}")
    if key == CANONICAL_KEY:
        raise top.error(f"'key' får inte vara {key!r}, som är det kanoniska formatets; välj en annan")
    return key


def _reading(file: MappingTable) -> Reading:
    file.only([], ["encoding", "delimiter", "sheet", "header_row"])
    for key, allowed in (("encoding", _ENCODINGS), ("delimiter", _DELIMITERS)):
        value = file.get(key, str)
        if value is not None and value not in allowed:
            raise file.error(f"{key!r} ska vara något av {', '.join(map(repr, allowed))}, inte {value!r}")
    row = file.get("header_row", int)
    if row is not None and row < 1:
        raise file.error(f"'header_row' ska vara 1 eller mer, inte {row!r}")
    return Reading(file.get("encoding", str), file.get("delimiter", str), file.get("sheet", str), row)


def _columns(columns: MappingTable) -> tuple[Column, ...]:
    """Every column, in the canonical order."""
    names = {normal(name): header for name, header in _FIELDS.items()}
    columns.only([], [key for key in columns.values if normal(key) in names] + list(_FIELDS))
    read: dict[str, Column] = {}
    for key in columns.values:
        header = names[normal(key)]
        if header in read:
            raise columns.error(f"{header!r} står två gånger, som kolumnnamn och som fältnamn; ta bort den ena")
        read[header] = read_column(columns.table(key), header)
    missing = [field.header for field in schema.FIELDS if field.required and field.header not in read]
    if missing:
        raise columns.error(f"kolumner som måste finnas saknas: {', '.join(missing)}; lägg till dem")
    return tuple(read[header] for header in schema.HEADERS if header in read)
