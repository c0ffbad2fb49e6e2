"""`lus` called in this process, as a user would type it, and the two patients of the Örebro document to call it on."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from lus_stats.cli.entry import run
from tests.generate import Row, write_csv
from tests.oracle.patients import patient


class Called(NamedTuple):
    """What a call came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What stdout holds: JSON and nothing else."""
        return json.loads(self.out)


def lus(*arguments: str | Path) -> Called:
    """Call `lus`."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    return Called(code, out.getvalue(), err.getvalue())


def two_patients(year: int = 2020, **cells: str) -> list[Row]:
    """Kalle and Stina; `cells` change Kalle's."""
    return [
        patient("kalle", f"{year}-02-01 11:00", f"{year}-02-04 14:00", **_in(year), **cells),
        patient("stina", f"{year}-02-01 13:00", f"{year}-02-04 14:00", **_in(year)),
    ]


def _in(year: int) -> Row:
    moments = {"inskriven": "01-25 08:00", "inskrivningsmeddelande": "01-26 08:00", "fast_vårdkontakt": "01-27 08:00"}
    days = {"beräknad_utskrivning": "02-04"}
    return {header: f"{year}-{text}" for header, text in (moments | days).items()}


def imported(folder: Path, rows: list[Row], extracted_on: str | None = "2020-03-06", name: str = "feb.csv") -> Path:
    """The data folder with some rows in its store."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = () if extracted_on is None else ("--extracted-on", extracted_on)
    called = lus("import", write_csv(rows, folder / name), *drawn, "--data", folder)
    assert called.code == 0, called.err
    return folder
