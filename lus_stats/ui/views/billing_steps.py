"""The waterfall of Fakturering: its steps in words, in order, for what the reader may see."""

from collections.abc import Collection, Sequence
from typing import Final

import polars as pl

from lus_stats.billing.waterfall import ASIDE, BEYOND_FREE, BILLED, IN_MEAN, NOT_OVER, SEVERAL, UP_TO_THRESHOLD, WHOLES
from lus_stats.disclosure import FEWEST_SHOWN
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
_ASIDE_WORDS: Final = dict(
    zip(ASIDE, ("Inte med, registrerade för sent", "Inte i medelvärdet, kriterierna inte uppfyllda"), strict=True)
)
_Step = dict[str, int | None]
_Sums = dict[str, _Step]
ANY_CRITERION: Final = "any_criterion"
COLUMNS: Final = (
    Column("label", "Steg"),
    Column("said", "Dagar", "figure", means="step_days"),
    Column("signed_sek", "Kronor", "kronor", missing="belopp saknas", means="step_amount"),
    Column("episodes", "Vårdtillfällen", "count", means="step_episodes"),
)
_NUMBERS: Final = {"tenths": pl.Int64, "amount_sek": pl.Int64, "episodes": pl.Int64, "said": pl.String}


def steps(waterfall: pl.DataFrame, terms: Terms, note: str, withheld: Collection[str]) -> pl.DataFrame:
    """The steps as figures.waterfall draws them; a step without days is left out, the first and last never.

    What is `withheld` is told together with the rest, or not at all (D120).

    Needs: billing.waterfall of the groups the reader may see; `note` is said after the billed days.
    Shape: a row per step: label, days, kind, note, said, signed_days, signed_sek, episodes.
    """
    sums = _told(_summed(waterfall), withheld)
    frame = pl.DataFrame(
        [_row(sums, step, label, kind) for step, label, kind in _in_order(sums, terms)],
        schema={"step": pl.String, "label": pl.String, "kind": pl.String, **_NUMBERS},
    )
    days = pl.col("tenths") / 10
    sign = pl.when(pl.col("kind") == "less").then(-1).otherwise(1)
    return frame.with_columns(
        days=days,
        note=pl.when(pl.col("kind") == "result").then(pl.lit(note)),
        signed_days=sign * days,
        signed_sek=sign * pl.col("amount_sek"),
    )


def _summed(waterfall: pl.DataFrame) -> _Sums:
    """Every step over all the groups; kronor unknown as soon as one group's are."""
    known = pl.when(pl.col("amount_sek").null_count() == 0).then(pl.col("amount_sek").sum())
    summed = waterfall.group_by("step").agg(pl.col("tenths", "episodes").sum(), amount_sek=known)
    return {row.pop("step"): row for row in summed.to_dicts()}


def few_in(others: pl.DataFrame) -> frozenset[str]:
    """The steps that rest on 1–4 episodes of others. Needs: step, episodes."""
    counted = others.group_by("step").agg(pl.col("episodes").sum())
    return frozenset(counted.filter(pl.col("episodes").is_between(1, FEWEST_SHOWN - 1))["step"])


def withheld_from(others: pl.DataFrame, *, moved: bool) -> frozenset[str]:
    """The steps not told by themselves: those of few of others' episodes, and criteria under a `moved` threshold.

    Moved past one municipality's mean, it would tell that municipality's part of each.  # D157

    Needs: the part of billing.waterfall whose rows the reader may not see.
    """
    criteria = others.filter(pl.col("step").is_in(list(SHORT)))["step"] if moved else ()
    return few_in(others) | frozenset(criteria)


def _told(sums: _Sums, few: Collection[str]) -> _Sums:
    """What no single patient can be told from; what is billed and what is stopped is in the table anyway.

    Criteria of which one stopped few are told together; few freed by their municipality's mean are left out, and of
    the whole with them.
    """
    told = dict(sums)
    stopped = [step for step in SHORT if step in told]
    if any(step in few for step in stopped):
        told[ANY_CRITERION] = _together([told.pop(step) for step in stopped])
    if NOT_OVER in few:
        del told[NOT_OVER]
        told[BEYOND_FREE] = _together([row for step, row in told.items() if step not in {BEYOND_FREE, *ASIDE}])
    return told


def _together(rows: Sequence[_Step]) -> _Step:
    """The sum of some steps; unknown as soon as one of them is."""
    parts = {name: [row[name] for row in rows] for name in ("tenths", "episodes", "amount_sek")}
    return {name: None if None in of else sum(one or 0 for one in of) for name, of in parts.items()}


def _in_order(sums: _Sums, terms: Terms) -> list[tuple[str, str, str]]:
    limit = numbers.threshold(terms.threshold_tenths or 0)
    has_lines = terms.free_days is not None
    whole, first = (
        (BEYOND_FREE, f"Dagar efter {free_days_words(terms)}") if has_lines else (IN_MEAN, "Dagar i medelvärdet")
    )
    criteria = sorted((step for step in SHORT if step in sums and step != SEVERAL), key=lambda s: -_tenths(sums, s))
    freed = [(NOT_OVER, f"Månaden inte över {limit}"), (UP_TO_THRESHOLD, f"Dagar upp till {limit}")]
    stopped = [(key, SHORT[key]) for key in [*criteria, SEVERAL]]
    less = [*freed, *stopped, (ANY_CRITERION, "Kriterier inte uppfyllda")]
    return [
        (whole, first, "total"),
        *((step, label, "less") for step, label in less if step in sums),
        (BILLED, "Debiteras", "result"),
    ]


def _tenths(sums: _Sums, step: str) -> int:
    return sums[step]["tenths"] or 0


def free_days_words(terms: Terms) -> str:
    """`fristdag 3`, as the figure names the last free day."""
    return f"fristdag {terms.free_days}" if terms.free_days else "underrättelsen"


def _row(sums: _Sums, step: str, label: str, kind: str) -> dict[str, object]:
    found = sums.get(step, {"tenths": 0, "episodes": 0, "amount_sek": 0})
    sign = numbers.MINUS if kind == "less" else ""
    return {"step": step, "label": label, "kind": kind, **found, "said": sign + numbers.tenths(found["tenths"] or 0)}


def columns(*, sees_small: bool) -> tuple[Column, ...]:
    """The steps as a table; how many episodes a step rests on only for those who see small numbers."""
    return COLUMNS if sees_small else COLUMNS[:-1]


def left_out_words(waterfall: pl.DataFrame, terms: Terms, withheld: Collection[str], *, sees_small: bool) -> str:
    """What is not in the first step: late registrations, where criteria filter the mean the unmet, what is withheld.

    Of how much there is then no word: what others' figures come to is no secret, what it is of few is not offered.
    """
    sums = _summed(waterfall)
    after = "" if terms.free_days is None else f" efter {free_days_words(terms)}"
    said = [
        f"{words.replace(', ', ': ')}." if step in withheld else f"{words}: {_counted(sums[step], after, sees_small)}."
        for step, words in _ASIDE_WORDS.items()
        if step in sums
    ]
    if NOT_OVER in withheld:
        said.append(f"Inte med: kommuner som inte är över {numbers.threshold(terms.threshold_tenths or 0)}.")
    return " ".join(said)


def _counted(row: _Step, after: str, sees_small: bool) -> str:
    days = f"{numbers.days_in_tenths(row['tenths'] or 0)}{after}"
    return f"{days} på {numbers.episodes(row['episodes'] or 0)}" if sees_small else days


def title(rows: pl.DataFrame) -> str:
    """The figure's finding: `Av 184 dagar efter fristdagarna debiteras 68`."""
    whole, billed = rows["tenths"][0], rows["tenths"][-1]
    days = numbers.days_in_tenths(whole).replace(numbers.NBSP, " ")
    of = "i medelvärdet" if rows["step"][0] in WHOLES[1:] else "efter fristdagarna"
    return f"Av {days} {of} debiteras {numbers.tenths(billed) if billed else 'ingen'}"
