"""`lus` called in this process: files in, the JSON it prints, its exit code."""

import io
import json
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any

from lus_stats.cli.entry import run
from tests.generate import Row, write_csv


def lus(folder: Path, *arguments: str) -> tuple[int, Any]:
    """The exit code, and the JSON on stdout where there is any."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([*arguments, "--data", str(folder), "--format", "json"])
    assert code == 0 or err.getvalue().strip()
    return code, json.loads(out.getvalue()) if out.getvalue() else None


def answer(folder: Path, *arguments: str) -> Any:
    """The JSON of a call that goes well."""
    code, document = lus(folder, *arguments)
    assert code == 0
    return document


def import_rows(folder: Path, rows: Sequence[Row], extracted_on: date | None = None, *options: str) -> dict[str, Any]:
    """What `lus import` says of a file with these rows."""
    folder.mkdir(parents=True, exist_ok=True)
    path = write_csv(rows, folder / f"rows{len(list(folder.glob('*.csv')))}.csv")
    drawn = [] if extracted_on is None else ["--extracted-on", extracted_on.isoformat()]
    (report,) = answer(folder, "import", str(path), *drawn, *options)["files"]
    return report
