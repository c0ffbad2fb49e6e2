"""Fakturaunderlag as files: texts that stay texts, sums that add up, a typeset page for everyone, a year of months."""

import json
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from lus_stats import months
from lus_stats.answers import Question
from lus_stats.answers.document import Document, document
from lus_stats.answers.invoice_files import pdf_of, workbook_of, year_of
from lus_stats.answers.invoice_words import in_words
from lus_stats.exports.content_pdf import read_content
from lus_stats.exports.invoice import InvoiceDocument
from lus_stats.exports.invoice_pdf import invoice_pdf
from lus_stats.exports.invoice_workbook import invoice_workbook
from lus_stats.rules import NO_CHANGES, Changes
from lus_stats.store import DataFolder, open_data
from lus_stats.vocabulary import CareForm
from tests.oracle.patients import patient
from tests.pages.documents import Workbook, pdf_text
from tests.unit.lus import imported, lus, two_patients

FEBRUARY = months.parse("2020-02")
HOSTILE = (
    '=HYPERLINK("http://x")',
    "#panic() $x$ @y *z* _w_ `q` <l> \\u{1F600} // c /* d */ [e] {f}",
    '«”’" & <b>',
    "שלום مرحبا \u202eevil\u202c",
    "日本 😀 \u0007",
    "x" * 400,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    stopped = patient("stoppad", "2020-02-10 10:00", "2020-02-20 14:00", hemgångsklar="nej")
    over_new_year = patient("nyår", "2019-12-30 10:00", "2020-02-03 14:00")
    rows = [*two_patients(), stopped, over_new_year]
    return open_data(imported(tmp_path_factory.mktemp("data"), rows))


def basis(
    folder: DataFolder, agreement: str | None = None, code: str = "1880", changes: Changes = NO_CHANGES
) -> Document:
    return document(folder, Question(FEBRUARY, None, code, agreement, changes), CareForm.SOMATIC)


def sheet(content: bytes, name: str) -> list[tuple[Any, ...]]:
    """A sheet's rows with the values that were written."""
    return list(openpyxl.load_workbook(BytesIO(content), data_only=True)[name].iter_rows(values_only=True))


def hostile(said: InvoiceDocument, texts: Sequence[str]) -> InvoiceDocument:
    """The document with texts that somebody might have in a column."""
    line, printed = said.lines[0], said.printed[0]
    return replace(
        said,
        lines=tuple((text, text, text, *line[3:]) for text in texts),
        printed=tuple((text, *printed[1:]) for text in texts),
    )


def test_the_workbook_has_its_sheets_and_the_content_id_on_each_first_page(folder: DataFolder) -> None:
    one = basis(folder)
    content = workbook_of(folder, one).content
    book = openpyxl.load_workbook(BytesIO(content))
    assert [(sheet.title, sheet.sheet_state) for sheet in book.worksheets] == [
        ("Underlag", "visible"),
        ("Sammanfattning", "visible"),
        ("Definitioner och villkor", "visible"),
        ("Förklaringar", "visible"),
        ("Underskrifter", "visible"),
        ("Kontroll", "hidden"),
    ]
    assert one.content_id in sheet(content, "Underlag")[2][0]
    assert ("Innehålls-id", one.content_id) in [row[:2] for row in sheet(content, "Sammanfattning")]
    assert one.content_id in sheet(content, "Underskrifter")[10][0]


def test_dates_and_numbers_are_real_ones(folder: DataFolder) -> None:
    kalle = Workbook(workbook_of(folder, basis(folder)).content).rows("Underlag", 5)[0]
    assert kalle["Vårdtillfälle"] == "kalle"
    assert f"{kalle['Första dag']:%Y-%m-%d}" == "2020-02-01"
    assert (kalle["Debiterade dagar"], kalle["Debiteras, kronor"]) == (1, 8200)


def test_each_line_is_explained_in_the_words_of_the_command_line(folder: DataFolder) -> None:
    rows = sheet(workbook_of(folder, basis(folder)).content, "Förklaringar")
    assert [row[0] for row in rows[1:]] == ["kalle", "nyår", "stina", "stoppad"]
    by_id = {row[0]: row for row in rows[1:]}
    place = folder.place
    for name in ("kalle", "stoppad"):
        called = lus("explain", name, "--data", place, "--format", "json").json
        _, title, clock, days, criteria, outcome, without = by_id[name]
        assert [clock, outcome, without] == called["sentences"]
        assert f"{len(called['days'])}" in days.replace("–", " ")
        assert title.startswith(f"{name} · varför")
        for one in called["criteria"]:
            assert f"{one['label']}: " in criteria
            assert one["paragraph"] in criteria
    assert "Hemgångsklar säkerställd: inte uppfyllt · nej (sluten vård), Örebromodellen" in by_id["stoppad"][4]


def test_a_document_explains_its_own_words_and_not_those_of_other_pages(folder: DataFolder) -> None:
    explained = {term for term, *_ in in_words(folder, basis(folder), explained=False).definitions}
    assert {"Skuggfaktura", "Utrymme", "Avgörande vårdtillfälle", "Innehålls-id"} <= explained
    assert not {"Scenario", "Chans att passera gränsen", "Dolt: färre än 5"} & explained


def test_a_text_is_never_a_formula(folder: DataFolder) -> None:
    said = hostile(in_words(folder, basis(folder), explained=False), HOSTILE)
    written = Workbook(invoice_workbook(said)).all_formulas()
    assert written
    assert all(
        formula.startswith(("=SUM(", "=COUNT", "=SUMPRODUCT(", "=IF(ROUND(", "=MAX(", "=B", "=C"))
        for *_, formula in written
    )
    rows = sheet(invoice_workbook(said), "Underlag")
    assert [row[0] for row in rows[5 : 5 + 3]] == list(HOSTILE[:3])
    assert rows[10][0] == HOSTILE[5]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_typeset_text_is_never_markup(folder: DataFolder, text: str) -> None:
    said = hostile(in_words(folder, basis(folder), explained=False), [text])
    content = invoice_pdf(replace(said, title=f"Fakturaunderlag {text[:60]}", sentence=text))
    read = pdf_text(content).replace("\n", "").replace(" ", "")
    if text.isascii():
        assert text.replace(" ", "")[:100] in read
    assert "\u202e" not in read
    assert "Underskrift" in read


def test_a_character_that_no_typeface_has_is_said_by_its_number(folder: DataFolder) -> None:
    said = hostile(in_words(folder, basis(folder), explained=False), ["日-1"])
    assert "[U+65E5]-1" in pdf_text(invoice_pdf(said)).replace("\n", "")


def test_the_pdf_is_for_everyone(folder: DataFolder) -> None:
    one = basis(folder)
    made = pdf_of(folder, one)
    read = PdfReader(BytesIO(made.content))
    root: Any = read.trailer["/Root"]
    assert root["/Lang"].startswith("sv")
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert read.xmp_metadata is not None
    assert "<pdfuaid:part>1</pdfuaid:part>" in read.xmp_metadata.stream.get_data().decode()
    assert read.metadata is not None
    assert read.metadata.title == "Fakturaunderlag, Örebro, februari 2020"
    assert one.content_id in str(read.metadata["/Keywords"])
    pages = [page.extract_text() for page in read.pages]
    for number, text in enumerate(pages, 1):
        assert f"sida {number} av {len(pages)}" in text
    whole = "\n".join(pages)
    assert one.content_id in whole
    assert "2020-03-06" in whole
    assert "1, underlag för fakturering" in whole
    assert made.name == "fakturaunderlag-1880-2020-02-somatisk.pdf"
    assert read_content(made.content) == one.content
    assert json.loads(read.attachments["underlag.json"][0]) == one.facts


def test_the_same_document_is_the_same_file(folder: DataFolder) -> None:
    one = basis(folder)
    assert pdf_of(folder, one) == pdf_of(folder, basis(folder))
    assert workbook_of(folder, one) == workbook_of(folder, basis(folder))


def test_other_terms_are_another_document_and_said(folder: DataFolder) -> None:
    own, changed = basis(folder), basis(folder, changes=Changes(threshold_tenths=25, free_days=2))
    assert own.content_id != changed.content_id
    text = pdf_text(pdf_of(folder, changed).content).replace("\n", " ")
    assert "gräns 2,5 i stället för 3,0" in text
    assert "Ändrade villkor" in text


def test_a_month_billed_as_a_whole_has_its_sum_on_the_month(folder: DataFolder) -> None:
    book = Workbook(workbook_of(folder, basis(folder, "skane")).content)
    assert {row["Debiterade dagar"] for row in book.rows("Underlag", 5)} == {"ej tillämpligt"}
    figures = {row["Uppgift"]: row for row in book.rows("Sammanfattning", 5)}
    days = figures["Debiterade dagar"]["Enligt LUS-statistik"]
    assert days > 0
    assert figures["Debiterade dagar"]["Räknat i arbetsboken"] == pytest.approx(days)
    assert figures["Stoppade dagar"]["Enligt LUS-statistik"] == "ej tillämpligt"


def test_nobody_discharged_is_a_document_too(folder: DataFolder) -> None:
    one = basis(folder, code="1881")
    assert one.group is None
    book = Workbook(workbook_of(folder, one).content)
    assert book.rows("Underlag", 5) == []
    assert book.all_formulas() == []
    figures = {row["Uppgift"]: row["Enligt LUS-statistik"] for row in book.rows("Sammanfattning", 5)}
    assert (figures["Medelvärde, dagar"], figures["Att betala, kronor"]) == ("saknas", 0)
    assert "Inga vårdtillfällen skrevs ut" in pdf_text(pdf_of(folder, one).content)


def test_a_year_adds_up_and_says_which_months_it_lacks(folder: DataFolder) -> None:
    made = year_of(folder, Question(months.parse("2020-03"), None, "1880"), CareForm.SOMATIC)
    assert made.name == "fakturaunderlag-1880-2019-04-2020-03-somatisk.xlsx"
    book = Workbook(made.content)
    rows = book.rows("Året", 5)
    assert [f"{row['Månad']:%Y-%m}" for row in rows[:12]] == [f"2019-{n:02}" for n in range(4, 13)] + [
        "2020-01",
        "2020-02",
        "2020-03",
    ]
    assert rows[0]["Vårdtillfällen"] == "Det finns inga uppgifter för 2019-04."
    february = rows[10]
    one = basis(folder)
    assert one.group is not None
    assert (february["Vårdtillfällen"], february["Att betala, kronor"]) == (4, one.group["amount_sek"])
    assert february["Innehålls-id"] == one.content_id
    written = book.all_formulas()
    assert len(written) > 6
    for name, cell, value, formula in written:
        assert book.worked_out(name, formula) == value, (name, cell)


def test_a_sum_with_an_unknown_amount_is_not_said(tmp_path: Path) -> None:
    rows = two_patients(2021)
    opened = open_data(imported(tmp_path, rows, "2021-03-05"))
    one = document(opened, Question(months.parse("2021-02"), None, "1880"), CareForm.SOMATIC)
    book = Workbook(workbook_of(opened, one).content)
    total = book.rows("Underlag", 5)
    assert total[0]["Debiteras, kronor"] == "belopp saknas"
    figures = {row["Uppgift"]: row["Enligt LUS-statistik"] for row in book.rows("Sammanfattning", 5)}
    assert figures["Att betala, kronor"] == "belopp saknas"
    year = Workbook(year_of(opened, one.question, CareForm.SOMATIC).content)
    last = next(row for row in year.values["Året"].iter_rows(values_only=True) if row[0] == "Summa")
    assert last[9] == "belopp saknas"
