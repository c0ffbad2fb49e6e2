"""`lus demo`: invented data, through the same import as real data, in a folder of its own."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from lus_stats import months
from lus_stats.cli.options import whole
from lus_stats.cli.output import note
from lus_stats.cli.progress import shown
from lus_stats.demo import DEMO_RULES, invent
from lus_stats.errors import Refused
from lus_stats.store import Batch, DataFolder, ImportReport, LocalFolder, import_frames, open_data, remove_demo
from lus_stats.store.places import fault
from lus_stats.text import numbers

_STAGING: Final = ".new-demo"  # beside the demo folder, so that what is finished can be moved there in one step
_PARTS: Final = ("store", "rejected", "log", "rules")
_ALL_REJECTED: Final = 1.0  # its faulty rows are meant to be there

Progress = Callable[[str, int, int], None]


def run(data: str, count: str | None, until: str | None, seed: str) -> None:
    """Invent, import, and put it in the place of any earlier demo data.

    Errors: WrongCall for months or a seed there cannot be; Refused where the demo folder holds real data.
    """
    folder = open_data(data)
    root = _own_folder(folder)
    replaced = not folder.for_demo().store.is_empty
    now = months.now()
    invented = invent(
        None if until is None else months.parse(until),
        None if count is None else whole(count, "--months"),
        whole(seed, "--seed"),
        now,
    )
    with shown("Hittar på vårdtillfällen") as progress:
        batches = [Batch(batch.name, batch.rows, batch.extracted_on) for batch in invented]
        report = _published(root, batches, now, progress)
    _say(folder, report, replaced=replaced)


def _published(root: Path, batches: list[Batch], now: datetime, progress: Progress | None) -> ImportReport:
    """Import beside the demo folder, then change places with what lies there."""
    staging = root / _STAGING
    try:
        shutil.rmtree(staging, ignore_errors=True)  # what a run that was killed left behind
        made = open_data(staging / "new")
        report = import_frames(made, batches, max_rejected=_ALL_REJECTED, demo=True, now=now, progress=progress)
        shutil.copytree(DEMO_RULES, staging / "new" / "demo" / "rules")
        _change_places(root / "demo", staging / "new" / "demo", staging / "old" / "demo")
    except OSError as error:
        where = error.filename or root
        raise Refused(
            f"Demodata kan inte skrivas: {where}: {fault(error).what}. Välj en annan mapp med --data."
        ) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return report


def _own_folder(folder: DataFolder) -> Path:
    """The data folder on this machine.

    Errors: Refused for one in an object store, where folders cannot change places in one step.
    """
    if not isinstance(folder.place, LocalFolder):
        raise Refused(f"Demodata skapas i en mapp på den här datorn, inte i {folder.place}. Ange en mapp med --data.")
    return folder.place.path


def _change_places(home: Path, new: Path, old: Path) -> None:
    """Put the new parts where the old ones lay; real data that lay there is put back.

    Errors: Refused for real data.
    """
    _move_parts(home, old)
    _move_parts(new, home)
    try:
        remove_demo(open_data(old.parent))
    except Refused:
        _move_parts(home, new)
        _move_parts(old, home)
        raise


def _move_parts(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for part in _PARTS:
        if (source / part).exists():
            (source / part).rename(target / part)


def _say(folder: DataFolder, report: ImportReport, *, replaced: bool) -> None:
    rows = sum(file.accepted for file in report.files)
    months_said = {written.month for file in report.files for written in file.months}
    span = f"{months.key(min(months_said))} till {months.key(max(months_said))}"
    made = f"{numbers.number(rows)} påhittade rader, {span}, i {folder.place.below('demo')}."
    note(f"Demodata: {made}{' De ersätter de tidigare demodata.' if replaced else ''}")
    if not folder.for_real().store.is_empty:
        real = folder.for_real().store.root
        note(f"De läses inte så länge {real} har riktiga uppgifter; ange en annan mapp med --data.")
