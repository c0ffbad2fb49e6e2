"""Small canonical files to import, and the import of them."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lus_stats import store
from lus_stats.schema import HEADERS
from lus_stats.store import FileReport, ImportReport

NOW = datetime(2026, 11, 20, 12, 0)
Row = dict[str, str]


def episode(name: str = "e1", **cells: str) -> Row:
    """One valid row of Örebro's February 2020; the cells named replace its own."""
    row = {
        "vårdtillfälle": name,
        "kommunkod": "1880",
        "vårdform": "somatisk",
        "sjukhus": "Universitetssjukhuset Örebro",
        "inskriven": "2020-01-28 09:30",
        "utskrivningsklar": "2020-02-01 10:00",
        "underrättelse": "2020-02-01 11:00",
        "utskriven": "2020-02-04 14:00",
        "registrerad": "2020-02-04 15:00",
    }
    return row | cells


def episodes(count: int, prefix: str = "e", **cells: str) -> list[Row]:
    """Several of them, each with an id of its own."""
    return [episode(f"{prefix}{number}", **cells) for number in range(1, count + 1)]


def csv_text(rows: Sequence[Row], headers: Sequence[str] = tuple(HEADERS)) -> str:
    """The rows as a semicolon-separated text."""
    lines = [";".join(headers), *(";".join(row.get(header, "") for header in headers) for row in rows)]
    return "\n".join(lines) + "\n"


def written(folder: Path, content: str | bytes | Sequence[Row], name: str = "feb.csv") -> Path:
    """A file in a folder beside the data."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        text = content if isinstance(content, str) else csv_text(content)
        path.write_text(text, encoding="utf-8", newline="")
    return path


def imported(base: Path, *contents: str | bytes | Sequence[Row], now: datetime = NOW, **options: Any) -> ImportReport:
    """Import files with these contents, in this order, into `base/data`."""
    names = ["feb.csv", *(f"feb{number}.csv" for number in range(2, len(contents) + 1))]
    paths = [written(base, content, name) for content, name in zip(contents, names, strict=True)]
    return store.import_files(store.open_data(base / "data"), paths, now=now, **options)


def imported_one(base: Path, content: str | bytes | Sequence[Row], **options: Any) -> FileReport:
    """Import one file, however many of its rows are rejected."""
    return imported(base, content, **({"max_rejected": 1.0} | options)).files[0]


def held(base: Path) -> store.Store:
    """The store that was imported into."""
    return store.open_data(base / "data").store


def kept(base: Path) -> set[str]:
    """Every file of the data folder but the locks and the import log, which tells of refused calls too."""
    data = base / "data"
    files = {path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file() and path.name != ".lock"}
    return {name for name in files if not name.startswith("log/")}


def reasons(report: FileReport) -> list[tuple[int, str | None, str | None, str]]:
    """Row, column, value and reason of every entry."""
    return report.rejected_rows.rows()


def personnummer(day: date = date(1964, 8, 23), *, number: str = "323", plus: int = 0) -> str:
    """Ten digits with a right check digit, for that day of birth; never to be printed."""
    nine = f"{day:%y%m}{day.day + plus:02}{number}"
    total = 0
    for place, digit in enumerate(nine):
        product = int(digit) * (2 if place % 2 == 0 else 1)
        total += product // 10 + product % 10
    return f"{nine}{-total % 10}"
