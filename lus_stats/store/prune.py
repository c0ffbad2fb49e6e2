"""What has been kept for as long as it should is removed: listed first, logged by name and SHA-256, never silently."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from lus_stats import months
from lus_stats.errors import Refused, WrongCall
from lus_stats.store import log, retention
from lus_stats.store.doomed import IN_INBOX, IN_STORE, Doomed, Kind, doomed
from lus_stats.store.folder import DataFolder
from lus_stats.store.places import LocalFolder, fault
from lus_stats.store.withdrawal import withdraw
from lus_stats.store.write import sole_writer

CHANNEL: Final = "lus prune"
_CHANGED: Final = "Det som skulle gallras ändrades under tiden, och inget togs bort. Kör lus prune igen."
_FAILED: Final = "Gallringen i {place} blev inte klar: {what}. {cure} Kör sedan lus prune igen, så tas resten bort."


def due(folder: DataFolder, inbox: str | None = None, now: datetime | None = None) -> list[Doomed]:
    """Everything that a real store's data folder has kept for as long as it should.

    Errors: WrongCall for an inbox that is not there; Refused for faulty periods or a damaged store.
    """
    real = folder.for_real()
    root = _inbox_of(real, inbox)
    return doomed(real, retention.of(real.place), root, now or months.now())


def prune(
    folder: DataFolder, asked: Sequence[Doomed], inbox: str | None = None, now: datetime | None = None
) -> list[str]:
    """Remove what `due` gave and was agreed to; gives what hindered the log from being finished.

    Errors: Refused where something else is due by now, with nothing removed, and where it could not be completed.
    """
    real, moment = folder.for_real(), now or months.now()
    try:
        with sole_writer(real.store.root, real.rejected, real.log):
            log.settle(real)
            if due(real, inbox, moment) != list(asked):
                raise Refused(_CHANGED)
            entry = log.entry(CHANNEL, moment) | {"removed": [_said(real, one) for one in asked]}
            with log.noted(real, entry) as trouble:
                _remove(real, asked)
            return trouble
    except OSError as error:
        what, cure = fault(error)
        raise Refused(_FAILED.format(place=real.place, what=what, cure=cure)) from error


def _inbox_of(folder: DataFolder, inbox: str | None) -> Path | None:
    """The inbox whose drawers are looked into; a data folder in a bucket has none of its own."""
    if inbox is not None:
        if not Path(inbox).is_dir():
            raise WrongCall(f"Mappen {inbox} finns inte. Ange med --inbox en mapp som finns.")
        return Path(inbox).absolute()
    return folder.place.path / "inbox" if isinstance(folder.place, LocalFolder) else None


def _remove(folder: DataFolder, asked: Sequence[Doomed]) -> None:
    """The store's first: they are the ones that must not go halfway."""
    withdraw(folder.store.root, [one.name for one in asked if one.kind in IN_STORE])
    folder.rejected.remove([one.name for one in asked if one.kind is Kind.REJECTED])
    folder.log.remove([one.name for one in asked if one.kind is Kind.LOG])
    for one in asked:
        if one.kind in IN_INBOX:
            Path(one.name).unlink(missing_ok=True)


def _said(folder: DataFolder, one: Doomed) -> dict[str, Any]:
    """A file as the log names it."""
    return {
        "kind": one.kind,
        "file": one.file,
        "sha256": _sha256(folder, one),
        "rows": one.rows if one.kind in IN_STORE else None,
        "why": one.why,
    }


def _sha256(folder: DataFolder, one: Doomed) -> str | None:
    """A file's sum; a link in the inbox has none, as nobody follows it."""
    if one.kind in IN_INBOX:
        path = Path(one.name)
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() and not path.is_symlink() else None
    places = {Kind.REJECTED: folder.rejected, Kind.LOG: folder.log}
    return hashlib.sha256(places.get(one.kind, folder.store.root).read(one.name)).hexdigest()
