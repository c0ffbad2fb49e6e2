"""A region's invoice from a file: any table that names the episode, and its days or kronor."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from lus_stats.answers.reconciliation import columns
from lus_stats.answers.reconciliation.invoice import Invoice
from lus_stats.answers.reconciliation.lines import invoice_of
from lus_stats.errors import Refused
from lus_stats.store.naming import rows_named
from lus_stats.store.personnummer import masked, masked_words
from lus_stats.store.readers import Reading, Sheet, read
from lus_stats.store.scanning import refuse_among_headers, refuse_personnummer

_LOOKED_AT: Final = 40  # rows below the supposed names: an invoice has its own head above the table


def read_invoice(content: bytes, name: str, now: datetime) -> Invoice:
    """The lines of a delivered file. Nothing of it is kept anywhere.

    Errors: Refused for what is no table, holds a personnummer, lacks a column, or has a figure that cannot be read;
    the message never quotes a cell.
    """
    shown = masked(name, now.date())
    try:
        sheet = read(content, name)
        refuse_among_headers(sheet, now.date())
        refuse_personnummer(sheet, now.date())
        sheet, places = _with_places(sheet, content, name)
        notes = (*_loose(sheet), *sheet.notes)
        cells = sheet.cells.select("row", *(str(places[field]) for field in places))
        rows = [dict(zip(("row", *places), row, strict=True)) for row in cells.iter_rows()]
        invoice = invoice_of(rows, shown)
    except Refused as refusal:
        raise Refused(f"{shown} {masked_words(str(refusal), now.date())}") from None
    said = tuple(masked_words(note, now.date()) for note in (*invoice.notes, *notes))
    return replace(invoice, notes=said, has_days="days" in places, has_sek="sek" in places)


def _with_places(sheet: Sheet, content: bytes, name: str) -> tuple[Sheet, dict[str, int]]:
    """The sheet from the row that names its columns on, and where they are."""
    places = columns.found(sheet.headers)
    if columns.is_enough(places):
        return sheet, places
    for row, *cells in sheet.cells.head(_LOOKED_AT).rows():
        if columns.is_enough(columns.found(cells)):
            again = read(content, name, Reading(header_row=row))
            return again, columns.found(again.headers)
    raise Refused(columns.missing(places))


def _loose(sheet: Sheet) -> tuple[str, ...]:
    """Rows of another width: a line of text is passed over, anything fuller might be a line of the invoice.

    Errors: Refused naming the rows.
    """
    filled = {row: sum(bool(cell.strip()) for cell in cells) for row, cells in sheet.ragged.rows()}
    fuller = [row for row, count in filled.items() if count > 1]
    if fuller:
        raise Refused(
            f"har för få eller för många celler på {rows_named(fuller, len(fuller))}. "
            "Rätta raderna, eller spara fakturan som Excel."
        )
    return (f"Text utanför tabellen lästes inte: {rows_named(list(filled), len(filled))}.",) if filled else ()
