"""Whether a file whose content agrees also shows it: made again from the store, and held against what stands in it."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, Final

from lus_stats.answers.document import Document
from lus_stats.answers.invoice_files import pdf_of, workbook_of
from lus_stats.exports.content_sheet import read_rows
from lus_stats.exports.invoice_workbook import EXPLANATIONS, LINES, SUMMARY, TERMS
from lus_stats.store import DataFolder

_SHEETS: Final = (LINES, SUMMARY, TERMS, EXPLANATIONS)  # not the signatures, which are there to be filled in
_MOST_NAMED: Final = 10
_OTHER_BYTES: Final = (
    "Uppgifterna i filens bilaga stämmer, men filen är inte den som lagret ger: sidorna har ändrats, eller så är filen "
    "sparad av ett annat program eller gjord med en annan version av LUS-statistik. Ladda ner underlaget på nytt och "
    "jämför."
)


def altered(folder: DataFolder, one: Document, raw: bytes) -> list[str]:
    """What stands otherwise in the file than in the one made now (D137)."""
    if raw.startswith(b"%PDF-"):
        return [] if pdf_of(folder, one).content == raw else [_OTHER_BYTES]
    made = workbook_of(folder, one).content
    if made == raw:
        return []
    found = [said for sheet in _SHEETS for said in _cells(sheet, read_rows(raw, sheet), read_rows(made, sheet))]
    more = [f"Ytterligare {len(found) - _MOST_NAMED} celler skiljer sig."] if len(found) > _MOST_NAMED else []
    return found[:_MOST_NAMED] + more


def _cells(sheet: str, rows: list[tuple[Any, ...]], expected: list[tuple[Any, ...]]) -> Iterator[str]:
    for at, (row, wanted) in enumerate(zip_longest(rows, expected, fillvalue=()), 1):
        for place, (value, right) in enumerate(zip_longest(row, wanted)):
            if (value or "") != (right or ""):
                yield f"Bladet {sheet}, rad {at}, kolumn {place + 1}: {value!r} i filen, {right!r} enligt lagret."
