"""The files of Fakturaunderlag, made when somebody asks for one, for those who may see the rows."""

from dataclasses import dataclass, replace

from lus_stats.answers import Question
from lus_stats.answers.document import Document, document_of
from lus_stats.answers.invoice_files import Made, pdf_of, workbook_of, year_of
from lus_stats.errors import Refused
from lus_stats.ui import cache
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import terms
from lus_stats.ui.views.invoice_basis import may_see_rows
from lus_stats.vocabulary import CareForm

MONTHS = 24  # files kept; a city's month is a few hundred kilobytes
YEARS = 6


@dataclass(frozen=True)
class Asked:
    """The county's question, whose answer is at hand, the municipality's own, and the care form."""

    county: Question
    own: Question
    care_form: CareForm


def month_as_excel(chosen: Filters) -> bytes:
    """The month as a workbook.

    Errors: Refused for a reader who may not see the rows.
    """
    return _excel(*cache.key(), _asked(chosen)).content


def month_as_pdf(chosen: Filters) -> bytes:
    """The month typeset.

    Errors: as month_as_excel.
    """
    return _pdf(*cache.key(), _asked(chosen)).content


def year_as_excel(chosen: Filters) -> bytes:
    """The twelve months that end with the view's, in one workbook.

    Errors: as month_as_excel.
    """
    return _year(*cache.key(), _asked(chosen)).content


def _asked(chosen: Filters) -> Asked:
    if chosen.month is None or not may_see_rows(chosen):
        raise Refused("Underlaget lämnas bara ut till kommunen själv och till regionen.")
    counted = terms.counting(chosen, cache.rulebook(), chosen.month)
    asked = terms.question(chosen, counted, chosen.month)
    return Asked(asked, replace(asked, municipality=chosen.municipality), chosen.care_form)


def _document(asked: Asked) -> Document:
    return document_of(cache.folder(), cache.bill(asked.county), asked.own, asked.care_form)


# The arguments `location` and `stamp` are there to be part of the key.


@cache.kept(MONTHS)
def _excel(location: str, stamp: str, asked: Asked) -> Made:
    del location, stamp
    return workbook_of(cache.folder(), _document(asked))


@cache.kept(MONTHS)
def _pdf(location: str, stamp: str, asked: Asked) -> Made:
    del location, stamp
    return pdf_of(cache.folder(), _document(asked))


@cache.kept(YEARS)
def _year(location: str, stamp: str, asked: Asked) -> Made:
    del location, stamp
    return year_of(cache.folder(), asked.own, asked.care_form)
