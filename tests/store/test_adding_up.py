"""Accepted and rejected are the file's rows, whoever rejects them; each rejected row has all of its reasons, once."""

import csv
from pathlib import Path

from tests.generate import HEADERS
from tests.store.material import csv_text, episode, imported, imported_one, reasons


def march(name: str, **cells: str) -> dict[str, str]:
    """A row of March."""
    return episode(name, **({"utskriven": "2020-03-04 14:00", "registrerad": "2020-03-04 15:00"} | cells))


def test_every_kind_of_rejection_in_one_file(tmp_path: Path) -> None:
    """Blank, ragged, faulty twice over, a duplicate, and a March that would lose too much."""
    imported(tmp_path, [march(f"m{number}") for number in range(5)])
    rows = [
        episode("a"),
        dict.fromkeys(HEADERS, " "),
        episode("b", kommunkod="x", inskriven="2020-02-03 10:00"),
        march("m0"),
        episode("a", registrerad="2020-02-09 10:00"),
        march("m1", spår="lila"),
        march("m1"),
        march("m1", registrerad="2020-03-09 10:00"),
        episode("c"),
    ]
    report = imported_one(tmp_path, csv_text(rows, list(HEADERS)) + "kort;rad\n")
    assert [(row, column) for row, column, _, _ in reasons(report)] == [
        (2, "vårdtillfälle"),
        (4, "kommunkod"),
        (4, "utskrivningsklar"),
        (5, "utskriven"),
        (7, "spår"),
        (8, "vårdtillfälle"),
        (9, "utskriven"),
        (11, None),
    ]
    assert (report.accepted, report.rejected) == (2, 7)
    assert sum(month.rows for month in report.months) == report.accepted
    assert report.rejected_path is not None
    with Path(report.rejected_path).open(encoding="utf-8-sig", newline="") as file:
        written = [(int(line["rad"]), line["kolumn"] or None) for line in csv.DictReader(file, delimiter=";")]
    assert written == [(row, column) for row, column, _, _ in reasons(report)]


def test_the_same_rows_again_are_accepted_and_not_written(tmp_path: Path) -> None:
    rows = [episode("a"), episode("b", kommunkod="x")]
    imported_one(tmp_path, rows)
    report = imported_one(tmp_path, rows)
    assert (report.accepted, report.rejected, report.months) == (1, 1, ())
