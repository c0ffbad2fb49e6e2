"""`lus months --diff` for the eye."""

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from lus_stats import months
from lus_stats.answers import Comparison
from lus_stats.cli.output import note, write_markdown, write_table
from lus_stats.geography import county_name, municipality_name
from lus_stats.text import differences, numbers
from lus_stats.vocabulary import SWEDISH, AmountStatus, CareForm, Difference, Model

_OVERVIEW: Final = (
    "Län", "Månad", "Vårdform", "Versioner", "För sent", "Tillkomna", "Ändrade", "Borta", "Flyttade", "Dagar", "Kronor",
)  # fmt: skip
_EPISODE: Final = ("Vårdtillfälle", "Kommun", "Skillnad", "Vad", "Dagar före", "Dagar efter", "Ger dagar", "Ger kronor")
_GROUP: Final = (
    "Kommun", "Skiljer", "Medel före", "Medel efter", "Debiteras före", "Debiteras efter", "Kronor före",
    "Kronor efter",    "Var för sig", "Tillsammans", "I allt",
)  # fmt: skip
_TEXTS: Final = ("Län", "Månad", "Vårdform", "Versioner", "Vårdtillfälle", "Kommun", "Skillnad", "Vad")
_NUMBERS: Final = tuple(name for name in (*_OVERVIEW, *_EPISODE, *_GROUP) if name not in _TEXTS)


def write_overview(found: pl.DataFrame, *, demo: bool) -> None:
    """Every month that has come again, newest first."""
    title = "Skillnader mot underlaget" + (" · Demodata" if demo else "")
    write_table(title, _OVERVIEW, map(_overview, found.to_dicts()), _NUMBERS)
    if not found.is_empty():
        note("Fakturan räknas på det frysta underlaget och ändras inte. En månads vårdtillfällen: --month.")


def write_month(answer: Comparison) -> None:
    """One county and care form: the finding, its episodes, and what their municipalities come to."""
    asked = answer.question
    demo = " · Demodata" if answer.demo else ""
    place = f"{county_name(asked.county)}, {SWEDISH[asked.care_form]}, {months.key(asked.month)}{demo}"
    write_markdown([f"**{place}**", *_finding(answer)])
    if answer.episodes.is_empty():
        return
    write_table("", _EPISODE, map(_episode, answer.episodes.to_dicts()), _NUMBERS)
    write_table("Kommunerna", _GROUP, map(_group, answer.groups.to_dicts()), _NUMBERS)
    _say_about(answer)


def _finding(answer: Comparison) -> list[str]:
    ids = answer.episodes.unique("episode_id")["change"].to_list()
    worst = answer.groups["amount_status"].max()
    status = AmountStatus(str(worst)) if worst else AmountStatus.CONFIRMED
    whole = differences.difference_sentence(
        before=answer.before.row(0, named=True),
        after=answer.after.row(0, named=True),
        counts={kind: ids.count(kind) for kind in Difference},
        status=status,
        **_summed(answer.groups, "effect"),
    )
    beside = differences.together_sentence(status=status, **_summed(answer.groups, "together"))
    return [whole, *filter(None, [beside])]


def _summed(groups: pl.DataFrame, what: str) -> dict[str, Any]:
    """Over the municipalities; kronor that one of them lacks are unknown."""
    sek = groups[f"sek_{what}"]
    return {"tenths": int(groups[f"tenths_{what}"].sum()), "sek": None if sek.has_nulls() else int(sek.sum())}


def _overview(row: Mapping[str, Any]) -> tuple[str, ...]:
    uncounted = row["tenths_effect"] is None
    return (
        county_name(row["county"]),
        months.key(row["month"]),
        SWEDISH[CareForm(row["care_form"])],
        f"{row['revision_before']} → {row['revision_after']}",
        *(numbers.number(row[kind]) for kind in Difference),
        "–" if uncounted else _tenths(row["tenths_effect"]),
        "–" if uncounted else _kronor(row["sek_effect"]),
    )


def _episode(row: Mapping[str, Any]) -> tuple[str, ...]:
    what = [differences.fact(**fact) for fact in row["facts"]]
    return (
        row["episode_id"],
        municipality_name(row["municipality_code"]),
        SWEDISH[Difference(row["change"])],
        "; ".join(filter(None, [*what, differences.place_of(row)])),
        _days(row["ready_days_before"]),
        _days(row["ready_days_after"]),
        _tenths(row["tenths_effect"]),
        _kronor(row["sek_effect"]),
    )


def _group(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        municipality_name(row["municipality_code"]),
        numbers.number(row["differences"]),
        _mean(row, "before"),
        _mean(row, "after"),
        numbers.tenths(row["billed_tenths_before"]),
        numbers.tenths(row["billed_tenths_after"]),
        numbers.kronor(row["amount_sek_before"]),
        numbers.kronor(row["amount_sek_after"]),
        _kronor(row["sek_parts"]),
        _kronor(row["sek_together"]),
        _kronor(row["sek_effect"]),
    )


def _mean(row: Mapping[str, Any], side: str) -> str:
    mean = row[f"mean_ready_days_{side}"]
    return "–" if mean is None else numbers.mean_beside(mean, row["threshold_tenths"])


def _days(count: int | None) -> str:
    return "–" if count is None else numbers.number(count)


def _tenths(tenths: int) -> str:
    return differences.signed(tenths, numbers.tenths(tenths))


def _kronor(sek: int | None) -> str:
    return differences.signed(sek, numbers.kronor(sek))


def _say_about(answer: Comparison) -> None:
    """What must be said about kronor wherever they are shown, and how to read the columns."""
    note("Varje vårdtillfälles dagar och kronor är vad just den skillnaden ensam skulle ha ändrat för hela kommunen.")
    statuses = answer.groups["amount_status"].to_list()
    if AmountStatus.UNCONFIRMED in statuses:
        note("Beloppet är obekräftat för minst ett av åren: kronorna kan komma att ändras.")
    if answer.groups["sek_effect"].has_nulls():
        note("Belopp saknas för minst ett av åren. Lägg till det i data/rules/amounts.toml när det är känt.")
    if Model.MEAN_EXCESS in answer.groups["model"].to_list():
        note(
            "Där medelvärdets överskjutande dagar betalas räknas dagarna i tiondelar, och raderna har inga egna kronor."
        )
    if answer.groups["invented"].any():
        note("Beloppet är påhittat (demobelopp) för minst ett av åren.")
