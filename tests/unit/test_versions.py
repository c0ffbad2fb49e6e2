"""What a link says of the versions behind it, and what is newer: with both neighbours of each border."""

from datetime import date

import pytest

from lus_stats import months
from lus_stats.exports.figures_file import Version
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.versions import Versions, is_word, newer, word
from lus_stats.viewer import Viewer

MONTH = date(2023, 2, 1)
CHOSEN = Filters(Viewer.from_key("region-18"), MONTH, "18")
FIRST, SECOND = Version(1, date(2023, 3, 3)), Version(2, date(2023, 3, 20))


def held(newest: Version = FIRST, *, demo: bool = False, **others: Version) -> Versions:
    """A month whose basis is the first version, and others by how many months before it they lie (`m1`)."""
    before = {months.following(MONTH, -int(name[1:])): version for name, version in others.items()}
    known = {(MONTH, one.revision): one.extracted_on for one in (FIRST, newest)}
    return Versions({MONTH: newest, **before}, {MONTH: FIRST, **before}, known, demo)


def said(link: Versions, page: Versions, *, billing: bool = False, **chosen: object) -> str:
    view = Filters(CHOSEN.viewer, MONTH, "18", **chosen)  # type: ignore[arg-type]
    return newer(word(link, view), page, view, billing=billing)


def test_the_same_versions_are_nothing_to_speak_of() -> None:
    assert said(held(m1=FIRST), held(m1=FIRST)) == ""
    assert is_word(word(held(), CHOSEN))


def test_a_new_version_is_said_with_both_extracts() -> None:
    expected = "länken gjordes på version 1 (uttag 2023-03-03); sidan visar version 2 (uttag 2023-03-20)"
    assert said(held(), held(SECOND)) == expected


def test_a_bill_stands_on_its_basis_whatever_comes_after() -> None:
    assert said(held(), held(SECOND), billing=True) == ""
    assert said(held(SECOND), held(Version(3, date(2023, 4, 1))), billing=True) == ""


def test_an_older_or_vanished_version_is_said_too() -> None:
    gone = held(Version(3, date(2023, 4, 1)))
    expected = "länken gjordes på version 3 (som inte finns kvar); sidan visar version 2 (uttag 2023-03-20)"
    assert said(gone, held(SECOND)) == expected


@pytest.mark.parametrize(("back", "speaks"), [("m1", True), ("m35", True), ("m36", False)])
def test_earlier_months_count_as_far_back_as_a_page_can_look(back: str, speaks: bool) -> None:
    changed = said(held(**{back: FIRST}), held(**{back: SECOND}))
    assert changed == ("tidigare månader har fått nya versioner sedan länken gjordes" if speaks else "")


def test_a_compared_period_is_looked_back_from_too() -> None:
    other = months.following(MONTH, -40)
    assert "tidigare månader" in said(held(m45=FIRST), held(m45=SECOND), compared=other)


def test_a_later_month_is_nothing_new() -> None:
    later = held()
    following = {**later.newest, date(2023, 3, 1): FIRST}
    assert said(later, Versions(following, following, later.held, demo=False)) == ""


def test_invented_and_real_figures_are_not_taken_for_each_other() -> None:
    assert said(held(demo=True), held()) == "länken gjordes på demodata; sidan visar inlästa uppgifter"
    assert said(held(), held(demo=True)) == "länken gjordes på inlästa uppgifter; sidan visar demodata"


def test_a_month_that_is_not_held_has_no_word() -> None:
    assert word(Versions({}, {}, {}, demo=False), CHOSEN) == ""
    assert newer("1.0000-1.0000", Versions({}, {}, {}, demo=False), CHOSEN, billing=False) == ""


@pytest.mark.parametrize("text", ["", "1", "x.1234-1.1234", "1.1234-1.12345", "1.1234-1.123g", "<b>.1234-1.1234"])
def test_what_we_have_not_written_is_not_believed(text: str) -> None:
    assert not is_word(text)
    assert newer(text, held(), CHOSEN, billing=False) == ""
