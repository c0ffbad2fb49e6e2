"""One episode as a card: why its days are, or are not, charged."""

from html import escape

import polars as pl

from lus_stats.answers.explanation import CriterionState, Explanation, TriedCriterion
from lus_stats.figures import day_strip
from lus_stats.ui.tables import tag_html

MARKS = {
    CriterionState.MET: "✓",
    CriterionState.UNMET: "✗",
    CriterionState.NOT_RECORDED: "?",
    CriterionState.EXEMPT: "–",
}
_DAYS = {"day": pl.Date, "number": pl.Int64, "state": pl.String, "amount_sek": pl.Int64}


def card(explained: Explanation) -> str:
    """The whole card in HTML, escaped."""
    criteria = "".join(_criterion(one) for one in explained.criteria)
    without = explained.without_sentence
    return (
        f'<article class="episode"><h2>{escape(explained.title)}{_marks(explained)}</h2>'
        f'<p class="place">{escape(explained.place_line)}</p>'
        f"<p>{strong(explained.clock_sentence)}</p>{_strip(explained)}"
        f"<h3>{escape(explained.criteria_title)}</h3>"
        f'<ul class="criteria">{criteria}</ul>'
        f"<p>{strong(explained.outcome_sentence)}</p>"
        + (f'<p class="without">{strong(without)}</p>' if without else "")
        + f'<p class="place">{escape(explained.source_line)}</p>'
        '<p class="print-card"><button type="button">Skriv ut kortet</button></p></article>'
    )


def strong(sentence: str) -> str:
    """A sentence whose `**` marks what is strong, in HTML."""
    parts = enumerate(sentence.split("**"))
    return "".join(f"<strong>{escape(part)}</strong>" if at % 2 else escape(part) for at, part in parts)


def _marks(explained: Explanation) -> str:
    return "".join(f" {tag_html(mark)}" for mark in explained.marks)


def _strip(explained: Explanation) -> str:
    rows = [{name: getattr(day, name) for name in _DAYS} for day in explained.days]
    return day_strip(pl.DataFrame(rows, schema=_DAYS)) if rows else ""


def _criterion(tried: TriedCriterion) -> str:
    """One criterion: how it went, what it is, on what facts, who answers for it, and where it is written."""
    return (
        f'<li class="{tried.state}"><span class="mark" aria-hidden="true">{MARKS[tried.state]}</span>'
        f'<span class="what">{escape(tried.criterion.label)}<small>{escape(tried.words)}</small></span>'
        f'<span class="where">{escape(tried.criterion.paragraph)}</span></li>'
    )
