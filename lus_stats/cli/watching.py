"""`lus watch`: what lands in the inbox is imported, and put away with a report beside it."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import typer
import watchfiles

from lus_stats import months
from lus_stats.cli.options import seconds
from lus_stats.cli.output import note
from lus_stats.errors import Refused
from lus_stats.store import open_data
from lus_stats.store.inbox import Calm, Inbox, Landed, Taken, opened, presentable, take, waiting
from lus_stats.text import numbers

_RETRY_SECONDS: Final = 30.0
_LONGEST_LOOK_MS: Final = 1_000  # a network drive tells of nothing: each second is looked, whatever is told
_SHORTEST_LOOK_MS: Final = 50


def run(data: str, root: str | None, mapping: str | None, *, once: bool, settle: str, poll: bool) -> None:
    """Take what lies there, and unless it is but once, what comes, until asked to stop.

    Errors: WrongCall for a folder or a mapping that is not there; Refused where another watches, or nothing can be
    written. With `once` the exit code is 3 where a file was refused.
    """
    calm_seconds = seconds(settle, "--settle")
    box = opened(open_data(data).for_real(), root, mapping)
    with box.sole_taker(), _stopping() as stop:
        watcher = Watcher(box, Calm(calm_seconds), stop)
        if once:
            watcher.once(calm_seconds)
            if watcher.refused:
                raise typer.Exit(Refused.exit_code)
        else:
            note(f"Väntar på filer i {box.root}. Avsluta med Ctrl-C.")
            watcher.on_and_on(calm_seconds, poll=poll)
            note("Stoppad.")


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """Something that is set when the process is asked to stop; the file at hand is finished first."""
    stop = threading.Event()

    def ask(*_: Any) -> None:
        stop.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Watcher:
    """Looks into the inbox and takes what has lain still; `refused` once a file was."""

    def __init__(self, box: Inbox, calm: Calm, stop: threading.Event) -> None:
        self._box, self._calm, self._stop = box, calm, stop
        self._named: set[str] = set()
        self.refused = False

    def once(self, calm_seconds: float) -> None:
        """Take what lies there and is not being written."""
        self._calm.still(waiting(self._box))
        self._stop.wait(calm_seconds)
        there = waiting(self._box)
        still = self._calm.still(there)
        self._take(still)
        for one in there:
            if one not in still and not one.is_folder:
                note(f"{_shown(one)} skrivs fortfarande; den tas nästa gång.")

    def on_and_on(self, calm_seconds: float, *, poll: bool) -> None:
        """Take what comes."""
        look_ms = max(_SHORTEST_LOOK_MS, min(_LONGEST_LOOK_MS, int(calm_seconds * 500)))
        self._look()
        for _ in watchfiles.watch(
            self._box.root,
            watch_filter=None,
            recursive=False,
            stop_event=self._stop,
            rust_timeout=look_ms,
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=poll or None,
        ):
            self._look()

    def _look(self) -> None:
        """One look; a store that cannot be written now is tried again a little later, and nothing is moved."""
        try:
            self._take(self._calm.still(waiting(self._box)))
        except Refused as error:
            note(f"{error} Försöker igen om {numbers.number(_RETRY_SECONDS)} sekunder.")
            self._stop.wait(_RETRY_SECONDS)

    def _take(self, still: list[Landed]) -> None:
        for landed in still:
            if self._stop.is_set():
                return
            if landed.is_folder:
                self._name_once(f"{_shown(landed)} är en mapp i en mapp, och läses inte.")
            elif (taken := take(self._box, landed)) is not None:
                self.refused |= taken.report.refused is not None
                note(_said(taken))

    def _name_once(self, sentence: str) -> None:
        if sentence not in self._named:
            self._named.add(sentence)
            note(sentence)


def _said(taken: Taken) -> str:
    """One line on what became of a file."""
    report, when = taken.report, f"{months.now():%Y-%m-%d %H:%M:%S}"
    kept = taken.lies or "ingen kopia sparad, filen hade personnummer"
    if report.refused is not None:
        return f"{when} Nekad: {report.refused} Rapport: {taken.told_at}; filen: {kept}"
    written = numbers.counted(len(report.months), "ny version", "nya versioner")
    counts = f"{numbers.number(report.accepted)} godkända, {numbers.number(report.rejected)} avvisade rader, {written}"
    return f"{when} Inläst: {report.file}: {counts}. Rapport: {taken.told_at}; filen: {kept}"


def _shown(landed: Landed) -> str:
    return presentable(landed.name, months.now().date())
