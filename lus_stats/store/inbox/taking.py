"""One file out of the inbox: read, imported, and moved to `done` or `refused` with a report beside it."""

import contextlib
import hashlib
import os
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Final, NamedTuple

from lus_stats import months
from lus_stats.errors import Refused, WrongCall
from lus_stats.store import log
from lus_stats.store.importer import import_files
from lus_stats.store.inbox.names import REPORT, drawn_on, free_name, presentable
from lus_stats.store.inbox.place import CLOSED, DONE, REFUSED, Inbox, Landed
from lus_stats.store.inbox.reading import content_of, folder_of, is_unchanged
from lus_stats.store.inbox.report import Told
from lus_stats.store.inbox.secrecy import shows_personnummer
from lus_stats.store.incoming import Incoming
from lus_stats.store.mapping import CANONICAL, Mapping, find, keys
from lus_stats.store.outcome import Examined, Terms
from lus_stats.store.personnummer import HIDDEN
from lus_stats.store.places import fault
from lus_stats.store.report import FileReport

CHANNEL: Final = "inkorgen"
_ACCEPT_REJECTED: Final = 0.2
_OWNER_ONLY: Final = 0o600
_AHEAD: Final = "har ett uttagsdatum i namnet som ligger i framtiden ({day}). Rätta namnet, och lägg in filen igen."
_NO_MAPPING: Final = (
    "ligger i mappen {within}, men det finns ingen mappning med den nyckeln; de som finns är {known}. Lägg filen i en "
    "mapp som heter som sin mappning, eller direkt i inkorgen."
)
_FAULT: Final = "kunde inte läsas in för ett fel i programmet ({kind}). Anmäl felet, och spara filen tills det är rätt."
_BAD_MAPPING: Final = "kan inte läsas med sin mappning. {why} Lägg in filen igen när mappningen är rättad."


class Taken(NamedTuple):
    """What became of a file: its report, where that lies, and where the file lies now; empty where none is kept."""

    report: FileReport
    told_at: str
    lies: str


@dataclass
class _Case:
    """A file being taken, as far as that has come; `name` may be shown."""

    name: str
    now: datetime
    mapping: Mapping = CANONICAL
    extracted_on: date | None = None
    content: bytes | None = field(default=None, repr=False)
    sha256: str = ""


def take(inbox: Inbox, landed: Landed, now: datetime | None = None) -> Taken | None:
    """Import a file and put it away; None where it is gone or was changed meanwhile, and so has to wait.

    The import comes first, then the report, then the move: killed in between, the same rows come again and write
    nothing, and the file is put away then.
    Errors: Refused where the store or the inbox cannot be used: the file is not at fault, and stays.
    """
    moment = now or months.now()
    case = _Case(presentable(landed.name, moment.date()), moment)
    try:
        with folder_of(inbox, landed) as at:
            report = _imported(inbox, landed, case, at)
            return _put_away(inbox, landed, case, report, at) if is_unchanged(landed, at) else None
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Refused(CLOSED.format(root=inbox.root, why=fault(error).what)) from error


def _imported(inbox: Inbox, landed: Landed, case: _Case, at: int) -> FileReport:
    """The report of one file; whatever is wrong with it is a refusal."""
    try:
        case.content = content_of(landed, at)
        case.sha256 = hashlib.sha256(case.content).hexdigest()
        case.mapping = _mapping(inbox, landed)
        case.extracted_on = _drawn_on(landed, case.now)
    except Refused as refusal:
        return _refused(inbox, case, str(refusal))
    try:
        return import_files(
            inbox.folder,
            [Incoming(case.name, case.content)],
            mapping=case.mapping,
            channel=CHANNEL,
            extracted_on=case.extracted_on,
            max_rejected=_ACCEPT_REJECTED,
            now=case.now,
        ).files[0]
    except Refused:
        raise
    except Exception as fault:  # one file that shows a fault of ours must not stop those behind it
        return _refused(inbox, case, _FAULT.format(kind=type(fault).__name__))


def _mapping(inbox: Inbox, landed: Landed) -> Mapping:
    """The mapping of the folder it lies in, as it is now."""
    folders = [inbox.folder.mappings]
    if landed.within and landed.within not in keys(folders):
        raise Refused(_NO_MAPPING.format(within=landed.within, known=", ".join(keys(folders))))
    try:
        return find(landed.within or inbox.mapping, folders)
    except (Refused, WrongCall) as error:
        raise Refused(_BAD_MAPPING.format(why=f"{str(error).rstrip('.')}.")) from error


def _drawn_on(landed: Landed, now: datetime) -> date | None:
    day = drawn_on(landed.name)
    if day is not None and day > now.date():
        raise Refused(_AHEAD.format(day=day))
    return day


def _refused(inbox: Inbox, case: _Case, why: str) -> FileReport:
    """The report of a file that came no further than this, logged like any other."""
    report = FileReport(case.name, refused=f"{case.name} {why}")
    terms = Terms(Fraction(0), False, case.now, case.mapping.key, CHANNEL)
    notes = log.told(inbox.folder, log.imported([Examined(report, sha256=case.sha256)], terms))
    return replace(report, notes=tuple(notes))


def _put_away(inbox: Inbox, landed: Landed, case: _Case, report: FileReport, at: int) -> Taken:
    """Write the report and move the file, or remove it where no copy may be kept (D85)."""
    drawer = inbox.drawer(DONE if report.refused is None else REFUSED)
    name = free_name(drawer.path, case.name)
    lies = name if _may_be_kept(case, report) else ""
    told = Told(case.name, case.now, case.sha256, case.mapping.key, case.extracted_on, report, lies)
    drawer.create([(name + REPORT, told.text().encode())], private=True)
    if not lies:
        os.unlink(landed.name, dir_fd=at)
        return Taken(report, drawer.address(name + REPORT), "")
    os.rename(landed.name, drawer.path / name, src_dir_fd=at)
    if landed.is_file:
        with contextlib.suppress(OSError):  # another's file; the folder keeps others out
            (drawer.path / name).chmod(_OWNER_ONLY)
    return Taken(report, drawer.address(name + REPORT), drawer.address(name))


def _may_be_kept(case: _Case, report: FileReport) -> bool:
    """Whether it shows no personnummer: what is hidden in a reason is one, or a number that the mapping hides."""
    hidden = bool((report.rejected_rows["value"] == HIDDEN).any())
    if hidden and not case.mapping.pseudonymises:
        return False
    if case.content is None or (report.refused is None and not hidden):
        return True
    return not shows_personnummer(case.content, case.name, case.mapping.reading, case.now.date())
