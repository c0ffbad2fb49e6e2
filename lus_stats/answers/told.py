"""One episode told in words: the one text that the card, `lus explain`, the workbook and the print all have."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from lus_stats.answers.explanation import DayState, Explanation, ReadyDay, TriedCriterion
from lus_stats.text import numbers
from lus_stats.text.marking import plain

DAY_SWEDISH = {
    DayState.FREE: "fri",
    DayState.BLOCKED: "stoppad",
    DayState.UNBILLED: "debiteras inte",
    DayState.IN_MEAN: "ingår i medelvärdet",
}


@dataclass(frozen=True)
class Told:
    """The parts of the text in the order they are read; none has any mark-up, and one that does not apply is empty."""

    title: str
    place: str
    clock: str
    days: str
    criteria_title: str
    criteria: tuple[str, ...]
    outcome: str
    without: str
    source: str


def told(explained: Explanation) -> Told:
    """The whole text of one episode."""
    return Told(
        title=" · ".join((explained.title, *explained.marks)),
        place=explained.place_line,
        clock=plain(explained.clock_sentence),
        days="; ".join(_stretches(explained.days)),
        criteria_title=explained.criteria_title,
        criteria=tuple(map(criterion_line, explained.criteria)),
        outcome=plain(explained.outcome_sentence),
        without=plain(explained.without_sentence),
        source=explained.source_line,
    )


def day_said(day: ReadyDay) -> str:
    """What a day costs, or why it costs nothing."""
    words = DAY_SWEDISH.get(day.state)
    return words or numbers.marked_kronor(day.amount_sek, day.amount_status, invented=day.invented)


def criterion_line(tried: TriedCriterion) -> str:
    """A criterion, how it went and on what facts, who answers for it, and where it is written."""
    return f"{tried.criterion.label}: {tried.words}, {tried.criterion.paragraph}"


def _stretches(days: tuple[ReadyDay, ...]) -> Iterator[str]:
    """`dag 1–3 (1–3 februari): fri`, for days in a row that come to the same."""
    for said, same in groupby(days, key=day_said):
        first, *_, last = (*same,) * 2
        dates = numbers.short_day(first.day)
        if last.day != first.day:
            dates = f"{dates}–{numbers.short_day(last.day)}"
        yield f"{numbers.numbers_of_days(first.number, last.number)} ({dates}): {said}"
