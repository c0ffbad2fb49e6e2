"""Where a file of the store lies, and which files there are."""

import contextlib
import hashlib
import re
import threading
import time
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from lus_stats import months
from lus_stats.errors import WrongCall
from lus_stats.store.places import Found, Place

CHECKSUMS: Final = "checksums"
_PLACES: Final = 8  # whose last listing is remembered
Listing = tuple[Found, ...]

_PARQUET: Final = ".parquet"
_look = threading.local()  # what one look has found, by place
_last: dict[Place, tuple[float, Listing]] = {}  # what was found last, by whichever thread, and when

_EPISODES: Final = "episodes"
_IN_HOSPITAL: Final = "in_hospital"
_NAME: Final = re.compile(
    r"(?:episodes/county=(?P<county>[0-9]{2})/month=(?P<month>[0-9]{4}-[0-9]{2})"
    r"|in_hospital/county=(?P<at>[0-9]{2})/extracted_on=(?P<drawn>[0-9]{4}-[0-9]{2}-[0-9]{2}))"
    r"/care_form=(?P<care_form>[a-z]+)/r(?P<revision>[0-9]{4,})\.parquet"
)


class Group(NamedTuple):
    """What one line of revisions is of: a county's month in a care form, or its patients in hospital on a day.

    `day` is the month, or for patients still in hospital the extract date.
    """

    in_hospital: bool
    county: str
    day: date
    care_form: str

    @property
    def month(self) -> date | None:
        """The month, where it is a month's group."""
        return None if self.in_hospital else self.day

    def file(self, revision: int) -> str:
        """The file of one revision, from the store's root."""
        drawer = f"extracted_on={self.day}" if self.in_hospital else f"month={months.key(self.day)}"
        kind = _IN_HOSPITAL if self.in_hospital else _EPISODES
        return f"{kind}/county={self.county}/{drawer}/care_form={self.care_form}/r{revision:04}.parquet"


class Stored(NamedTuple):
    """One Parquet file of the store, as its place lists it."""

    group: Group
    revision: int
    file: str
    size: int
    changed_ns: int


def placed(file: str) -> tuple[Group, int] | None:
    """The group and revision of a file, by its path from the store's root; None for any other file."""
    match = _NAME.fullmatch(file)
    if match is None:
        return None
    said = match.groupdict()
    try:
        day = months.parse(said["month"]) if said["month"] else date.fromisoformat(said["drawn"])
    except (ValueError, WrongCall):
        return None
    group = Group(said["month"] is None, said["county"] or said["at"], day, said["care_form"])
    revision = int(said["revision"])
    return (group, revision) if group.file(revision) == file else None


@contextlib.contextmanager
def one_look(seconds: float = 0.0) -> Iterator[None]:
    """List each place once in what is asked inside, by this thread; never around anything that writes.

    What any thread listed at most `seconds` ago will do too.
    """
    outer = getattr(_look, "listings", None)
    _look.listings = _found_within(seconds) if outer is None else outer
    try:
        yield
    finally:
        _look.listings = outer


def _found_within(seconds: float) -> dict[Place, Listing]:
    since = time.monotonic() - seconds
    return {place: found for place, (at, found) in list(_last.items()) if at > since}


def look_again(root: Place) -> None:
    """List a place anew next time."""
    (getattr(_look, "listings", None) or {}).pop(root, None)
    _last.pop(root, None)
    root.look_again()


def listing(root: Place) -> Listing:
    """The store's files as they lie there now, by path; the lists of checksums have no part in it."""
    known: dict[Place, Listing] | None = getattr(_look, "listings", None)
    if known is None:
        return _listed(root)
    if root not in known:
        known[root] = _listed(root)
    return known[root]


def _listed(root: Place) -> Listing:
    at = time.monotonic()  # before, so that what comes meanwhile is looked for again in time
    found = tuple(sorted(found for found in root.files() if found.name.endswith(_PARQUET)))
    if len(_last) >= _PLACES:
        _last.clear()
    _last[root] = at, found
    return found


def stored(listed: Listing) -> list[Stored]:
    """Every revision and snapshot among the files of a store, by path."""
    found = []
    for file in listed:
        known = placed(file.name)
        if known is not None:
            found.append(Stored(*known, file.name, file.size, file.changed_ns))
    return found


def stamp(root: Place) -> str:
    """A text that changes as soon as the store's files do; every page asks for it, so no name is taken apart."""
    return _stamp(listing(root))


@lru_cache(4)
def _stamp(listed: Listing) -> str:
    return hashlib.blake2b(repr([tuple(found) for found in listed]).encode(), digest_size=16).hexdigest()
