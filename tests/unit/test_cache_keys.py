"""A question is the key of its answer in the cache, so all of it has to count."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, time

import pytest

from lus_stats.answers import (
    ComparisonQuestion,
    Grouping,
    HistoryQuestion,
    Question,
    StatisticsQuestion,
    WhatIfQuestion,
)
from lus_stats.answers.ahead_past import AheadQuestion
from lus_stats.rules import Changes, Terms
from lus_stats.ui.filters import Filters
from lus_stats.viewer import Viewer
from lus_stats.vocabulary import CareForm

QUESTIONS = (
    *(Filters, Question, HistoryQuestion, StatisticsQuestion, ComparisonQuestion, WhatIfQuestion, AheadQuestion),
    *(Terms, Changes, Viewer),
)


@pytest.mark.parametrize("kind", QUESTIONS, ids=lambda kind: kind.__name__)
def test_every_field_of_a_question_counts(kind: type) -> None:
    """One left out would give a reader another's answer."""
    assert is_dataclass(kind)
    assert [field.name for field in fields(kind) if not field.compare or field.hash is False] == []
    for name in ("__eq__", "__hash__"):
        assert getattr(kind, name).__qualname__ == f"{kind.__qualname__}.{name}"


def test_questions_that_differ_in_their_innermost_are_others() -> None:
    """A changed term lies two levels down."""
    view = Filters(Viewer.from_key("region-18"), date(2024, 2, 1), "18")
    changed = [
        Changes(threshold_tenths=29),
        Changes(threshold_tenths=28),
        Changes(cutoff=time(12)),
        Changes(free_days=0),
    ]
    assert len({view, *(replace(view, changes=one) for one in changed)}) == 1 + len(changed)
    assert len({view, replace(view)}) == 1


def test_what_is_hidden_is_kept_by_the_months_and_the_reader_alone() -> None:
    march, may = date(2024, 3, 1), date(2024, 5, 1)
    asked = StatisticsQuestion(march, Grouping.HOSPITAL, last=may, county="18")
    others = (
        replace(asked, by=Grouping.DISTRICT, districts_today=True),
        replace(asked, agreement="law", terms_of=may, indicators=("episodes",)),
    )
    assert {one.family for one in others} == {asked.family}
    different = (
        replace(asked, month=may),
        replace(asked, last=march),
        replace(asked, county="01"),
        replace(asked, care_form=CareForm.SOMATIC),
        replace(asked, sees_municipality="1880"),
        replace(asked, pool=3),
    )
    assert len({asked.family, *(one.family for one in different)}) == 1 + len(different)
    assert replace(asked, month=may, last=None, pool=3).family == replace(asked, last=may).family
