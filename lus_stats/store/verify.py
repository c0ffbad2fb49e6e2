"""Every file of the store against its own footer and its checksum."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Final, NamedTuple

import polars as pl

from lus_stats.errors import Refused
from lus_stats.schema import PREPARATION_VERSION, PreparedEpisode
from lus_stats.store.catalogue import Store
from lus_stats.store.content import content_hash
from lus_stats.store.footer import Footer, read_footer
from lus_stats.store.layout import Group, placed
from lus_stats.store.places import Place, fault
from lus_stats.store.sums import FINISHED, PENDING, PRUNED, PRUNING, Pair, checksum_lines, is_list

_RESTORE: Final = "återställ den från en säkerhetskopia"
_UNLISTED: Final = (
    "har ingen checksumma: filen är inte skriven av `lus import`, den är gallrad men har lagts tillbaka, eller "
    "listan i checksums/ är borta"
)


Sums = dict[str, dict[str, bool]]
"""By file: each SHA-256 sum that a list says it has, and whether that list was finished."""


class Problem(NamedTuple):
    """One thing that is wrong in a store: with which file, and what (in Swedish)."""

    path: str
    message: str


def verify(store: Store) -> list[Problem]:
    """Everything that is wrong with a store's files, by path; nothing where all is well.

    What an import that was killed left behind is nothing wrong: no reader sees it, and the next import sweeps it.
    """
    names = _names(store.root)
    while True:
        problems = _problems(store.root, names)
        store.root.look_again()
        before, names = names, _names(store.root)
        if not problems or names == before:  # else an import was being written while we looked
            return [Problem(store.root.address(path), message) for path, message in problems]


def _names(root: Place) -> list[str]:
    return sorted(found.name for found in root.files())


def _problems(root: Place, names: Sequence[str]) -> list[Problem]:
    """What is wrong with the files of these names."""
    sums, found = _sums(root, names)
    found += [Problem(name, f"finns inte längre; {_RESTORE}") for name in _gone(sums, names)]
    found += _strays(names)
    footers: dict[str, Footer] = {}
    for name in names:
        if placed(name):
            found += [Problem(name, message) for message in _faults(root, name, sums, footers)]
    found += _mixed(footers)
    return sorted(found)


def _sums(root: Place, names: Sequence[str]) -> tuple[Sums, list[Problem]]:
    """What the lists say of each file. Their names tell no order: the clock may have been set back between two (D91).

    What was pruned is struck; what a pruning that was killed did not come to may still lie there.
    """
    lists: dict[str, list[Pair]] = {}
    damaged = []
    for name in filter(is_list, names):
        try:
            lists[name] = checksum_lines(root.read(name))
        except (OSError, ValueError):
            damaged.append(Problem(name, f"listan med checksummor är skadad; {_RESTORE}"))
    struck = set(_pairs(lists, PRUNED, PRUNING))
    sums: Sums = {}
    for digest, file in _pairs(lists, PRUNING):
        sums.setdefault(file, {})[digest] = False
    for finished in (False, True):
        for digest, file in _pairs(lists, FINISHED if finished else PENDING):
            if (digest, file) not in struck:
                sums.setdefault(file, {})[digest] = finished
    return sums, damaged


def _pairs(lists: Mapping[str, list[Pair]], *endings: str) -> Iterator[Pair]:
    return (pair for name, pairs in lists.items() if name.endswith(endings) for pair in pairs)


def _gone(sums: Sums, names: Sequence[str]) -> list[str]:
    """Files that an import finished and that are not there."""
    present = set(names)
    return [file for file, said in sums.items() if any(said.values()) and file not in present]


def _strays(names: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        if not placed(name) and not is_list(name):
            yield Problem(name, "hör inte till lagret och läses aldrig; flytta bort filen")


def _faults(root: Place, name: str, sums: Sums, footers: dict[str, Footer]) -> Iterator[str]:
    """What is wrong with one file: as a whole, then its footer, then its rows."""
    try:
        content = root.read(name)
    except OSError as error:
        what, cure = fault(error)
        yield f"går inte att läsa: {what}. {cure}"
        return
    digest = hashlib.sha256(content).hexdigest()
    if name not in sums:
        yield _UNLISTED
    elif digest not in sums[name]:
        yield f"är ändrad eller skadad: checksumman stämmer inte; {_RESTORE}"
        return
    try:
        footers[name] = read_footer(root.address(name))
        rows = pl.read_parquet(BytesIO(content))
    except (Refused, OSError, pl.exceptions.PolarsError):
        yield f"går inte att läsa som Parquet med våra uppgifter i foten; {_RESTORE}"
        return
    yield from _untrue(rows, footers[name], name)


def _untrue(rows: pl.DataFrame, footer: Footer, name: str) -> Iterator[str]:
    """Where a file's rows are not what its footer and its place say."""
    if footer.preparation_version != PREPARATION_VERSION:
        yield f"är skriven av en annan version (förberedelse {footer.preparation_version}); importera på nytt"
        return
    if not PreparedEpisode.is_valid(rows.select(pl.col(PreparedEpisode.column_names()))):
        yield "har rader som inte följer lagrets regler"
    if len(rows) != footer.rows:
        yield f"har {len(rows)} rader men foten säger {footer.rows}"
    if content_hash(rows) != footer.content_hash:
        yield "har andra uppgifter än fotens innehållssumma säger"
    group, _ = placed(name) or (None, 0)
    if group and rows.select("county", "month", "care_form").unique().rows() != [_place(group)]:
        yield "ligger i en mapp för ett annat län, en annan månad eller en annan vårdform"


def _place(group: Group) -> tuple[object, ...]:
    return (group.county, group.month, group.care_form)


def _mixed(footers: Mapping[str, Footer]) -> Iterator[Problem]:
    real = [name for name, footer in footers.items() if not footer.demo]
    if len(real) in (0, len(footers)):
        return
    for name, footer in footers.items():
        if footer.demo:
            yield Problem(name, "är demodata i ett lager med riktiga data; flytta bort filen")
