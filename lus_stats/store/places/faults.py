"""What the system says about a disk, in the reader's words: what is wrong, and what to do about it."""

import errno
from pathlib import Path
from typing import Final, NamedTuple

from lus_stats.store.places.whole import TEMPORARY


class Fault(NamedTuple):
    """What is wrong, as the middle of a sentence; and the cure, as a sentence."""

    what: str
    cure: str


_FULL: Final = Fault("disken är full", "Frigör plats och försök igen.")
_RIGHTS: Final = Fault("rättigheter saknas", "Ge den som kör lus rätt att läsa och skriva där, och försök igen.")
_IN_THE_WAY: Final = Fault("en fil eller en trasig länk ligger i vägen", "Flytta bort den och försök igen.")
_KNOWN: Final = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: Fault("utrymmet som du har fått är slut", _FULL.cure),
    errno.EFBIG: Fault("filen blir större än den får vara", "Höj gränsen för filers storlek och försök igen."),
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EROFS: Fault("disken är skrivskyddad", "Gör den skrivbar, eller ange en annan mapp med --data."),
    errno.EEXIST: _IN_THE_WAY,
    errno.ENOTDIR: _IN_THE_WAY,
    errno.EISDIR: Fault("en mapp ligger i vägen", _IN_THE_WAY.cure),
    errno.ELOOP: Fault("en länk pekar på sig själv", _IN_THE_WAY.cure),
    errno.ENOENT: Fault("mappen eller filen finns inte längre", "Kontrollera att disken är ansluten och försök igen."),
    errno.EIO: Fault("disken svarar med fel", "Kontrollera disken, kör lus verify och försök igen."),
    errno.EMFILE: Fault("för många filer är öppna", "Höj gränsen för öppna filer och försök igen."),
    errno.ENAMETOOLONG: Fault("namnet är för långt", "Ange en mapp med kortare namn, med --data."),
}
_BY_KIND: Final[dict[type, int]] = {PermissionError: errno.EACCES, FileNotFoundError: errno.ENOENT}  # from Polars


def fault(error: OSError) -> Fault:
    """What is wrong and the cure; the system's own word only where there is no better."""
    number = error.errno or _BY_KIND.get(type(error), 0)
    own = errno.errorcode.get(number, type(error).__name__)
    return _KNOWN.get(number, Fault(f"systemet svarar {own}", "Kontrollera disken och försök igen."))


def where(error: OSError, otherwise: str) -> str:
    """The file or folder that the system stumbled on, never by the name it had while it was being written."""
    if not isinstance(error.filename, str | Path):
        return otherwise
    path = Path(error.filename)
    return str(path.parent if path.suffix == TEMPORARY else path)
