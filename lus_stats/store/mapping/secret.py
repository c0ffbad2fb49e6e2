"""The key of the pseudonyms: from the environment, or a file of its own in the data folder; never logged."""

import os
import re
import secrets
from typing import Final

from lus_stats.errors import Refused
from lus_stats.store.folder import DataFolder
from lus_stats.store.places import fault

VARIABLE: Final = "LUS_PSEUDONYM_KEY"
FOLDER: Final = "keys"  # D55: readable by its owner only, and not among the mappings, which many read
FILE: Final = "pseudonym.key"
_BYTES: Final = 32
_SHORTEST: Final = 16
_WRITTEN: Final = rb"[0-9a-f]{64}\n?"


def secret_of(folder: DataFolder, *, write: bool) -> tuple[bytes, tuple[str, ...]]:
    """The key, and what there is to say about it: made and kept at first use, or only made where nothing is written.

    Errors: Refused for a key that is too short or damaged, and where it cannot be kept.
    """
    said = os.environ.get(VARIABLE)
    if said is not None:
        if len(said.strip()) < _SHORTEST:
            raise Refused(f"{VARIABLE} är kortare än {_SHORTEST} tecken. Ange en längre nyckel, eller ta bort den.")
        return said.strip().encode(), ()
    known = _kept(folder)
    if known is not None:
        return known, ()
    made = secrets.token_bytes(_BYTES)
    if not write:
        return made, ("Ingen nyckel till pseudonymerna finns än; den skapas vid den första importen.",)
    return _keep(folder, made)


def _keep(folder: DataFolder, made: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Write the key down, unless another import has just done so: then its key is the one."""
    place = folder.place.below(FOLDER)
    try:
        place.create([(FILE, made.hex().encode() + b"\n")], private=True)
    except FileExistsError:
        return _kept(folder) or made, ()
    except OSError as error:
        raise Refused(
            f"Nyckeln till pseudonymerna kan inte sparas i {place} ({fault(error).what}). Kontrollera rättigheterna, "
            f"eller ange nyckeln med {VARIABLE}."
        ) from error
    return made, (
        f"En ny nyckel till pseudonymerna ligger i {place.address(FILE)}. Spara en kopia på ett säkert ställe: "
        "utan den får samma vårdtillfällen andra pseudonymer i senare importer.",
    )


def _kept(folder: DataFolder) -> bytes | None:
    place = folder.place.below(FOLDER)
    try:
        written = place.read(FILE)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Refused(
            f"Nyckeln till pseudonymerna, {place.address(FILE)}, går inte att läsa ({fault(error).what}). "
            "Kontrollera rättigheterna."
        ) from error
    if not re.fullmatch(_WRITTEN, written):
        raise Refused(
            f"Nyckeln till pseudonymerna, {place.address(FILE)}, är skadad. Återställ den från er kopia; utan den får "
            "samma vårdtillfällen andra pseudonymer."
        )
    return bytes.fromhex(written.decode().strip())
