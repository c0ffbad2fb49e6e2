"""Tänk om as one reader may see it: the finding, the municipalities under both sets of terms, what each change does."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import polars as pl

from lus_stats.answers import WhatIf
from lus_stats.answers.what_if import TOGETHER
from lus_stats.figures.theme import month_long
from lus_stats.geography import municipality_name
from lus_stats.text import numbers, what_if
from lus_stats.text.what_if import Moved
from lus_stats.ui.filters import Filters
from lus_stats.ui.tables import Column
from lus_stats.ui.views import held, rights, what_if_rows, what_if_sums
from lus_stats.ui.views.amounts import mark, worst
from lus_stats.ui.views.terms import extract_words
from lus_stats.ui.views.what_if_question import Sides
from lus_stats.vocabulary import SWEDISH

PARTS_COLUMNS = (
    Column("part", "Ändring"),
    Column("days", "Dagar", "figure"),
    Column("sek", "Kronor", "figure"),
)


@dataclass(frozen=True)
class WhatIfView:
    """What the page draws; `is_empty` where the county has nothing in the period."""

    status: tuple[str, ...]
    sentence: str
    said: tuple[str, ...]
    left_out: str
    terms: str
    title: str
    subtitle: str
    bars: pl.DataFrame
    bars_alt: str
    rows: pl.DataFrame
    columns: tuple[Column, ...]
    caption: str
    parts: pl.DataFrame
    is_changed: bool
    is_empty: bool


def what_if_view(answer: WhatIf, chosen: Filters, both: Sides, hidden_elsewhere: Collection[str]) -> WhatIfView:
    """The view of a county's what-if in one care form. `hidden_elsewhere`: by the statistics, in any of the months."""
    listed = what_if_sums.by_municipality(answer, chosen, hidden_elsewhere)
    shown = listed.filter(pl.col("months").is_not_null())
    moved = _moved(shown, both)
    month = chosen.month or date.max
    place = f"{held.place(chosen)}, {SWEDISH[chosen.care_form]} vård"
    labels = f"A: {both.labels[0]}. B: {both.labels[1]}." if both.is_changed else f"A: {both.first.label}."
    rows = what_if_rows.rows(listed, both, chosen.pool)
    marked = mark(moved.status, invented=moved.invented)
    return WhatIfView(
        status=_status(answer, chosen, both, month),
        sentence=_sentence(listed, shown, chosen, both, moved, when := _when(answer, month)),
        said=both.said,
        left_out=_left_out(answer),
        terms=_terms(both),
        title=_title(shown, both),
        subtitle=f"{place}, {when}. {labels}",
        bars=_bars(shown) if both.is_changed else _bars(shown.clear()),
        bars_alt=_alternative(shown, both, place),
        rows=rows,
        columns=what_if_rows.columns(rows, both, chosen.pool, marked),
        caption=f"Två uppsättningar villkor per kommun, {place}, {when} ({labels.rstrip('.').replace('. B', '; B')})",
        parts=_parts(answer, shown, both),
        is_changed=both.is_changed,
        is_empty=answer.outcomes.is_empty(),
    )


def _terms(both: Sides) -> str:
    """Both sets of terms, as the form's heading and a printed page say them."""
    changed = f"{both.second.label} med {'; '.join(both.words)}" if both.words else both.second.label
    second = f" B: {changed}." if both.is_changed else ""
    return f"A: {both.first.label}.{second} Ett tomt fält lämnar villkoret som det är."


def _moved(shown: pl.DataFrame, both: Sides) -> Moved:
    tenths, sek = (what_if_sums.total(shown, name) for name in ("tenths_effect", "sek_effect"))
    limits = both.before.threshold_tenths, both.after.threshold_tenths
    over = None if None in limits else int((shown["over_after"] - shown["over_before"]).sum())
    charged = [status for side in what_if_sums.SIDES for status in shown[f"amount_status_{side}"].drop_nulls()]
    invented = any(shown[f"invented_{side}"].any() for side in what_if_sums.SIDES)
    return Moved(tenths or 0, sek, over, worst(charged), invented=invented)


def _when(answer: WhatIf, month: date) -> str:
    if len(answer.counted) == 1 and not answer.left_out:
        return f"i {month_long(month)}"
    return f"under {numbers.counted(len(answer.counted), 'månad', 'månader')} till och med {month_long(month)}"


def _status(answer: WhatIf, chosen: Filters, both: Sides, month: date) -> tuple[str, ...]:
    newest = answer.extracts.filter(pl.col("month") == month)
    return (
        f"Utskrivna {_when(answer, month)}",
        f"{SWEDISH[chosen.care_form]} vård",
        extract_words(newest, chosen),
        f"{both.first.label}, villkor från {both.before.valid_from}",
        f"mot {both.second.label}" if both.first.key != both.second.key else "",
        *held.notice(chosen),
        "simulering",
    )


def _sentence(listed: pl.DataFrame, shown: pl.DataFrame, chosen: Filters, both: Sides, moved: Moved, when: str) -> str:
    only = rights.only_compared(chosen)
    hidden = int(listed["hidden"].sum())
    every = held.payers(chosen) if not hidden else "de kommuner som visas"
    who = municipality_name(only) if only else every
    if not both.is_changed:
        paid = what_if_sums.total(shown, "amount_sek_before")
        said = numbers.kronor(None) if paid is None else what_if.money(paid)
        return what_if.nothing_changed(both.first.label, who, when, said + what_if.marked(moved))
    terms = both.changes.terms
    names = both.first.label, both.second.label
    beginning = what_if.under(terms[0] if len(terms) == 1 else None, both.words, names)
    return what_if.headline(beginning, who, when, moved, months=chosen.pool, hidden=hidden)


def _left_out(answer: WhatIf) -> str:
    if not answer.left_out:
        return ""
    names = numbers.shortened([month_long(month) for month in answer.left_out])
    return f"{numbers.capitalised(names)} är inte med: uppgifter saknas, eller ligger före villkoren."


def _title(shown: pl.DataFrame, both: Sides) -> str:
    """The figure's finding: who wins and who loses."""
    if not both.is_changed:
        return "Kronor per kommun"
    effect = shown.select(effect=pl.col("sek_effect").fill_null(pl.col("tenths_effect")))["effect"]
    return what_if.winners(int((effect > 0).sum()), int((effect < 0).sum()), int((effect == 0).sum()))


def _bars(shown: pl.DataFrame) -> pl.DataFrame:
    """The municipalities with anything to pay on either side; days where any kronor are unknown."""
    unit, of = ("sek", "amount_sek") if _priced(shown) else ("days", "billed_tenths")
    before, after = (pl.col(f"{of}_{side}") / (1 if unit == "sek" else 10) for side in what_if_sums.SIDES)
    placed = shown.select(label="municipality", before=before, after=after, unit=pl.lit(unit))
    paying = placed.filter((pl.col("before") > 0) | (pl.col("after") > 0))
    return paying.sort(pl.col("after") - pl.col("before"), "after", "label", descending=[True, True, False])


def _priced(shown: pl.DataFrame) -> bool:
    return not any(shown[f"amount_sek_{side}"].null_count() for side in what_if_sums.SIDES)


def _alternative(shown: pl.DataFrame, both: Sides, place: str) -> str:
    """The figure read out."""
    bars = _bars(shown)
    unit = "kronor" if _priced(shown) else "dagar"
    before, after = both.labels
    said = [
        f"{label} {numbers.number(first)} mot {numbers.number(second)}"
        for label, first, second in bars.select("label", "before", "after").iter_rows()
    ]
    return f"{place}, {unit} {before} mot {after}: {'; '.join(said) or 'ingen kommun betalar'}."


def _parts(answer: WhatIf, shown: pl.DataFrame, both: Sides) -> pl.DataFrame:
    """What each change does alone, what is left, and the whole; none where only one thing is changed."""
    own = answer.parts.join(shown, on="municipality_code", how="semi")
    names = both.part_words
    parts = list(dict.fromkeys(own["part"].to_list()))
    if len(parts) < 2:
        return pl.DataFrame(schema=dict.fromkeys(("part", "days", "sek"), pl.String))
    rows = [_part(names[part], own.filter(pl.col("part") == part)) for part in names if part in parts]
    named = [
        row | {"part": f"{row['part']} utöver var för sig"} if row["part"] == names[TOGETHER] else row for row in rows
    ]
    return pl.DataFrame([*named, _part("allt på en gång", shown)])


def _part(name: str, rows: pl.DataFrame) -> dict[str, str]:
    sek = what_if_sums.total(rows, "sek_effect")
    tenths = what_if_sums.total(rows, "tenths_effect") or 0
    signed = "+" if tenths > 0 else ""
    return {"part": name, "days": signed + numbers.tenths(tenths), "sek": what_if_rows.signed(sek)}
