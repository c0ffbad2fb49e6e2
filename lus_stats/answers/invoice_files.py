"""The files of Fakturaunderlag as bytes: one month as a workbook or typeset, and a year of months in one workbook."""

from dataclasses import dataclass, replace

from lus_stats import months
from lus_stats.answers.bill import bill
from lus_stats.answers.document import Document, document_of
from lus_stats.answers.invoice_words import in_words
from lus_stats.answers.question import Question
from lus_stats.errors import Refused
from lus_stats.exports.invoice_pdf import invoice_pdf
from lus_stats.exports.invoice_workbook import invoice_workbook
from lus_stats.exports.year_workbook import YearMonth, year_workbook
from lus_stats.geography import municipality_name
from lus_stats.store import DataFolder
from lus_stats.text import numbers
from lus_stats.vocabulary import SWEDISH, CareForm

MONTHS_IN_A_YEAR = 12


@dataclass(frozen=True)
class Made:
    """A file and what it is called."""

    name: str
    content: bytes


def workbook_of(folder: DataFolder, one: Document) -> Made:
    """The month as a workbook, every line explained."""
    said = in_words(folder, one, explained=True)
    return Made(f"{said.file_stem}.xlsx", invoice_workbook(said))


def pdf_of(folder: DataFolder, one: Document) -> Made:
    """The month typeset."""
    said = in_words(folder, one, explained=False)
    return Made(f"{said.file_stem}.pdf", invoice_pdf(said))


def year_of(folder: DataFolder, question: Question, care_form: CareForm) -> Made:
    """The twelve months that end with the question's, of one municipality and care form (D138).

    Each month is counted on its own basis and terms; one that cannot be says why.
    """
    last = question.month
    year = [months.following(last, -back) for back in reversed(range(MONTHS_IN_A_YEAR))]
    counted = [_month(folder, replace(question, month=month), care_form) for month in year]
    name = municipality_name(question.municipality or "")
    form = SWEDISH[care_form]
    title = f"Fakturaunderlag, {name}, {numbers.month_and_year(year[0])} till {numbers.month_and_year(last)}"
    subtitle = f"{form.capitalize()} vård · simulering"
    stem = f"fakturaunderlag-{question.municipality}-{months.key(year[0])}-{months.key(last)}-{form}"
    return Made(f"{stem}.xlsx", year_workbook(title, subtitle, counted))


def _month(folder: DataFolder, question: Question, care_form: CareForm) -> YearMonth:
    try:
        found = document_of(folder, bill(folder, question), question, care_form)
    except Refused as refused:
        return YearMonth(question.month, None, f"{str(refused).partition('. ')[0]}.")
    return YearMonth(question.month, in_words(folder, found, explained=False))
