"""How figures and numbers look: colours, the Plotly template, Swedish numbers and months. The only place for it."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, Final

from babel.dates import format_date
from babel.numbers import format_decimal

from lus_stats.figures.drawing import Drawing, Trace

LOCALE: Final = "sv_SE"
NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"

# Slots, not colours: Streamlit's page replaces them with `chartCategoricalColors` of the reader's theme
# (.streamlit/config.toml, same order) when it first draws a figure, so that readers of both themes share it.
TEAL: Final = "#000001"
ACCENT: Final = "#000002"  # over the limit, billed
INK: Final = "#000003"
GREY: Final = "#000004"
TEAL_PALE: Final = "#000005"
ACCENT_PALE: Final = "#000006"
TINT: Final = "#000007"
CARD: Final = "#000008"
SOFT_TEXT: Final = "#000009"
GRID: Final = "#000010"
SLOTS: Final = (TEAL, ACCENT, INK, GREY, TEAL_PALE, ACCENT_PALE, TINT, CARD, SOFT_TEXT, GRID)
SCALE: Final = tuple(f"#0000{slot}" for slot in range(11, 21))  # `chartSequentialColors`, pale to deep

SMALL: Final = 12
KNOWN: Final = 8192  # how many written numbers and dates are remembered: Babel takes its time, and pages repeat them
CLEAR: Final = "rgba(0,0,0,0)"
MONTH_NAMES: Final = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")


@lru_cache(KNOWN)
def number(value: float | None, decimals: int = 0, *, signed: bool = False) -> str:
    """A number as Swedes write it: `3,5`, `1 234` (no-break space), a real minus; "saknas" where there is none."""
    if value is None:
        return "saknas"
    shown = Decimal(repr(float(abs(value)))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)  # D26
    text = format_decimal(shown, "#,##0." + "0" * decimals if decimals else "#,##0", locale=LOCALE)
    zero = not any(digit in text for digit in "123456789")
    sign = "" if zero else MINUS if value < 0 else "+" if signed else ""
    return sign + text.replace(" ", NBSP)


def kronor(value: int | None) -> str:
    """Whole kronor: `8 200 kr`; "belopp saknas" where the amount is unknown."""
    return "belopp saknas" if value is None else f"{number(value)}{NBSP}kr"


def percent(share: float | None, decimals: int = 0) -> str:
    """A share between 0 and 1 as `61 %`."""
    return "saknas" if share is None else f"{number(share * 100, decimals)}{NBSP}%"


def month_short(month: date) -> str:
    """`feb 2020`."""
    return f"{MONTH_NAMES[month.month - 1]}{NBSP}{month.year}"


def month_ticks(months: Sequence[date]) -> list[str]:
    """Months under an axis, in order; below the first of each year that year."""
    firsts = {month.year: month for month in reversed(months)}.values()
    years = [f"<b>{month.year}</b>" if month in firsts else "" for month in months]
    return [f"{MONTH_NAMES[month.month - 1][:3]}<br>{year}" for month, year in zip(months, years, strict=True)]


@lru_cache(KNOWN)
def month_long(month: date) -> str:
    """`februari 2020`."""
    return format_date(month, f"MMMM'{NBSP}'yyyy", locale=LOCALE)


@lru_cache(KNOWN)
def day_short(day: date) -> str:
    """`ons 1 feb`."""
    weekday = format_date(day, "EEE", locale=LOCALE).rstrip(".")
    return f"{weekday} {day.day} {MONTH_NAMES[day.month - 1]}"


def figure(traces: Iterable[Trace], height: int, **layout: Any) -> Drawing:
    """A figure in the house's dress: quiet grid, Swedish separators.

    Set on the figure itself: of a template Streamlit's page would replace most.
    """
    axis = {
        "gridcolor": GRID,
        "zeroline": False,
        "tickfont": {"size": SMALL, "color": SOFT_TEXT},
        "title": {"font": {"size": SMALL, "color": SOFT_TEXT}},
        "fixedrange": True,
    }
    dress = {
        "height": height,
        "separators": f",{NBSP}",
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"size": 13, "color": INK},
        "colorway": [TEAL],
        "margin": {"l": 4, "r": 4, "t": 4, "b": 4, "pad": 4},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"bgcolor": CARD, "bordercolor": GREY, "font": {"size": 13, "color": INK}},
    }
    axes = {name: axis | layout.pop(name, {}) for name in ("xaxis", "yaxis")}
    return Drawing(traces, dress | axes | {name: value for name, value in layout.items() if value != []})


# Plotly speaks English unless the page hands it a locale (libraries.md).
PLOTLY_LOCALE: Final[dict[str, Any]] = {
    "dictionary": {
        "Autoscale": "Anpassa skalan",
        "Download plot as a PNG": "Ladda ner bilden (PNG)",
        "Download plot as a png": "Ladda ner bilden (PNG)",
        "Download plot": "Ladda ner bilden",
        "Double-click to zoom back out": "Dubbelklicka för att zooma ut",
        "Pan": "Panorera",
        "Reset": "Återställ",
        "Reset axes": "Återställ axlarna",
        "Reset view": "Återställ vyn",
        "Image download succeeded": "Bilden är sparad",
        "Preparing image - this may take a few seconds": "Sparar bilden – det kan ta några sekunder",
        "Snapshot succeeded": "Bilden är sparad",
        "Sorry, there was a problem downloading your image!": "Bilden gick inte att spara.",
        "Sorry, there was a problem downloading your snapshot!": "Bilden gick inte att spara.",
        "Taking snapshot - this may take a few seconds": "Sparar bilden – det kan ta några sekunder",
        "Zoom": "Zooma",
        "Zoom in": "Zooma in",
        "Zoom out": "Zooma ut",
        "mean:": "medel:",
        "median:": "median:",
        "new text": "ny text",
    },
    "format": {
        "days": ["söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"],
        "shortDays": ["sön", "mån", "tis", "ons", "tors", "fre", "lör"],
        "months": [format_date(date(2020, month, 1), "MMMM", locale=LOCALE) for month in range(1, 13)],
        "shortMonths": list(MONTH_NAMES),
        "date": "%Y-%m-%d",
        "decimal": ",",
        "thousands": NBSP,
    },
}


def plotly_config(file_name: str) -> dict[str, Any]:
    """What Plotly is told on the page: Swedish, one button, and topology from our own files (never its CDN)."""
    return {
        "locale": "sv",
        "locales": {"sv": PLOTLY_LOCALE},
        "topojsonURL": "app/static/topo/",
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "filename": file_name, "scale": 2},
        "scrollZoom": False,
        "doubleClick": False,
    }
