"""Rejected rows that have been kept for long enough go with the next import, which says so and logs it (D65)."""

import hashlib
from datetime import datetime
from typing import Final

from lus_stats.errors import Refused
from lus_stats.store import log, retention
from lus_stats.store.folder import DataFolder
from lus_stats.store.places import fault
from lus_stats.store.rejected import expired

KIND: Final = "rejected"
_GONE: Final = "Avvisade rader från tidigare importer, äldre än {days} dagar, togs bort (antal filer: {count})."
_STAYED: Final = "Avvisade rader som skulle tas bort ligger kvar i {place}: {why}"


def without_the_expired(folder: DataFolder, now: datetime, channel: str) -> list[str]:
    """Remove them, under the store's lock; give what there is to say of it. An import stands, whatever hinders this."""
    try:
        days = retention.of(folder.place).rejected_days
        names = expired(folder.rejected, now, days)
        return _removed(folder, names, days, log.entry(channel, now)) if names else []
    except OSError as error:
        said = fault(error)
        return [_STAYED.format(place=folder.rejected, why=f"{said.what}. {said.cure}")]
    except Refused as refusal:
        return [_STAYED.format(place=folder.rejected, why=refusal)]


def _removed(folder: DataFolder, names: list[str], days: int, entry: dict[str, object]) -> list[str]:
    """Remove them, the log's entry first."""
    gone = [
        {
            "kind": KIND,
            "file": f"{KIND}/{name}",
            "sha256": hashlib.sha256(folder.rejected.read(name)).hexdigest(),
            "rows": None,
            "why": f"sparas {days} dagar",
        }
        for name in names
    ]
    with log.noted(folder, entry | {"removed": gone}) as trouble:
        folder.rejected.remove(names)
    return [_GONE.format(days=days, count=len(names)), *trouble]
