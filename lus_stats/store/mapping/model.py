"""What a mapping file says: how a source's file is split, and which of its columns is which field."""

from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from typing import Final

from lus_stats import schema
from lus_stats.store.readers import Reading

CANONICAL_KEY: Final = "kanonisk"


@dataclass(frozen=True)
class Column:
    """How one field is made of a source's columns.

    `sources` and `times` are candidates for a header, the first that the file has; `times` only where date and time
    stand apart. A constant has no sources. `values` goes from a source's word to a canonical one, `formats` are tried
    in order.
    """

    header: str
    sources: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    constant: str | None = None
    values: AnyMapping[str, str] = field(default_factory=dict)
    formats: tuple[str, ...] = ()
    decimal: str | None = None
    pseudonymise: bool = False

    @property
    def target(self) -> schema.Field:
        """The field it fills."""
        return schema.HEADERS[self.header]


@dataclass(frozen=True)
class Mapping:
    """How one system's export is read. One without columns is the canonical layout: nothing is changed."""

    key: str
    label: str
    columns: tuple[Column, ...] = ()
    reading: Reading = field(default_factory=Reading)
    source: str = ""

    @property
    def pseudonymises(self) -> bool:
        """Whether it needs the secret key."""
        return any(column.pseudonymise for column in self.columns)


CANONICAL: Final = Mapping(CANONICAL_KEY, "Kanonisk fil")
