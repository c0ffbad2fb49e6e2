"""A question as text is its key in the cache, so all of it has to be in the text."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, time

import pytest

from lus_stats.rules import Changes
from lus_stats.ui import cache
from lus_stats.ui.filters import Filters
from lus_stats.viewer import Viewer


@pytest.mark.parametrize("kind", cache.QUESTIONS, ids=lambda kind: kind.__name__)
def test_every_field_of_a_question_is_in_its_text(kind: type) -> None:
    """One left out would give a reader another's answer."""
    assert is_dataclass(kind)
    assert kind.__repr__.__qualname__ == f"{kind.__qualname__}.__repr__"
    assert [field.name for field in fields(kind) if not field.repr or not field.compare] == []


def test_questions_that_differ_in_their_innermost_differ_in_their_text() -> None:
    """A changed term lies two levels down."""
    view = Filters(Viewer.from_key("region-18"), date(2024, 2, 1), "18")
    changed = [
        Changes(threshold_tenths=29),
        Changes(threshold_tenths=28),
        Changes(cutoff=time(12)),
        Changes(free_days=0),
    ]
    said = {repr(view), *(repr(replace(view, changes=one)) for one in changed)}
    assert len(said) == 1 + len(changed)
