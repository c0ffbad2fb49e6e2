"""The calculator of Metod: a stay typed by hand, counted under every agreement side by side."""

from datetime import timedelta
from html import escape

import polars as pl

from lus_stats import months
from lus_stats.answers.calculator import Counted, calculate
from lus_stats.errors import WrongCall
from lus_stats.figures import day_strip
from lus_stats.rules import Rulebook, Terms
from lus_stats.text import stay
from lus_stats.ui.views.episode_card import strong
from lus_stats.vocabulary import SWEDISH

NOTICE = "Underrättelse"
DISCHARGE = "Utskriven"
EXAMPLE = (stay.EXAMPLE, "2020-02-04 14:00")
AHEAD = timedelta(days=366)


def calculator(rulebook: Rulebook, notice: str, discharge: str) -> str:
    """Every agreement's days for a stay in HTML; what cannot be read is said instead."""
    try:
        notice_at, discharged_at = stay.moment(notice, NOTICE), stay.moment(discharge, DISCHARGE)
        stay.check_stay(notice_at, discharged_at, months.now().date() + AHEAD)
    except WrongCall as wrong:
        return f'<p class="empty" role="alert">{escape(str(wrong))}</p>'
    columns = "".join(_column(one) for one in calculate(rulebook, notice_at, discharged_at))
    return f'<h2 class="visually-hidden">Räkna själv</h2><div class="side-by-side">{columns}</div>'


def _column(counted: Counted) -> str:
    """One agreement: its name, the count in a sentence, the days."""
    forms = " och ".join(SWEDISH[form] for form in counted.care_forms)
    head = f"<h3>{escape(counted.agreement.label)}</h3><p class='small'>{escape(forms)} vård</p>"
    if counted.terms is None:
        begun = f"Överenskommelsen började gälla {counted.agreement.first_month}. Före det gäller lagen."
        return f"<section>{head}<p>{escape(begun)}</p></section>"
    sentence = stay.counted_sentence(
        counted.ready_days or 0,
        counted.first_ready_on or counted.terms.valid_from,
        counted.last_ready_on or counted.terms.valid_from,
        counted.terms.free_days,
        counted.days_beyond_free,
    )
    rule = f"<p class='small'>{escape(_rule(counted.terms))}</p>"
    return f"<section>{head}<p>{strong(sentence)}</p>{_strip(counted, counted.terms)}{rule}</section>"


def _strip(counted: Counted, terms: Terms) -> str:
    first, free = counted.first_ready_on, terms.free_days
    if first is None or not counted.ready_days:
        return ""
    days = range(1, counted.ready_days + 1)
    states = ["in_mean" if free is None else "free" if number <= free else "beyond" for number in days]
    return day_strip(
        pl.DataFrame(
            {
                "day": [first + timedelta(days=number - 1) for number in days],
                "number": list(days),
                "state": states,
                "amount_sek": pl.Series([None] * len(days), dtype=pl.Int64),
            }
        )
    )


def _rule(terms: Terms) -> str:
    """The two terms that fix the count, in words."""
    late = "klockslaget spelar ingen roll" if terms.cutoff is None else f"efter {terms.cutoff:%H.%M} börjar nästa dag"
    return f"Underrättelse: {late}. Utskrivningsdagen räknas{'' if terms.discharge_day_counts else ' inte'}."
