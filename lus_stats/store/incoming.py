"""A file as it comes, and how it becomes a sheet: read as its mapping says, then laid out as the canonical file."""

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from lus_stats.errors import Refused
from lus_stats.store.folder import DataFolder
from lus_stats.store.mapping import Mapping, mapped, secret_of
from lus_stats.store.readers import Sheet, read


@dataclass(frozen=True)
class Incoming:
    """A file that never lay on this machine's disk, as an upload."""

    name: str
    content: bytes = field(repr=False)


class Through:
    """A mapping that a call's files are read through, and its key, looked for when the first file needs it."""

    def __init__(self, mapping: Mapping, folder: DataFolder, *, dry_run: bool) -> None:
        self._mapping, self._folder, self._dry_run = mapping, folder, dry_run
        self._first: Path | Incoming | None = None

    def load(self, file: Path | Incoming) -> tuple[Sheet, str]:
        """A file's sheet and SHA-256.

        Errors: Refused, the message lacks the file's name.
        """
        raw = file.content if isinstance(file, Incoming) else _content(file)
        sheet = read(raw, file.name, self._mapping.reading)
        return self._laid_out(sheet, file), hashlib.sha256(raw).hexdigest()

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
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"går inte att läsa ({error.strerror}). Kontrollera sökvägen och rättigheterna.") from error
