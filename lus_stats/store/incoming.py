"""A file as it comes, and how it becomes a sheet: read as its mapping says, then laid out as the canonical file."""

import hashlib
import stat
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Final

from lus_stats.errors import Refused
from lus_stats.store.folder import DataFolder
from lus_stats.store.mapping import Mapping, mapped, secret_of
from lus_stats.store.places import fault
from lus_stats.store.readers import Sheet, read


@dataclass(frozen=True)
class Incoming:
    """A file that never lay on this machine's disk, as an upload."""

    name: str
    content: bytes = field(repr=False)


_LARGEST: Final = 2**31  # D54: known before anything of it is in memory


class Through:
    """A mapping that a call's files are read through, and its key, looked for when the first file needs it."""

    def __init__(self, mapping: Mapping, folder: DataFolder, *, dry_run: bool) -> None:
        self._mapping, self._folder, self._dry_run = mapping, folder, dry_run
        self._first: Path | Incoming | None = None

    def load(self, file: Path | Incoming) -> tuple[str, Callable[[], Sheet]]:
        """A file's SHA-256, and what gives its sheet: a file that is no sheet has a SHA-256 too.

        Errors: Refused, the message lacks the file's name; so may what gives the sheet.
        """
        raw = file.content if isinstance(file, Incoming) else _content(file)
        return hashlib.sha256(raw).hexdigest(), partial(self._sheet, raw, file)

    def _sheet(self, raw: bytes, file: Path | Incoming) -> Sheet:
        return self._laid_out(read(raw, file.name, self._mapping.reading), file)

    def _laid_out(self, sheet: Sheet, file: Path | Incoming) -> Sheet:
        if not self._mapping.pseudonymises:
            return mapped(sheet, self._mapping, None)
        secret, notes = self._secret
        self._first = self._first or file  # what there is to say about the key is said once
        out = mapped(sheet, self._mapping, secret)
        return replace(out, notes=(*out.notes, *notes)) if file is self._first else out

    @cached_property
    def _secret(self) -> tuple[bytes, tuple[str, ...]]:
        return secret_of(self._folder, write=not self._dry_run)


def _content(path: Path) -> bytes:
    try:
        state = path.stat()
        if stat.S_ISCHR(state.st_mode) or stat.S_ISBLK(state.st_mode):
            raise Refused("är ingen fil utan en enhet. Spara uttaget i en fil och importera den.")
        if state.st_size > _LARGEST:
            raise Refused("är större än 2 GB. Dela den, till exempel per år, och importera delarna.")
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"går inte att läsa ({fault(error).what}). Kontrollera sökvägen och rättigheterna.") from error
