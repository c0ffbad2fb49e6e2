"""What a mapping makes of a file's cells: names, words, dates, halves joined, constants, numbers."""

import unicodedata
from pathlib import Path

import pytest

from lus_stats.errors import Refused
from lus_stats.store.mapping import CANONICAL, mapped
from lus_stats.store.readers import read
from tests.store.mapping_material import SECRET, column, imported_through, mapping, sheet_of, through
from tests.store.material import csv_text, episode, held, personnummer, reasons

DAY_FIRST = 'from = "Egen"\nformats = ["%d/%m/%Y %H.%M"]'

DATED = [
    # formats, text, what becomes of it
    (DAY_FIRST, "28/01/2020 09.30", "2020-01-28 09:30"),
    (DAY_FIRST, " 8/1/2020  9.30 ", "2020-01-08 09:30"),
    (DAY_FIRST, "28/01/2020\u00a009.30", "2020-01-28 09:30"),
    (DAY_FIRST, "28/01/2020", "2020-01-28"),  # a day alone: rejected as such, never its midnight
    (DAY_FIRST, "31/02/2020 09.30", "31/02/2020 09.30"),  # no such day: validation's to say
    (DAY_FIRST, "01/28/2020 09.30", "01/28/2020 09.30"),  # a format that does not fit leaves the text
    (DAY_FIRST, "28/01/2020 24.00", "28/01/2020 24.00"),
    (DAY_FIRST, "28/01/2020 09.30.15", "28/01/2020 09.30.15"),
    (DAY_FIRST, "2020-01-28 09:30", "2020-01-28 09:30"),  # as a workbook's date cell comes
    (DAY_FIRST, "", None),
    ('from = "Egen"\nformats = ["%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M"]', "01/02/2020 10:00", "2020-02-01 10:00"),
    ('from = "Egen"\nformats = ["%m/%d/%Y %H:%M", "%d/%m/%Y %H:%M"]', "01/02/2020 10:00", "2020-01-02 10:00"),
    ('from = "Egen"\nformats = ["%m/%d/%Y %H:%M", "%d/%m/%Y %H:%M"]', "13/02/2020 10:00", "2020-02-13 10:00"),
    ('from = "Egen"\nformats = ["%Y%m%d%H%M"]', "202001280930", "2020-01-28 09:30"),
    ('from = "Egen"\nformats = ["%Y%m%d%H%M"]', "20200128930", "20200128930"),
    ('from = "Egen"\nformats = ["%y%m%d kl %H.%M"]', "200128 kl 9.30", "2020-01-28 09:30"),
    ('from = "Egen"\nformats = ["%d/%m/%y %H:%M:%S"]', "8/1/20 9:30:05", "2020-01-08 09:30:05"),
    ('from = "Egen"\nformats = ["%d/%m/%Y %H:%M:%S"]', "28/01/2020 09:30:60", "28/01/2020 09:30:60"),
    ('from = "Egen"\nformats = ["%d/%m/%Y %H:%M"]', "28/01/02020 09:30", "28/01/02020 09:30"),
    ('from = "Egen"\nformats = ["%d/%m/%Y %H:%M"]', "28/01/2020\t09:30", "2020-01-28 09:30"),
    ('from = "Egen"\nformats = ["%d/%m/%YT%H:%M"]', "28/01/2020 T09:30", "28/01/2020 T09:30"),
    ('from = "Egen"\nformats = ["%Y-%m-%dT%H:%M:%S.%f"]', "2020-01-28T09:30:15.120", "2020-01-28 09:30:15"),
    ('from = "Egen"\nformats = ["excel"]\ndecimal = ","', "43858,395833", "2020-01-28 09:30:00"),
    ('from = "Egen"\nformats = ["excel"]\ndecimal = ","', "43858,5", "2020-01-28 12:00:00"),
    ('from = "Egen"\nformats = ["excel"]\ndecimal = ","', "43858,0", "2020-01-28"),
    ('from = "Egen"\nformats = ["excel"]', "43858", "2020-01-28"),
    ('from = "Egen"\nformats = ["excel"]', "43858,5", "43858,5"),
    ('from = "Egen"\nvalues = { "9999-12-31 00:00" = "" }', "9999-12-31 00:00", ""),
]

JOINED = [
    # the date's cell, the time's, what becomes of them
    ("28/01/2020", "9.30", "2020-01-28 09:30"),
    ("28/01/2020", "", "2020-01-28"),
    ("", "9.30", "9.30"),
    ("", "", None),
    ("2020-01-28", "09:30:00", "2020-01-28 09:30:00"),  # a workbook's cells
    ("2020-01-28 00:00:00", "1899-12-31 09:30", "2020-01-28 09:30"),  # what databases put beside a lone half
    ("aldrig", "09.30", None),
]

WORDS = [
    ('values = { Somatik = "somatisk", "PSYK vård" = "psykiatrisk" }', "vårdform", "SOMATIK", "somatisk"),
    ('values = { Somatik = "somatisk", "PSYK vård" = "psykiatrisk" }', "vårdform", " psyk_VÅRD ", "psykiatrisk"),
    ('values = { Somatik = "somatisk" }', "vårdform", "Tandvård", "Tandvård"),
    ('values = { Somatik = "somatisk" }', "vårdform", "psykiatrisk", "psykiatrisk"),
    ('values = { "Ej satt" = "" }', "spår", "ej satt", ""),
    ('values = { "Örebro" = "1880" }', "kommunkod", unicodedata.normalize("NFD", "Örebro"), "1880"),
    ('decimal = ","', "kommunkod", "1880,0", "1880"),
    ('decimal = ","', "kommunkod", "180,00", "180"),
    ('decimal = ","', "kommunkod", "1880,5", "1880.5"),
    ('decimal = "."', "kommunkod", "1880.0", "1880"),
    ('decimal = ","', "kommunkod", "1880.0", "1880.0"),
]


@pytest.mark.parametrize(("toml", "text", "meant"), DATED)
def test_a_date_in_a_format_is_the_canonical_one(toml: str, text: str, meant: str | None) -> None:
    assert through("inskriven", toml, text) == [meant]


def test_a_day_of_another_format_is_a_day() -> None:
    forms = 'from = "Egen"\nformats = ["%d/%m/%Y", "%d/%m/%Y %H:%M"]'
    assert through("beräknad_utskrivning", forms, "4/2/2020", "04/02/2020 10:00") == ["2020-02-04", "2020-02-04"]


@pytest.mark.parametrize(("day", "time", "meant"), JOINED)
def test_a_date_and_its_time_are_joined(day: str, time: str, meant: str | None) -> None:
    toml = 'date_from = "Dag"\ntime_from = "Kl"\nformats = ["%d/%m/%Y %H.%M"]\nvalues = { aldrig = "" }'
    row = {key: cell for key, cell in episode().items() if key != "utskriven"} | {"Dag": day, "Kl": time}
    out = mapped(sheet_of([row]), mapping(utskriven=toml), SECRET)
    assert (column(out, "utskriven")[0] or None) == meant


@pytest.mark.parametrize(("toml", "header", "text", "meant"), WORDS)
def test_a_word_or_number_becomes_ours_or_stays(toml: str, header: str, text: str, meant: str) -> None:
    assert through(header, f'from = "Egen"\n{toml}', text) == [meant]


def test_the_first_candidate_the_file_has_is_taken_whatever_its_case_and_spaces() -> None:
    assert through("sjukhus", 'from = ["Saknas", "Vård enhet", "Sjukhus"]', "A", own=" VÅRD_ENHET ") == ["A"]


def test_a_constant_fills_each_row_but_makes_none_of_a_blank_one() -> None:
    rows = [episode("e1"), {}, episode("e2")]
    for row in rows:
        row.pop("vårdform", None)
    out = mapped(sheet_of(rows, list(rows[0])), mapping(vårdform='constant = "somatisk"'), SECRET)
    assert out.cells["row"].to_list()[:3] == [2, 3, 4]
    assert column(out, "vårdform")[:3] == ["somatisk", None, "somatisk"]


def test_the_files_own_sheet_stands_behind_and_rows_of_another_width_come_along(tmp_path: Path) -> None:
    text = csv_text([episode("e1")]) + "för;få\n"
    sheet = read(text.encode(), "prov.csv")
    how = mapping(vårdtillfälle='from = "vårdtillfälle"\npseudonymise = true', vårdform='constant = "somatisk"')
    out = mapped(sheet, how, SECRET)
    assert out.origin is not None
    assert out.origin.sheet is sheet
    assert (out.origin.columns["vårdform"], out.origin.masked) == ((), frozenset({"vårdtillfälle"}))
    assert out.ragged["row"].to_list() == [3]
    report = imported_through(tmp_path, how, text)
    assert (report.accepted, report.rejected) == (1, 1)


def test_the_canonical_mapping_changes_nothing() -> None:
    sheet = sheet_of([episode()])
    assert mapped(sheet, CANONICAL, None) is sheet


def test_a_missing_must_column_names_what_was_looked_for_and_what_is_there() -> None:
    row = {"Ärende": "1"} | episode()
    with pytest.raises(Refused) as refusal:
        mapped(sheet_of([row]), mapping(registrerad='from = ["Reg", "Skapad"]'), SECRET)
    said = str(refusal.value)
    assert "registrerad (Reg eller Skapad)" in said
    assert "Filens kolumner är: Ärende, vårdtillfälle, kommunkod" in said


def test_a_file_that_has_none_of_the_columns_is_not_quoted() -> None:
    row = {"Kalle Karlsson": "1", "Storgatan 1": "2"}
    with pytest.raises(Refused) as refusal:
        mapped(sheet_of([row]), mapping(), SECRET)
    assert "Karlsson" not in str(refusal.value)
    assert "rätt fil" in str(refusal.value)


def test_a_personnummer_among_the_names_is_not_quoted() -> None:
    secret = personnummer()
    row = {secret: "1"} | episode()
    with pytest.raises(Refused) as refusal:
        mapped(sheet_of([row]), mapping(registrerad='from = "Reg"'), SECRET)
    assert secret not in str(refusal.value)
    assert "(dolt)" in str(refusal.value)


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        (["Dag"], "saknar kolumnen med klockslaget i utskriven (Kl), men har den andra halvan"),
        (["Kl"], "saknar kolumnen med dagen i utskriven (Dag), men har den andra halvan"),
        (["Dag", "Kl", "DAG "], "har flera kolumner med namnet dag"),
    ],
)
def test_half_a_date_or_a_name_twice_is_refused(headers: list[str], said: str) -> None:
    row = episode()
    names = [*(header for header in row if header != "utskriven"), *headers]
    with pytest.raises(Refused) as refusal:
        mapped(sheet_of([row], names), mapping(utskriven='date_from = "Dag"\ntime_from = "Kl"'), SECRET)
    assert said in str(refusal.value)


def test_a_column_that_need_not_be_there_is_noted(tmp_path: Path) -> None:
    how = mapping(spår='from = ["Färg", "Colour"]', sip_kallelse='date_from = "Dag"\ntime_from = "Kl"')
    report = imported_through(tmp_path, how, csv_text([episode()]))
    assert report.accepted == 1
    assert any("spår (Färg eller Colour), sip_kallelse (Dag och Kl)" in note for note in report.notes)
    assert held(tmp_path).files()["mapping"].to_list() == ["prov"]


def test_reasons_have_the_files_own_columns_and_texts(tmp_path: Path) -> None:
    rows = [
        {"Typ": "Tandvård", "In": "28/01/2020 9.30"} | episode("e1"),
        {"Typ": "Somatik", "In": "28/01/2020"} | episode("e2"),
        {"Typ": "Somatik", "In": "28/01/2020 9.30"} | episode("e3"),
    ]
    how = mapping(
        vårdform='from = "Typ"\nvalues = { Somatik = "somatisk" }',
        inskriven='from = "In"\nformats = ["%d/%m/%Y %H.%M"]',
    )
    report = imported_through(tmp_path, how, csv_text(rows, ["Typ", "In", *episode()]))
    assert (report.accepted, report.rejected) == (1, 2)
    said = {(row, value): reason for row, _, value, reason in reasons(report)}
    assert said[2, "Tandvård"].startswith("okänd vårdform")
    assert said[3, "28/01/2020"].startswith("klockslag saknas")


@pytest.mark.parametrize("header", ["vårdtillfälle", "oanvänd", "sjukhus"])
def test_a_personnummer_anywhere_in_the_file_refuses_it(tmp_path: Path, header: str) -> None:
    secret = personnummer()
    row = episode() | {header: secret}
    how = mapping(vårdtillfälle='from = "vårdtillfälle"\npseudonymise = true')
    report = imported_through(tmp_path, how, csv_text([row], list(row)))
    assert report.refused is not None
    assert f"rad 2 kolumnen {header}" in report.refused
    assert secret not in report.refused
