"""The waterfall of Fakturering: its steps in words, in order, for what the reader may see."""

from typing import Final

import polars as pl

from lus_stats.billing.waterfall import ASIDE, BEYOND_FREE, BILLED, IN_MEAN, NOT_OVER, SEVERAL, UP_TO_THRESHOLD, WHOLES
from lus_stats.rules import Terms
from lus_stats.text import numbers
from lus_stats.ui.tables import Column

SHORT: Final = {
    "admission_notice": "Inskrivningsmeddelande",
    "ready_notice": "Underrättelse",
    "care_contact": "Fast vårdkontakt",
    "home_ready": "Hemgångsklar",
    "sip_call": "Kallelse till SIP",
    "outpatient_available": "Öppen vård tillgänglig",
    "weekday_discharge": "Utskriven på vardag",
    SEVERAL: "Flera kriterier",
}
COLUMNS: Final = (
    Column("label", "Steg"),
    Column("said", "Dagar", "figure"),
    Column("episodes", "Vårdtillfällen", "count"),
)
FILE_COLUMNS: Final = (
    Column("label", "Steg"),
    Column("signed_days", "Dagar"),
    Column("episodes", "Vårdtillfällen"),
)


def steps(waterfall: pl.DataFrame, terms: Terms, note: str) -> pl.DataFrame:
    """The steps as figures.waterfall draws them; a step without days is left out, the first and last never.

    Needs: billing.waterfall of the groups the reader may see; `note` is said after the billed days.
    Shape: a row per step: label, days, kind, note, said, signed_days, episodes.
    """
    sums = {row["step"]: row for row in waterfall.group_by("step").agg(pl.col("tenths", "episodes").sum()).to_dicts()}
    whole = IN_MEAN if terms.free_days is None else BEYOND_FREE
    rows = [_row(sums, step, label, kind) for step, label, kind in _in_order(sums, whole, terms)]
    frame = pl.DataFrame(rows, schema={"step": pl.String, "label": pl.String, "kind": pl.String, **_NUMBERS})
    days = pl.col("tenths") / 10
    less = pl.col("kind") == "less"
    return frame.with_columns(
        days=days,
        note=pl.when(pl.col("kind") == "result").then(pl.lit(note)),
        signed_days=pl.when(less).then(-days).otherwise(days),
    )


_NUMBERS: Final = {"tenths": pl.Int64, "episodes": pl.Int64, "said": pl.String}


def _in_order(sums: dict[str, dict[str, int]], whole: str, terms: Terms) -> list[tuple[str, str, str]]:
    limit = numbers.threshold(terms.threshold_tenths or 0)
    criteria = sorted((step for step in SHORT if step in sums and step != SEVERAL), key=lambda s: -sums[s]["tenths"])
    first = "Dagar i medelvärdet" if whole == IN_MEAN else f"Dagar efter {free_days_words(terms)}"
    freed = [(NOT_OVER, f"Månaden inte över {limit}"), (UP_TO_THRESHOLD, f"Dagar upp till {limit}")]
    less = [*freed, *((key, SHORT[key]) for key in [*criteria, SEVERAL])]
    return [
        (whole, first, "total"),
        *((step, label, "less") for step, label in less if step in sums),
        (BILLED, "Debiteras", "result"),
    ]


def free_days_words(terms: Terms) -> str:
    """`fristdag 3`, as the figure names the last free day."""
    return f"fristdag {terms.free_days}" if terms.free_days else "underrättelsen"


def _row(sums: dict[str, dict[str, int]], step: str, label: str, kind: str) -> dict[str, object]:
    found = sums.get(step, {"tenths": 0, "episodes": 0})
    sign = numbers.MINUS if kind == "less" else ""
    said = sign + numbers.tenths(found["tenths"])
    return {"step": step, "label": label, "kind": kind, **found, "said": said} | {"step": step}


def columns(*, sees_small: bool) -> tuple[Column, ...]:
    """The steps as a table; how many episodes a step rests on only for those who see small numbers."""
    return COLUMNS if sees_small else COLUMNS[:-1]


def left_out_words(waterfall: pl.DataFrame, terms: Terms, *, sees_small: bool) -> str:
    """What was left out before the first step: late registrations, and where criteria filter the mean, the unmet."""
    late, unmet = (waterfall.filter(pl.col("step") == step) for step in ASIDE)
    after = "" if terms.free_days is None else f" efter {free_days_words(terms)}"
    said = []
    if not late.is_empty():
        said.append(f"Inte med, registrerade för sent: {_counted(late, after, sees_small)}.")
    if not unmet.is_empty():
        said.append(f"Inte i medelvärdet, kriterierna inte uppfyllda: {_counted(unmet, after, sees_small)}.")
    return " ".join(said)


def _counted(rows: pl.DataFrame, after: str, sees_small: bool) -> str:
    days = f"{numbers.days_in_tenths(int(rows['tenths'].sum()))}{after}"
    return f"{days} på {numbers.episodes(int(rows['episodes'].sum()))}" if sees_small else days


def title(rows: pl.DataFrame) -> str:
    """The figure's finding: `Av 184 dagar efter fristdagarna debiteras 68`."""
    whole, billed = rows["tenths"][0], rows["tenths"][-1]
    days = numbers.days_in_tenths(whole).replace(numbers.NBSP, " ")
    of = "i medelvärdet" if rows["step"][0] in WHOLES[1:] else "efter fristdagarna"
    return f"Av {days} {of} debiteras {numbers.tenths(billed) if billed else 'ingen'}"
