"""A small line for a key figure: the last months at a glance."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import quote

WIDTH: Final = 160
HEIGHT: Final = 34
EDGE: Final = 5
KNOWN: Final = 4096  # lines, about a kilobyte each: every rerun draws a page's again


@lru_cache(KNOWN)
def sparkline(values: tuple[float | None, ...], *, threshold: float | None = None) -> str:
    """The series as an SVG in a data address, to be used as a mask: the page gives it its colour.

    A missing value breaks the line; the last one has a dot; the threshold is dashed. Empty where nothing is known.
    """
    known = [value for value in values if value is not None]
    if not known:
        return ""
    ends = [*known, *([threshold] if threshold is not None else [])]
    low, high = min(ends), max(ends)

    def y(value: float) -> float:
        return HEIGHT / 2 if high == low else HEIGHT - EDGE - (value - low) / (high - low) * (HEIGHT - 2 * EDGE)

    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    points = [(EDGE + at * step, None if value is None else y(value)) for at, value in enumerate(values)]
    parts = [f"<path d='{_path(points)}' fill='none' stroke='#000' stroke-width='1.7' stroke-linejoin='round'/>"]
    if threshold is not None:
        at = f"{y(threshold):.1f}"
        parts.append(f"<path d='M0 {at}H{WIDTH}' stroke='#000' stroke-opacity='.6' stroke-dasharray='3 3'/>")
    if points[-1][1] is not None:
        parts.append(f"<circle cx='{points[-1][0]:.1f}' cy='{points[-1][1]:.1f}' r='3.2'/>")
    size = f"viewBox='0 0 {WIDTH} {HEIGHT}' width='{WIDTH}' height='{HEIGHT}'"
    return "data:image/svg+xml," + quote(f"<svg xmlns='http://www.w3.org/2000/svg' {size}>{''.join(parts)}</svg>")


def _path(points: Sequence[tuple[float, float | None]]) -> str:
    """The line, lifted over what is missing."""
    drawn, lifted = [], True
    for x, y in points:
        if y is not None:
            drawn.append(f"{'M' if lifted else 'L'}{x:.1f} {y:.1f}")
        lifted = y is None
    return "".join(drawn)
