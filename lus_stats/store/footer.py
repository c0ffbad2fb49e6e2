"""What each file of the store says about itself, in its own footer."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from importlib.metadata import version
from typing import Any, Final

import polars as pl

from lus_stats.errors import Refused
from lus_stats.schema import PREPARATION_VERSION
from lus_stats.store.places import Place, fault

_KEY: Final = "lus"
_DAMAGED: Final = "Filen {path} går inte att läsa. Kör `lus verify`, och återställ filen från en säkerhetskopia."
_FORBIDDEN: Final = "Filen {path} går inte att läsa: {what}. {cure}"
_OTHER_VERSION: Final = (
    "Filen {path} är skriven av en annan version av LUS-statistik (förberedelse {found}, här gäller {current}). "
    "Flytta undan hela mappen {root} och importera källfilerna på nytt, i samma ordning och med samma uttagsdatum; "
    "demodata görs om med `lus demo`."
)


@dataclass(frozen=True)
class Footer:
    """Where a file's rows came from, and when. `rejected` counts rows of the whole source file.

    `mapping` is the key of the mapping that the file was read with; `warnings` are what looked odd about the rows.
    """

    source: str
    source_sha256: str
    extracted_on: date
    imported_at: datetime
    rows: int
    rejected: int
    content_hash: str
    demo: bool
    mapping: str = "kanonisk"
    warnings: tuple[str, ...] = ()
    preparation_version: int = PREPARATION_VERSION
    lus_version: str = version("lus-stats")

    def metadata(self) -> dict[str, str]:
        """The footer as Parquet keeps it: text by key."""
        said = asdict(self) | {
            "extracted_on": self.extracted_on.isoformat(),
            "imported_at": self.imported_at.isoformat(timespec="seconds"),
        }
        return {_KEY: json.dumps(said, ensure_ascii=False)}


def read_footer(path: str) -> Footer:
    """A file's own footer, whatever version wrote it.

    Errors: Refused for a file that cannot be read, naming it.
    """
    try:
        said: dict[str, Any] = json.loads(pl.read_parquet_metadata(path)[_KEY])
        said["extracted_on"] = date.fromisoformat(said["extracted_on"])
        said["imported_at"] = datetime.fromisoformat(said["imported_at"])
        return Footer(**said | {"warnings": tuple(said.get("warnings", ()))})
    except PermissionError as error:
        what, cure = fault(error)
        raise Refused(_FORBIDDEN.format(path=path, what=what, cure=cure)) from error
    except (OSError, pl.exceptions.PolarsError, KeyError, ValueError, TypeError) as error:
        raise Refused(_DAMAGED.format(path=path)) from error


def current_footer(path: str, root: Place) -> Footer:
    """A file's own footer.

    Errors: Refused for a file that cannot be read, and for one whose prepared columns another version wrote (D9).
    """
    footer = read_footer(path)
    if footer.preparation_version != PREPARATION_VERSION:
        raise Refused(
            _OTHER_VERSION.format(path=path, found=footer.preparation_version, current=PREPARATION_VERSION, root=root)
        )
    return footer
