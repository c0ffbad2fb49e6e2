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


def test_too_many_rejected_rows_are_told_by_their_commonest_reasons_and_first_rows(tmp_path: Path) -> None:
    rows = [episode("a"), *(episode(f"b{n}", kommunkod="x") for n in range(3)), episode("c", spår="lila")]
    report = imported_one(tmp_path, rows, max_rejected=0.5)
    assert report.refused == (
        "feb.csv har 4 av 5 rader som inte kan tas emot, mer än gränsen 50 %. "
        "Vanligast: kommunkod: okänd kommunkod (3, först på rad 3); "
        "spår: okänt spår: ska vara grön, gul, röd eller blå (1, först på rad 6). "
        "Rätta filen, eller höj gränsen med --max-rejected."
    )


def test_patients_without_an_extract_date_are_told_by_their_rows(tmp_path: Path) -> None:
    rows = [episode("a"), *(episode(f"b{n}", utskriven="") for n in range(7))]
    message = imported_one(tmp_path, rows).refused
    assert message == (
        "feb.csv har 7 vårdtillfällen utan utskrivning (rad 3, 4, 5, 6, 7 och 2 till), men uttagets datum är inte "
        "angivet. Ange när uttaget gjordes: --extracted-on ÅÅÅÅ-MM-DD."
    )
