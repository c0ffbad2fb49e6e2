"""The lines among an invoice's rows: what is a line, what is a sum, what is only text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from lus_stats.answers.reconciliation.columns import SAID
from lus_stats.answers.reconciliation.figures import decimal_of
from lus_stats.answers.reconciliation.invoice import Invoice, lines_of
from lus_stats.errors import Refused
from lus_stats.store.headers import SPACES
from lus_stats.store.naming import NAMED, names, rows_named
from lus_stats.text.reconciling import exact

_SUM: Final = re.compile(r"(?:del)?summa\b|total|att betala\b|slutsumma\b", re.IGNORECASE)

Row = tuple[int, str | None, str | None, str | None]


def invoice_of(cells: Iterable[Mapping[str, Any]], name: str) -> Invoice:
    """The invoice that some rows hold: row, episode_id, days and sek as texts, of which one may be left out.

    Errors: Refused naming every row and column whose figure cannot be read; the message lacks the file's name.
    """
    rows: list[Row] = []
    faults: list[tuple[int, str]] = []
    for cell in cells:
        days, sek = (_figure(cell, field, faults) for field in ("days", "sek"))
        rows.append((int(cell["row"]), _text(cell.get("episode_id")), days, sek))
    if faults:
        raise Refused(_unreadable(faults))
    sums = [row for row in rows if row[1] and _SUM.match(row[1])]
    texts = [row for row in rows if row[1] and row not in sums and row[2] is None and row[3] is None]
    lines = [row for row in rows if row not in sums and row not in texts and any(row[1:])]
    if not lines:
        raise Refused("har inga rader att jämföra. Kontrollera att uttaget gick klart.")
    return Invoice(name, lines_of(lines), tuple(_notes(lines, sums, texts)))


def _figure(cell: Mapping[str, Any], field: str, faults: list[tuple[int, str]]) -> str | None:
    """A figure as a plain decimal; one that cannot be read is told among the faults."""
    said = _text(cell.get(field))
    if said is None or said in {"-", "–"}:
        return None
    figure = decimal_of(said)
    if figure is None:
        faults.append((cell["row"], SAID[field]))
    return figure


def _text(value: Any) -> str | None:
    """A cell's text as the store has it; None where nothing is left."""
    return unicodedata.normalize("NFC", str(value or "")).strip(SPACES) or None


def _unreadable(faults: Sequence[tuple[int, str]]) -> str:
    places = [f"rad {row} ({column})" for row, column in faults]
    return (
        f"har siffror som inte går att läsa säkert: {names(places[:NAMED], len(places))}. "
        "Skriv dem som 3 och 8 200 eller 8200,50, utan punkt mellan tusental."
    )


def _notes(lines: Sequence[Row], sums: Sequence[Row], texts: Sequence[Row]) -> Iterator[str]:
    """What was left aside; a sum of the invoice's own that its lines do not come to."""
    if texts:
        rows = [row for row, *_ in texts]
        yield f"Utan både dagar och kronor, och därför inte jämfört: {rows_named(rows, len(rows))}."
    last = next((Decimal(sek) for *_, sek in reversed(sums) if sek), None)
    total = sum((Decimal(sek) for *_, sek in lines if sek), Decimal(0))
    if last is not None and last != total:
        yield (f"Fakturans egen summa är {exact(last)} kr, men raderna blir {exact(total)} kr. Här räknas raderna.")
