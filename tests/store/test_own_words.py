"""Reasons of a mapped file are in the file's own words: its column, its text, and no case number (D62)."""

from pathlib import Path

import polars as pl
import pytest

from lus_stats.store import FileReport
from lus_stats.store.mapping import Mapping
from tests.store.mapping_material import imported_through, mapping
from tests.store.material import Row, csv_text, episode, imported_one, personnummer, reasons

TEN = personnummer()
OTHER_LAYOUT = mapping(
    vårdtillfälle='from = "Ärende"\npseudonymise = true',
    kommunkod='from = "Kommun"\nvalues = { "Örebro" = "1880" }',
    vårdform='constant = "somatisk"',
    inskriven='date_from = "In datum"\ntime_from = "In tid"\nformats = ["%d/%m/%Y %H.%M"]',
    sjukhus='from = "Sjukhus"',
)


def row(name: str, **cells: str) -> Row:
    """One valid row of the other layout; the cells named replace its own."""
    taken = ("vårdtillfälle", "kommunkod", "vårdform", "inskriven", "sjukhus")
    rest = {header: text for header, text in episode().items() if header not in taken}
    own = {"Ärende": name, "Kommun": "Örebro", "In datum": "28/01/2020", "In tid": "9.30", "Sjukhus": "Östra"}
    return own | rest | {header.replace("_", " "): text for header, text in cells.items()}


def taken(base: Path, *rows: Row, how: Mapping = OTHER_LAYOUT) -> FileReport:
    """Import them through the mapping."""
    report = imported_through(base, how, csv_text(rows, list(dict.fromkeys(name for one in rows for name in one))))
    assert report.refused is None, report.refused
    return report


@pytest.mark.parametrize(
    ("cells", "column", "value", "reason"),
    [
        ({"Kommun": " Gotham "}, "Kommun (kommunkod)", "Gotham", "okänd kommunkod"),
        ({"Kommun": ""}, "Kommun (kommunkod)", "", "saknas"),
        ({"In_datum": "31/02/2020"}, "In datum + In tid (inskriven)", "31/02/2020 9.30", "går inte att läsa"),
        ({"In_tid": ""}, "In datum + In tid (inskriven)", "28/01/2020", "klockslag saknas"),
        ({"In_datum": "", "In_tid": ""}, "In datum + In tid (inskriven)", "", "saknas"),
        ({"utskriven": "2020-01-31 10:00"}, "utskriven", "2020-01-31 10:00", "före utskrivningsklar"),
    ],
)
def test_a_reason_has_the_files_column_and_text(
    tmp_path: Path, cells: Row, column: str, value: str, reason: str
) -> None:
    ((number, where, what, why),) = reasons(taken(tmp_path, row("a"), row("b", **cells)))
    assert (number, where, what) == (3, column, value)
    assert reason in why


def test_every_reason_of_a_row_has_its_own_column(tmp_path: Path) -> None:
    report = taken(tmp_path, row("a", Kommun="x", In_datum="y", utskriven="z"))
    assert [(column, value) for _, column, value, _ in reasons(report)] == [
        ("Kommun (kommunkod)", "x"),
        ("In datum + In tid (inskriven)", "y 9.30"),
        ("utskriven", "z"),
    ]


def test_a_case_number_never_shows(tmp_path: Path) -> None:
    """Of a duplicate only the pseudonym is said, the same as is stored."""
    report = taken(tmp_path, row("hemlig-1"), row("hemlig-1"), row("hemlig-2", Kommun="x"), row(""))
    said = reasons(report)
    assert [(number, column) for number, column, _, _ in said] == [
        (2, "Ärende (vårdtillfälle)"),
        (4, "Kommun (kommunkod)"),
        (5, "Ärende (vårdtillfälle)"),
    ]
    assert [value for _, _, value, _ in said][1:] == ["x", ""]
    assert len(said[0][2] or "") == 26
    assert report.rejected_path is not None
    written = Path(report.rejected_path).read_text(encoding="utf-8")
    assert "hemlig" not in written + str(report)


def test_a_column_that_shares_its_place_with_a_pseudonym_does_not_show_it_either(tmp_path: Path) -> None:
    how = mapping(
        vårdtillfälle='from = "Ärende"\npseudonymise = true',
        spår='from = "Ärende"',
    )
    rows = [{"Ärende": "hemlig-1"} | {name: text for name, text in episode().items() if name != "vårdtillfälle"}]
    report = taken(tmp_path, *rows, how=how)
    ((_, column, value, _),) = reasons(report)
    assert (column, value) == ("Ärende (spår)", "(dolt)")


def test_what_the_plan_rejects_is_said_in_the_files_words_too(tmp_path: Path) -> None:
    how = mapping(utskriven='from = "Hem"\nformats = ["%d/%m/%Y %H.%M"]')
    imported_one(tmp_path, [episode(f"e{n}") for n in range(4)])
    other = {name: text for name, text in episode("annan").items() if name != "utskriven"}
    report = taken(tmp_path, other | {"Hem": "04/02/2020 14.00"}, how=how)
    ((_, column, value, why),) = reasons(report)
    assert (column, value) == ("Hem (utskriven)", "04/02/2020 14.00")
    assert "--replace" in why


def test_a_constant_makes_no_row_of_a_blank_one_and_an_unused_column_does(tmp_path: Path) -> None:
    blank = dict.fromkeys(row("x"), " ")
    remark = blank | {"Anteckning": "slut på listan"}
    report = taken(tmp_path, row("a", Anteckning=""), blank, remark)
    assert (report.accepted, report.rejected) == (1, 1)
    assert {number for number, _, _, _ in reasons(report)} == {4}


def test_unused_columns_are_the_files_own(tmp_path: Path) -> None:
    report = taken(tmp_path, row("a", Anteckning="x", underättelse="2020-02-01 11:00"))
    assert (
        "Kolumner som inte används: underrättelse, Anteckning, underättelse (menade du underrättelse?)." in report.notes
    )


def test_a_wide_row_is_measured_by_the_file(tmp_path: Path) -> None:
    text = csv_text([row("a")], list(row("a"))) + "x;y\n"
    ((number, column, value, why),) = reasons(imported_through(tmp_path, OTHER_LAYOUT, text))
    assert (number, column, value) == (3, None, None)
    assert why == f"raden har 2 celler men ska ha {len(row('a'))}"


@pytest.mark.parametrize("where", ["Ärende", "Anteckning", "Sjukhus"])
def test_a_personnummer_in_any_column_of_the_file_refuses_it(tmp_path: Path, where: str) -> None:
    rows = [row("a", Anteckning=""), row("b") | {where: f"pat {TEN}"}]
    report = imported_through(tmp_path, OTHER_LAYOUT, csv_text(rows, list(rows[0])))
    assert report.refused is not None
    assert f"rad 3 kolumnen {where}" in report.refused
    assert TEN not in str(report)


def test_in_the_files_dates_it_rejects_the_row_and_is_hidden(tmp_path: Path) -> None:
    report = taken(tmp_path, row("a"), row("b", In_datum=TEN))
    ((number, column, value, _),) = reasons(report)
    assert (number, column, value) == (3, "In datum + In tid (inskriven)", "(dolt)")
    assert TEN not in str(report)


def test_a_personnummer_among_the_files_headers_refuses_it(tmp_path: Path) -> None:
    rows = [row("a") | {TEN: "x"}]
    report = imported_through(tmp_path, OTHER_LAYOUT, csv_text(rows, list(rows[0])))
    assert report.refused is not None
    assert "rad 1" in report.refused
    assert TEN not in str(report)


def test_the_canonical_file_is_as_it_was(tmp_path: Path) -> None:
    report = imported_one(tmp_path, [episode(kommunkod="x")])
    assert report.rejected_rows.schema == {
        "row": pl.UInt32, "column": pl.String, "value": pl.String, "reason": pl.String
    }  # fmt: skip
    assert [(column, value) for _, column, value, _ in reasons(report)] == [("kommunkod", "x")]
