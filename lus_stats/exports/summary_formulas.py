"""The month's figures as formulas over the sheet of lines; one that the lines cannot give has none."""

from collections.abc import Iterator, Mapping

from lus_stats.exports.invoice import KEYS, InvoiceDocument, Value
from lus_stats.exports.ledger import cell, span
from lus_stats.vocabulary import SWEDISH, Outcome

_FIGURE = 2  # the column that a figure stands in, as it was counted
_COUNTED = 1  # and the one where the workbook counts it again


def formulas(document: InvoiceDocument, rows: Mapping[str, int], lines: str, head: int) -> dict[str, str]:
    """A formula for each figure that is a number and follows from the lines. `rows` are the figures' on their sheet."""
    if not document.lines:
        return {}
    found = dict(_all(document, rows, lines, head))
    return {key: formula for key, formula in found.items() if _is_number(document.figure[key].value)}


def _all(document: InvoiceDocument, rows: Mapping[str, int], lines: str, head: int) -> Iterator[tuple[str, str]]:
    def column(key: str) -> str:
        return span(head + 1, head + len(document.lines), KEYS.index(key), sheet=lines)

    def above(key: str, place: int = _COUNTED) -> str:
        return cell(rows[key], place)

    yield "lines", f"=COUNTA({column('episode_id')})"
    yield "in_mean", f"=SUM({column('in_mean')})"
    yield "mean_days", f"=SUMPRODUCT({column('ready_days')},{column('in_mean')})"
    yield "mean", f"={above('mean_days')}/{above('in_mean')}"
    room = f"{above('limit', _FIGURE)}*{above('in_mean')}-{above('mean_days')}"
    yield "headroom", f"={room}"
    yield "billed", f'=COUNTIF({column("outcome")},"{SWEDISH[Outcome.BILLED]}")'
    on_the_lines = all(_is_number(line[KEYS.index("billed_days")]) for line in document.lines)
    yield "billed_days", f"=SUM({column('billed_days')})" if on_the_lines else f"=MAX(0,-({room}))"
    if on_the_lines:
        yield "amount_sek", f"=SUM({column('amount_sek')})"
    yield "blocked_days", f"=SUM({column('blocked_days')})"
    yield "blocked_sek", f"=SUM({column('blocked_sek')})"


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float)
