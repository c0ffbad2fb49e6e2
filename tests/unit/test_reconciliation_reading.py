"""The region's invoice as it may be delivered or typed, and what is refused."""

import io
from datetime import datetime
from decimal import Decimal

import pytest
import xlsxwriter

from lus_stats.answers.reconciliation import Invoice, read_invoice, typed_invoice
from lus_stats.answers.reconciliation.figures import decimal_of
from lus_stats.errors import Refused

NOW = datetime(2026, 11, 20, 12, 0)
PERSONNUMMER = "19121212-1212"


def lines(invoice: Invoice | None) -> list[tuple[object, ...]]:
    assert invoice is not None
    return invoice.lines.rows()


def read(text: str, name: str = "faktura.csv") -> Invoice:
    return read_invoice(text.encode(), name, NOW)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("8200", "8200.00"),
        ("8 200", "8200.00"),
        ("8\u00a0200,00\u00a0kr", "8200.00"),
        ("8\u202f200 kr", "8200.00"),
        ("8200:-", "8200.00"),
        ("8 200,50 SEK", "8200.50"),
        ("-8 200", "-8200.00"),
        ("\u22128 200 kr", "-8200.00"),
        ("8200-", "-8200.00"),
        ("(8 200)", "-8200.00"),
        ("1.234.567", "1234567.00"),
        ("8.200,00", "8200.00"),
        ("8,200.00", "8200.00"),
        ("3 dagar", "3.00"),
        ("1 dag", "1.00"),
        ("2,5 dygn", "2.50"),
        ("2.675", None),
        ("8.200", None),
        ("8,200", None),
        ("8200.125", "8200.13"),
        ("8199.999999999", "8200.00"),
        ("0.004", "0.00"),
        ("-0,00", "0.00"),
        ("", None),
        ("kr", None),
        ("tre", None),
        ("3-5", None),
        ("1e3", None),
        ("1 234 567 890 123", None),
        ("½", None),
    ],
)
def test_figures_are_read_as_swedes_write_them_or_not_at_all(text: str, figure: str | None) -> None:
    assert decimal_of(text) == figure


@pytest.mark.parametrize(
    "heading",
    [
        "Vårdtillfälle;Dagar;Kronor",
        "ÄRENDE;Antal dagar;Belopp",
        "Id;antal  dygn;Summa (kr)",
        "Vårdtillfälle-nr:;Debiterade dagar*;Belopp kr".replace("-nr", " nr"),
        "Vårdtillfälle;Debiterade dagar;Debiteras, kronor",
        "episode_id;billed_days;amount_sek",
    ],
)
def test_columns_are_known_by_many_names(heading: str) -> None:
    assert lines(read(f"{heading}\na;2;16 400\n")) == [(2, "a", Decimal(2), Decimal(16400))]


def test_the_head_of_an_invoice_its_sums_and_its_texts_are_no_lines() -> None:
    found = read(
        "Region Örebro län;;\nFakturanummer;4711;\nVårdtillfälle;Dagar;Belopp\n"
        "a;2;16 400\nb;1;8 200\nb;-1;−8 200\n;1;8 200\nSumma;3;24 600\nBetalas inom 30 dagar;;\n"
    )
    eight = Decimal(8200)
    assert lines(found) == [
        (4, "a", Decimal(2), eight * 2),
        (5, "b", Decimal(1), eight),
        (6, "b", Decimal(-1), -eight),
        (7, None, Decimal(1), eight),
    ]
    assert any("rad 9" in note for note in found.notes)
    assert not any("egen summa" in note for note in found.notes)


def test_a_sum_that_the_lines_do_not_come_to_is_said() -> None:
    found = read("id;kronor\na;16 400\nTotalt att betala;24 600,50\n")
    assert (
        "Fakturans egen summa är 24\u00a0600,50 kr, men raderna blir 16\u00a0400 kr. Här räknas raderna." in found.notes
    )
    assert (found.has_days, found.has_sek) == (False, True)


def test_a_workbook_is_read_as_well() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Faktura")
        for at, row in enumerate([("Ärende", "Dagar", "Belopp"), ("a", 2, 16400.5), ("b", "1", "8 200 kr")]):
            sheet.write_row(at, 0, row)
    found = read_invoice(file.getvalue(), "faktura.xlsx", NOW)
    assert lines(found) == [(2, "a", Decimal(2), Decimal("16400.5")), (3, "b", Decimal(1), Decimal(8200))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Namn;Dagar\na;2\n", "saknar en kolumn för vårdtillfället"),
        ("Vårdtillfälle;Avdelning\na;2\n", "saknar kolumner för både dagar och kronor"),
        ("id;dagar;kronor\na;2;8.200\nb;tre;1\n", "rad 2 (kronor), rad 3 (dagar)"),
        ("id;dagar;kronor\na;2;8200;extra\n", "för få eller för många celler på rad 2"),
        ("id;dagar;kronor\n", "har inga rader att jämföra"),
        (f"id;dagar;text\na;2;{PERSONNUMMER}\n", "innehåller personnummer"),
        (f"id;dagar\n{PERSONNUMMER.replace('-', '')};2\n", "innehåller personnummer"),
        (f"id;dagar;{PERSONNUMMER}\na;2;3\n", "bland kolumnernas namn"),
        ("%PDF-1.7\n", "är en PDF-fil"),
    ],
)
def test_what_cannot_be_compared_is_refused_and_quotes_nothing(text: str, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(text)
    assert str(refusal.value).startswith("faktura.csv ")
    assert said in str(refusal.value)
    assert PERSONNUMMER not in str(refusal.value)
    assert "8.200" not in str(refusal.value)


def test_a_file_name_that_holds_a_personnummer_is_not_repeated() -> None:
    with pytest.raises(Refused, match=r"^\(dolt\) ") as refusal:
        read("x", f"{PERSONNUMMER}.csv")
    assert PERSONNUMMER not in str(refusal.value)


def test_an_invoice_may_be_typed_or_pasted() -> None:
    eight = Decimal(8200)
    expected = [(1, "a", Decimal(1), eight), (3, "b", Decimal(-1), -eight), (4, "c", Decimal(2), None)]
    assert lines(typed_invoice("a; 1; 8 200 kr\n\n b\t−1\t-8200\r\nc;2", NOW)) == expected
    assert lines(typed_invoice("Belopp;Ärende\n8200;a", NOW)) == [(2, "a", None, eight)]
    assert typed_invoice(" \n\n", NOW) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a", "inte på rad 1"),
        ("a;1;2;3", "inte på rad 1"),
        ("a;1\nb;ett", "rad 2 (dagar)"),
        (f"{PERSONNUMMER};1", "innehåller personnummer"),
    ],
)
def test_what_is_typed_wrong_is_told_by_its_row(text: str, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        typed_invoice(text, NOW)
    assert said in str(refusal.value)
    assert PERSONNUMMER not in str(refusal.value)
