"""Tänk om in words: the finding, who wins, and why an episode came out otherwise; and its figure."""

from typing import Any

import polars as pl
import pytest

from lus_stats.figures import dumbbells
from lus_stats.figures.theme import SLOTS
from lus_stats.text.what_if import Moved, headline, money, under, why, winners
from lus_stats.vocabulary import AmountStatus


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def said(moved: Moved, *, months: int = 1, hidden: int = 0) -> str:
    beginning = under("threshold_days", ["gräns 2,5 i stället för 3,0"], ("Örebro län", "Örebro län"))
    return plain(headline(beginning, "länets kommuner", "i februari 2023", moved, months=months, hidden=hidden))


def test_the_headline_of_a_moved_threshold() -> None:
    assert said(Moved(1140, 1_197_000, 3)) == (
        "Med **gränsen 2,5 i stället för 3,0** hade länets kommuner betalat **1,2 mnkr mer** i februari 2023; "
        "**3 kommuner fler** över gränsen."
    )


@pytest.mark.parametrize(
    ("moved", "words"),
    [
        (Moved(-10, -10_500, -1), "betalat **10 500 kr mindre** i februari 2023; **1 kommun färre** över gränsen."),
        (Moved(0, 0, 0), "betalat **lika mycket** i februari 2023; lika många kommuner över gränsen."),
        (Moved(25, None, None), "betalat **för 2,5 dagar mer** (belopp saknas) i februari 2023."),
        (Moved(0, None, None), "betalat **för lika många dagar** (belopp saknas) i februari 2023."),
        (Moved(10, 11_600, None, AmountStatus.UNCONFIRMED), "**11 600 kr mer** (obekräftat belopp) i februari 2023."),
        (Moved(10, 9000, None, AmountStatus.ENTERED), "**9 000 kr mer** (angivet belopp) i februari 2023."),
        (Moved(10, 12_000, None, invented=True), "**12 000 kr mer** (demobelopp) i februari 2023."),
    ],
)
def test_less_the_same_and_unknown_are_said_as_they_are(moved: Moved, words: str) -> None:
    assert said(moved).endswith(words)


def test_of_several_months_the_months_over_are_counted_and_what_is_hidden_is_said() -> None:
    assert said(Moved(10, 9000, 5), months=12).endswith("; räknat per kommun **5 månader fler över gränsen**.")
    assert said(Moved(10, 9000, -1), months=3).endswith("**1 månad färre över gränsen**.")
    assert said(Moved(10, 9000, 0), hidden=2).endswith("2 kommuner är inte med (dolt: färre än 5).")


@pytest.mark.parametrize(
    ("term", "words", "agreements", "beginning"),
    [
        ("free_days", ["2 fristdagar i stället för 3"], ("A", "A"), "Med **2 fristdagar i stället för 3**"),
        ("criteria", ["inga kriterier krävs"], ("A", "A"), "Med **inga kriterier krävs**"),
        (None, ["gräns 2,5 i stället för 3,0", "x"], ("A", "A"), "Med **ändrade villkor**"),
        (None, [], ("A", "B"), "Enligt **B** i stället för A"),
        ("free_days", ["2 fristdagar i stället för 3"], ("A", "B"), "Enligt **B** med ändrade villkor i stället för A"),
    ],
)
def test_how_the_headline_begins(term: Any, words: list[str], agreements: tuple[str, str], beginning: str) -> None:
    assert under(term, words, agreements) == beginning


@pytest.mark.parametrize(
    ("amount", "words"), [(999_999, "999 999 kr"), (1_000_000, "1,0 mnkr"), (1_250_000, "1,3 mnkr")]
)
def test_millions_are_written_short(amount: int, words: str) -> None:
    assert plain(money(amount)) == words


def test_who_wins() -> None:
    assert winners(4, 1, 7) == "Fyra kommuner betalar mer, en mindre och sju lika mycket"
    assert winners(0, 1, 0) == "En kommun betalar mindre"
    assert winners(0, 0, 0) == "Ingen kommun har något att betala"


LINE = {
    "ready_days": 5, "free_days": 3, "outcome": "mean_not_over_threshold", "unmet_criteria": [], "billed_days": 0,
    "amount_sek": 0, "model": "mean_then_individual",
}  # fmt: skip
BILLED = LINE | {"outcome": "billed", "billed_days": 2, "amount_sek": 16_400}
STOPPED = LINE | {"outcome": "criteria_unmet", "unmet_criteria": ["sip_call"]}


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (LINE, BILLED, "kommunen blir betalningsansvarig"),
        (BILLED, LINE, "kommunen är inte längre betalningsansvarig"),
        (
            LINE | {"unmet_criteria": ["sip_call"]},
            STOPPED,
            "kommunen blir betalningsansvarig; stoppas av ”Kallelse till SIP inom tre dagar”",
        ),
        (BILLED, STOPPED, "”Kallelse till SIP inom tre dagar” krävs och är inte uppfyllt"),
        (STOPPED, BILLED, "”Kallelse till SIP inom tre dagar” krävs inte längre"),
        (BILLED, BILLED | {"ready_days": 4, "billed_days": 1}, "4 dagar räknas i stället för 5"),
        (BILLED, BILLED | {"free_days": 2, "billed_days": 3}, "2 fristdagar i stället för 3"),
        (BILLED, BILLED | {"amount_sek": 18_000}, "ett annat belopp per dag"),
        (LINE, LINE | {"outcome": "within_free_days", "free_days": 5}, "5 fristdagar i stället för 3"),
        (
            BILLED,
            BILLED | {"model": "mean_excess", "outcome": "in_mean", "free_days": None, "billed_days": None},
            "en annan modell",
        ),
    ],
)
def test_why_an_episode_came_out_otherwise(before: dict[str, Any], after: dict[str, Any], words: str) -> None:
    assert plain(why(before, after)) == words


def test_the_figure_has_both_values_of_each_place() -> None:
    places = pl.DataFrame(
        {"label": ["Örebro", "Nora"], "before": [0.0, 2.5], "after": [7.0, 0.0], "unit": ["days"] * 2}
    )
    drawn = dumbbells(places, before="Örebro län", after="Med ändringarna")
    assert [list(trace.x) for trace in drawn.data[1:]] == [[0.0, 2.5], [7.0, 0.0]]
    assert [trace.name for trace in drawn.data[1:]] == ["Örebro län", "Med ändringarna"]
    assert drawn.data[1].marker.symbol != drawn.data[2].marker.symbol
    assert {trace.marker.color for trace in drawn.data[1:]} <= set(SLOTS)
    assert "2,5 dagar" in drawn.data[1].text[1]
    assert len(dumbbells(places.clear(), before="A", after="B").data) == 3
