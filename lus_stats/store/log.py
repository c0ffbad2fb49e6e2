"""The import log: a small file for each call that imported, was refused or pruned; added to, never altered (D83).

A call that writes has its entry before it writes anything, under a name that ends in `.pending`, and under its own name
when it is through. A killed one leaves the first behind, and whoever writes in the store next says what became of it.
"""

import contextlib
import getpass
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from lus_stats.errors import Refused
from lus_stats.store.drafts import Version
from lus_stats.store.folder import DataFolder
from lus_stats.store.footer import read_footer
from lus_stats.store.outcome import Examined, Terms
from lus_stats.store.places import fault

ENTRY: Final = ".json"
PENDING: Final = ".pending"
UNKNOWN: Final = "okänd"
_KILLED: Final = "Avbröts innan det var klart"
_FAILED: Final = "Misslyckades ({why})"
_CAME: Final = "{how}; {came} av {meant} versioner skrevs."
_WENT: Final = "{how}; {came} av {meant} filer togs bort."
_UNTOLD: Final = "Importloggen i {place} kunde inte skrivas färdigt ({why}). Det som skrevs i lagret gäller."

_KEYS: Final = {"at", "by", "channel", "replace", "files", "removed", "problem"}
_FILE_KEYS: Final = {"file", "sha256", "mapping", "accepted", "rejected", "refused", "written"}

Entry = Mapping[str, Any]


def entry(channel: str, now: datetime) -> dict[str, Any]:
    """An entry with nothing in it yet: who, when, and by which way."""
    return {
        "at": now.isoformat(timespec="seconds"),
        "by": _who(),
        "channel": channel,
        "replace": False,
        "files": [],
        "removed": [],
        "problem": None,
    }


def imported(examined: Sequence[Examined], terms: Terms) -> dict[str, Any]:
    """The entry of a call of imports, as if all that is drafted were written; a refused call writes nothing."""
    refused = any(one.report.refused is not None for one in examined)
    files = [
        {
            "file": one.report.file,
            "sha256": one.sha256 or None,
            "mapping": terms.mapping,
            "accepted": one.report.accepted,
            "rejected": one.report.rejected,
            "refused": one.report.refused,
            "written": [] if refused else [_drafted(draft) for draft in one.drafts],
        }
        for one in examined
    ]
    return entry(terms.channel, terms.now) | {"replace": terms.replace, "files": files}


def note(folder: DataFolder, said: Entry) -> None:
    """Write the entry of a call that leaves the store as it is.

    Errors: as Place.create.
    """
    folder.log.create([(_name(said) + ENTRY, _content(said))], private=True)


def told(folder: DataFolder, said: Entry) -> list[str]:
    """Write such an entry where that can be done; else give what hindered it (in Swedish)."""
    try:
        note(folder, said)
    except (OSError, Refused) as error:
        return [_UNTOLD.format(place=folder.log, why=_reason(error))]
    return []


@contextlib.contextmanager
def noted(folder: DataFolder, said: Entry) -> Iterator[list[str]]:
    """Do what an entry says, under the store's lock. The entry comes first: nothing is written without one.

    Gives a list that says, once all is done, what hindered the entry from being finished (in Swedish).
    Errors: as Place.create, before anything is done.
    """
    name, trouble = _name(said), list[str]()
    folder.log.create([(name + PENDING, _content(said))], private=True)
    try:
        yield trouble
    except BaseException as error:
        with contextlib.suppress(OSError, Refused):  # then the one who writes next says it
            if said["removed"]:  # what is left of it goes then, and only then is it known
                raise
            _finish(folder, name, _as_it_came(folder, said, _FAILED.format(why=_reason(error))))
        raise
    try:
        _finish(folder, name, said)
    except (OSError, Refused) as error:
        trouble.append(_UNTOLD.format(place=folder.log, why=_reason(error)))


def settle(folder: DataFolder) -> None:
    """Finish the entries of calls that were killed, as the files show what they came to; only under the lock."""
    names = {found.name for found in folder.log.files()}
    for pending in sorted(name for name in names if name.endswith(PENDING)):
        name = pending.removesuffix(PENDING)
        if name + ENTRY in names:
            folder.log.remove([pending])
            continue
        with contextlib.suppress(ValueError):  # a damaged one stays, and `lus verify` says so
            _finish(folder, name, _as_it_came(folder, parsed(folder.log.read(pending)), _KILLED))


def parsed(content: bytes) -> dict[str, Any]:
    """An entry's content; ValueError where it is damaged."""
    said = json.loads(content)
    if (
        not isinstance(said, dict)
        or not said.keys() >= _KEYS
        or not all(isinstance(file, dict) and file.keys() >= _FILE_KEYS for file in said["files"])
    ):
        raise ValueError(said)
    datetime.fromisoformat(said["at"])
    return said


def _finish(folder: DataFolder, name: str, said: Entry) -> None:
    folder.log.create([(name + ENTRY, _content(said))], private=True)
    folder.log.remove([name + PENDING])


def _name(said: Entry) -> str:
    """A name that sorts by time, and within a second by when it was given."""
    moment = datetime.fromisoformat(said["at"])
    return f"{moment:%Y%m%dT%H%M%S}-{time.time_ns():016x}{uuid4().hex[:6]}"


def _content(said: Entry) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _drafted(draft: Version) -> dict[str, Any]:
    group = draft.group
    return {
        "county": group.county,
        "month": group.month and group.month.isoformat(),  # null for patients still in hospital
        "care_form": group.care_form,
        "revision": draft.revision,
        "rows": draft.count(),
        "extracted_on": draft.extracted_on.isoformat(),
        "content_hash": draft.content_hash,
        "path": group.file(draft.revision),
    }


def _as_it_came(folder: DataFolder, said: Entry, how: str) -> Entry:
    """The entry of a call that did not come through: what it meant to write and did, to remove and did."""
    folder.place.look_again()
    if said["removed"]:
        gone = [one for one in said["removed"] if not _is_there(folder, one["file"])]
        return {**said, "removed": gone, "problem": _WENT.format(how=how, came=len(gone), meant=len(said["removed"]))}
    files = [{**file, "written": [one for one in file["written"] if _came(folder, one)]} for file in said["files"]]
    came, meant = (sum(len(file["written"]) for file in some) for some in (files, said["files"]))
    return {**said, "files": files, "problem": _CAME.format(how=how, came=came, meant=meant)}


def _came(folder: DataFolder, written: Entry) -> bool:
    root = folder.store.root
    if written["path"] not in {found.name for found in root.files()}:
        return False
    return bool(read_footer(root.address(written["path"])).content_hash == written["content_hash"])


def _is_there(folder: DataFolder, file: str) -> bool:
    """Whether a file is left: named from the folder's home, or by its whole path where it lay elsewhere."""
    return Path(file).exists() if file.startswith("/") else file in {found.name for found in folder.home.files()}


def _reason(error: BaseException) -> str:
    """What went wrong, without what was being written."""
    if isinstance(error, OSError):
        return fault(error).what
    return str(error) if isinstance(error, Refused) else type(error).__name__


def _who() -> str:
    """The account that the call runs under; a machine may have no name for it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return UNKNOWN
