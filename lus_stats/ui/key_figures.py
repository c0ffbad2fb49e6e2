"""Key figures as cards in plain HTML, each with its last months."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from lus_stats.figures import sparkline


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One card: its name, its value as written, what is said under it, and its last months."""

    label: str
    value: str
    note: str = ""
    history: tuple[float | None, ...] = ()
    threshold: float | None = None
    history_text: str = ""


def cards(figures: Sequence[KeyFigure], columns: int | None) -> str:
    """Cards in rows, of `columns` where there is room; each history has `history_text` for those who cannot see it."""
    wide = f" of-{columns}" if columns else ""
    return f'<dl class="key-figures{wide}">{"".join(map(_card, figures))}</dl>'


def _card(figure: KeyFigure) -> str:
    """One card."""
    drawn = sparkline(figure.history, threshold=figure.threshold) if figure.history else ""
    line = (
        f'<dd class="spark" style="--spark: url(\'{drawn}\')">'
        f'<span role="img" aria-label="{escape(figure.history_text)}"></span></dd>'
        if drawn
        else '<dd class="spark empty"></dd>'
    )
    value = f'<dd class="value">{escape(figure.value)}</dd>'
    return f'<div><dt>{escape(figure.label)}</dt>{value}{line}<dd class="note">{escape(figure.note)}</dd></div>'
