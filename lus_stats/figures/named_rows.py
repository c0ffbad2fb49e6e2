"""The side of a figure that has a place on each row: their names, from the top."""

import re
from collections.abc import Sequence
from math import ceil
from textwrap import wrap
from typing import Any, Final

from lus_stats.figures import theme

LONGEST: Final = 24  # letters on a line: more would leave a phone no room for the figure
LINE: Final = 18  # pixels
SIZE: Final = 13  # pixels
BESIDE: Final = 21  # pixels between the names and the figure, and before them
TAG: Final = re.compile(r"</?[bi]>")
NARROW, WIDE = frozenset("fijlrtI .,:;-()'"), frozenset("mwMW%")


class RowNames:
    """So many rows' names, the long ones on more than one line, and the room that they take."""

    def __init__(self, names: Sequence[str]) -> None:
        """Needs: what is said beside each row, from the top; `<b>` and `<br>` as Plotly knows them."""
        self._lines = [[line for part in name.split("<br>") for line in _broken(part)] for name in names]

    def row(self, usual: int) -> int:
        """Pixels of each row, at least the usual."""
        return max([usual, *(LINE * len(lines) for lines in self._lines if len(lines) > 1)])

    @property
    def margin(self) -> int:
        """Pixels left of the figure, for them and a little beside. Where they need more, Plotly draws once again."""
        return BESIDE + ceil(max((_width(line) for lines in self._lines for line in lines), default=0))

    def axis(self, at: Sequence[float]) -> dict[str, Any]:
        """The axis of the rows, at so many places numbered from 0; half a row of room above and below."""
        return {
            "range": [len(at) - 0.4, -0.6],
            "tickvals": list(at),
            "ticktext": ["<br>".join(lines) for lines in self._lines],
            "tickfont": {"size": SIZE, "color": theme.INK},
            "showgrid": False,
            "automargin": True,
        }


def _broken(name: str) -> list[str]:
    """A name's lines; one in bold stays whole, as its tags would be torn apart."""
    return [name] if TAG.search(name) else wrap(name, LONGEST, break_long_words=False) or [""]


def _width(line: str) -> float:
    """About as many pixels as the app's font takes, rather too many."""
    return sum(
        4.0 if one in NARROW else 10.8 if one in WIDE else 7.6 if one.isupper() else 6.6 for one in TAG.sub("", line)
    )
