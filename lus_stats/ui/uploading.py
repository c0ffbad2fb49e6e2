"""Files on their way in: staged in the reader's own session, tried, read in, and forgotten.

Their content is held in memory alone: never on the disk, in a cache, in an address or in a log.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import streamlit as st
from starlette.formparsers import MultiPartParser
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lus_stats.errors import LusError
from lus_stats.store import FileReport, ImportReport, Incoming, import_files, mapping
from lus_stats.ui import cache
from lus_stats.ui.loopback import is_loopback, on_loopback
from lus_stats.ui.upload_job import Job, Progress
from lus_stats.ui.views.data_import import holds_personnummer

STATE: Final = "upload"
CHANNEL: Final = "sidan"
ELSEWHERE: Final = (
    "Filer tas emot bara på den egna datorn tills inloggning finns, och appen nås från andra datorer.",
    "Läs in dem med lus import på den dator där uppgifterna ligger, eller öppna appen på 127.0.0.1.",
)
NOT_THE_REGION: Final = (
    "Filer läses in av regionen.",
    "Välj länets region under Visa som.",
)


@dataclass(frozen=True)
class Options:
    """How the reader wants the files taken."""

    mapping: str
    extracted_on: date | None
    max_rejected: float
    replace: bool


@dataclass
class Upload:
    """One reader's files on their way in."""

    files: tuple[Incoming, ...] = ()
    dropped: tuple[FileReport, ...] = ()
    number: int = 0  # of the uploader, which is a new one after each delivery
    tried: Any = None  # what the preview is of
    preview: ImportReport | LusError | None = None
    job: Job | None = None
    writing: bool = False  # whether the job is the real import
    outcome: ImportReport | LusError | None = None

    @property
    def is_writing(self) -> bool:
        """Whether the real import is at work."""
        return self.job is not None and self.writing


def current() -> Upload:
    """The reader's own."""
    found: Upload = st.session_state.setdefault(STATE, Upload())
    return found


def obstacle(*, operator: bool) -> tuple[str, str] | None:
    """Why files are not taken here, and what to do; None where they are (D72)."""
    if not on_loopback() or not asked_for_this_machine():
        return ELSEWHERE
    return None if operator else NOT_THE_REGION


def asked_for_this_machine() -> bool:
    """Whether the page was asked for under this machine's own name, not through a proxy in front of it."""
    host = st.context.headers.get("Host", "localhost")
    return is_loopback(host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host)


def keep_in_memory(most_bytes: int) -> None:
    """Let no delivered file touch the disk: the server would put what is larger than a megabyte there meanwhile."""
    MultiPartParser.spool_max_size = max(MultiPartParser.spool_max_size, most_bytes)


def take(key: str) -> None:
    """Move what the uploader has received into the reader's own session, and empty the uploader."""
    upload = current()
    received = st.session_state.get(key) or []
    if received and not upload.is_writing:
        if upload.outcome is not None:
            upload.outcome, upload.dropped = None, ()
        upload.files += tuple(Incoming(file.name, file.getvalue()) for file in received)
        upload.number += 1
    forget(received)


def forget(received: Any) -> None:
    """Take the files from Streamlit's own store, which would keep them as long as the window is open."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        for file in received:
            context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


def remove(place: int) -> None:
    """Take one file away."""
    upload = current()
    if upload.job is None:
        upload.files = upload.files[:place] + upload.files[place + 1 :]


def clear() -> None:
    """Take them all away, and what was said about them."""
    upload = current()
    if upload.job is None:
        st.session_state[STATE] = Upload(number=upload.number + 1)


def try_out(options: Options) -> None:
    """Begin a preview where there is none of these files, options and store."""
    upload = current()
    asked = (tuple(map(id, upload.files)), options, cache.key())
    if upload.files and upload.job is None and upload.tried != asked:
        upload.tried, upload.preview = asked, None
        upload.job, upload.writing = Job(_work(upload.files, options, dry_run=True), "Prövar"), False


def read_in(options: Options, *, operator: bool) -> None:
    """Begin the real import of what was tried; a second click finds it begun, or no files left."""
    upload = current()
    if upload.files and upload.job is None and obstacle(operator=operator) is None:
        upload.job, upload.writing = Job(_work(upload.files, options, dry_run=False), "Läser in"), True


def _work(files: tuple[Incoming, ...], options: Options, *, dry_run: bool) -> Callable[[Progress], ImportReport]:
    """What the job does, with everything that it needs of the session."""
    folder = cache.folder().for_real()

    def work(tell: Progress) -> ImportReport:
        return import_files(
            folder,
            files,
            mapping=mapping.find(options.mapping, [folder.mappings]),
            channel=CHANNEL,
            extracted_on=options.extracted_on,
            max_rejected=options.max_rejected,
            replace=options.replace,
            dry_run=dry_run,
            progress=tell,
        )

    return work


def finish() -> None:
    """Take in what the finished job came to.

    Errors: what nobody foresaw.
    """
    upload = current()
    job, upload.job = upload.job, None
    done = job.outcome() if job else None
    if upload.writing:
        upload.outcome = done
        if isinstance(done, ImportReport) and not done.refused:
            upload.files = ()
        else:
            upload.tried = None
    else:
        upload.preview = done
    if isinstance(done, ImportReport):
        cache.look_again()
        _drop(upload, done)


def _drop(upload: Upload, report: ImportReport) -> None:
    """Forget at once the content of a file with a personnummer in it; the others are tried again without it."""
    refused = {place for place, file in enumerate(report.files) if holds_personnummer(file)}
    if refused and upload.files:
        upload.dropped += tuple(report.files[place] for place in sorted(refused))
        upload.files = tuple(file for place, file in enumerate(upload.files) if place not in refused)
        upload.tried, upload.preview = None, None
