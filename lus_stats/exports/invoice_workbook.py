"""Fakturaunderlag as a workbook: the lines with live sums, the month in figures, the terms, each line explained."""

from io import BytesIO
from typing import Final

from xlsxwriter.worksheet import Worksheet

from lus_stats.exports.content_sheet import write_content
from lus_stats.exports.invoice import EXPLANATION_HEADINGS, LINE_COLUMNS, InvoiceDocument, sum_of
from lus_stats.exports.ledger import Ledger, cell, ledger, span
from lus_stats.exports.summary_formulas import formulas

LINES: Final = "Underlag"
SUMMARY: Final = "Sammanfattning"
TERMS: Final = "Definitioner och villkor"
EXPLANATIONS: Final = "Förklaringar"
SIGNATURES: Final = "Underskrifter"
HEAD: Final = 4  # the row of headings on the sheet of lines; the lines begin under it
_SIGNED: Final = ("Namn", "Befattning", "Kontakt (telefon, e-post)", "Datum", "Underskrift")


def invoice_workbook(document: InvoiceDocument) -> bytes:
    """The workbook of one municipality's month in one care form."""
    content = BytesIO()
    with ledger(content, document.title, document.content_id) as book:
        _lines(book, document)
        _summary(book, document)
        _terms(book, document)
        _explanations(book, document)
        _signatures(book, document)
        write_content(book, document.content)
    return content.getvalue()


def _top(book: Ledger, sheet: Worksheet, document: InvoiceDocument, what: str = "") -> None:
    """What the sheet is of, on its first two rows."""
    marks = "".join(f" · {mark}" for mark in document.marks)
    book.write(sheet, 0, 0, f"{document.title}{f': {what}' if what else ''}{marks}", book.style(strong=True))
    book.write(sheet, 1, 0, document.subtitle)


def _lines(book: Ledger, document: InvoiceDocument) -> None:
    sheet = book.sheet(LINES, [column.width for column in LINE_COLUMNS], wide=True)
    _top(book, sheet, document)
    book.write(sheet, 2, 0, f"Innehålls-id: {document.content_id}")
    book.named(sheet, HEAD, [column.heading for column in LINE_COLUMNS])
    for at, line in enumerate(document.lines, HEAD + 1):
        for place, column in enumerate(LINE_COLUMNS):
            form = book.style(column.kind, wrapped=column.key == "unmet")
            book.write(sheet, at, place, line[place], form)
    last = HEAD + len(document.lines)
    sheet.freeze_panes(HEAD + 1, 1)
    sheet.repeat_rows(HEAD)
    if document.lines:
        sheet.autofilter(HEAD, 0, last, len(LINE_COLUMNS) - 1)
    _sums(book, sheet, document, last)


def _sums(book: Ledger, sheet: Worksheet, document: InvoiceDocument, last: int) -> None:
    """Under the lines, an empty row between, so that a filter leaves them alone."""
    row = last + 2
    for place, column in enumerate(LINE_COLUMNS):
        form = book.style(column.kind, strong=True, above=True)
        value = sum_of([line[place] for line in document.lines]) if column.summed else None
        if isinstance(value, int) and document.lines:
            book.formula(sheet, row, place, f"=SUM({span(HEAD + 1, last, place)})", value, form)
        else:
            book.write(sheet, row, place, "Summa" if place == 0 else value, form)


def _summary(book: Ledger, document: InvoiceDocument) -> None:
    """Each figure counted in the workbook itself, beside it as we counted it, and whether they agree."""
    sheet = book.sheet(SUMMARY, [58, 20, 22, 16])
    _top(book, sheet, document, "sammanfattning")
    book.write(sheet, 2, 0, document.sentence, book.style(wrapped=True))
    book.named(sheet, HEAD, ("Uppgift", "Räknat i arbetsboken", "Enligt LUS-statistik", "Kontroll"))
    rows = {figure.key: HEAD + 1 + at for at, figure in enumerate(document.figures)}
    written = formulas(document, rows, LINES, HEAD)
    for figure in document.figures:
        row, form = rows[figure.key], book.style(figure.kind)
        book.write(sheet, row, 0, figure.label)
        book.write(sheet, row, 2, figure.value, form)
        if figure.key in written:
            book.formula(sheet, row, 1, written[figure.key], figure.value, form)
            check = f'=IF(ROUND({cell(row, 1)}-{cell(row, 2)},6)=0,"stämmer","stämmer inte")'
            book.formula(sheet, row, 3, check, "stämmer", book.style())
    for at, (name, said) in enumerate(document.facts, HEAD + len(document.figures) + 3):
        book.write(sheet, at, 0, name, book.style(strong=True))
        book.write(sheet, at, 1, said)


def _terms(book: Ledger, document: InvoiceDocument) -> None:
    sheet = book.sheet(TERMS, [34, 100, 22])
    _top(book, sheet, document, "definitioner och villkor")
    book.meanings(sheet, 3, (("Villkor", document.terms), ("Begrepp", document.definitions)))


def _explanations(book: Ledger, document: InvoiceDocument) -> None:
    sheet = book.sheet(EXPLANATIONS, [width for _, width in EXPLANATION_HEADINGS], wide=True)
    book.named(sheet, 0, [heading for heading, _ in EXPLANATION_HEADINGS])
    for at, texts in enumerate(document.explanations, 1):
        for place, said in enumerate(texts):
            book.write(sheet, at, place, said, book.style(wrapped=True))
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)


def _signatures(book: Ledger, document: InvoiceDocument) -> None:
    """A contact on each side, to be filled in (rules.md §7)."""
    sheet = book.sheet(SIGNATURES, [30, 44, 44])
    _top(book, sheet, document, "underskrifter")
    book.named(sheet, 3, ("", "För kommunen", "För regionen"))
    for at, label in enumerate(_SIGNED, 4):
        sheet.set_row(at, 30)
        book.write(sheet, at, 0, label, book.style(strong=True))
        for side in (1, 2):
            book.write(sheet, at, side, None, book.style(above=True))
    book.write(sheet, 10, 0, f"Gäller underlaget med innehålls-id {document.content_id}")
