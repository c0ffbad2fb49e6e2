"""What the tests of the billing pages share: a small data folder, the frame run on one page, and what a reader sees."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from lus_stats import store
from lus_stats.ui.entries import ENTRIES
from tests.generate import Row, episodes, write_csv
from tests.oracle import Register, bill, read
from tests.oracle.patients import patient

ROOT = Path(__file__).parents[2]
FRAME = ROOT / "lus_stats" / "ui" / "frame.py"
NOW = datetime(2026, 11, 20, 12, 0)
PATIENCE_SECONDS = 120  # for a machine that has much else to do
CONFIRMED, MISSING, UNCONFIRMED = "2023-02", "2021-02", "2024-02"  # months, by what is known of their years' amounts
SMALL = "1864"  # Ljusnarsberg, with fewer than five episodes in every month
SMALL_DAYS = 12


@dataclass(frozen=True)
class Data:
    """A data folder with demo data, and the same rows in the oracle's register."""

    folder: Path
    register: Register

    def groups(self, month: str = CONFIRMED, by: str = "municipality_code", **asked: Any) -> dict[str, dict[str, Any]]:
        """The oracle's somatic groups, by the municipality's code or its name (`municipality`)."""
        return {one[by]: one for one in bill(self.register, month, **asked)["groups"] if one["care_form"] == "somatic"}


def data_in(folder: Path, rows: Sequence[Row]) -> Data:
    """Import rows as demo data; without the demo's amounts, so that only real ones are known."""
    path = write_csv(rows, folder / "rows.csv")
    report = store.import_files(
        store.open_data(folder / "data").for_demo(), [path], now=NOW, demo=True, max_rejected=0.0
    )
    assert sum(file.accepted for file in report.files) == len(rows)
    return Data(folder / "data", read(list(rows), None, NOW))


def billing_rows() -> list[Row]:
    """Three months of Örebro county: around the borders, one municipality small, one with nobody."""
    rows: list[Row] = []
    for number, month in enumerate((CONFIRMED, MISSING, UNCONFIRMED)):
        found = episodes(160 if month == CONFIRMED else 60, 7 + number, ("18",), month, month, prefix=f"{number}-")
        rows += [row for row in found if row["kommunkod"] not in {SMALL, "1862"} and _of_one_year(row)]
        for patient_number in (1, 2):
            stay = patient(
                f"{number}-liten{patient_number}",
                f"{month}-0{patient_number} 08:00",
                f"{month}-{SMALL_DAYS + patient_number - 1} 14:00",
                kommunkod=SMALL,
            )
            rows.append(stay)
    return rows


def _of_one_year(row: Row) -> bool:
    """Whether a stay's days are of the month's own year, so that its amount alone decides the kronor."""
    moments = [row[name] for name in ("utskrivningsklar", "underrättelse", "utskriven") if row[name]]
    return len({moment[:4] for moment in moments}) == 1


def opened(page: str, data: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """One page in the whole frame, come to by a link."""
    monkeypatch.setenv("LUS_DATA", str(data))
    app = AppTest.from_file(FRAME, default_timeout=PATIENCE_SECONDS)
    for name, value in query.items():
        app.query_params[name] = value
    # As a browser asks for it: `switch_page` knows the pages only after a run, which would be one of Läget each time.
    app._page_hash = calc_hash(next(entry.url_path for entry in ENTRIES if entry.file == f"{page}.py"))
    app.run()
    assert not app.exception
    return app


def fragments(app: AppTest) -> list[str]:
    """Every piece of HTML on the page."""
    return [element.proto.body for element in app.main.get("html")]


def words(fragment: str) -> str:
    """HTML as it is read: without its marks, every space a plain one."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", fragment)).split())


def seen(app: AppTest) -> str:
    """Everything that is read on the page."""
    return "\n".join(words(fragment) for fragment in fragments(app))


def table(app: AppTest, caption: str) -> list[list[str]]:
    """The rows of the table whose caption begins so, heading first, as they are read."""
    tables = [one for fragment in fragments(app) for one in re.findall(r"<table>.*?</table>", fragment, re.DOTALL)]
    (found,) = [one for one in tables if re.match(rf"<table><caption[^>]*>{re.escape(caption)}", one)]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", found, re.DOTALL)
    return [[words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]


def swedish(number: float, decimals: int = 0) -> str:
    """A number as a Swede reads it, with plain spaces and a real minus."""
    text = f"{abs(number):,.{decimals}f}".replace(",", " ").replace(".", ",")
    return f"{'−' if number < 0 else ''}{text}"


def kronor(amount: int | None) -> str:
    """Kronor as a table has them."""
    return "belopp saknas" if amount is None else swedish(amount)
