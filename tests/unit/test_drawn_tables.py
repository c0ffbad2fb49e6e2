"""The drawn tables that the worked examples are written in."""

import pytest

from tests.tables import drawn, read_as_drawn, says

TABLE = """
    name  | days | note
    Kalle |    4 | –
    Stina |  8 2 | yes
"""


def test_a_table_is_read_by_its_first_line():
    assert drawn(TABLE)[0] == {"name": "Kalle", "days": "4", "note": "–"}


@pytest.mark.parametrize("text", ["a | b\n1", "a\n1 | 2", "a | b", ""])
def test_a_crooked_table_is_none(text):
    with pytest.raises((AssertionError, ValueError)):
        drawn(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("–", None), ("yes", True), ("no", False), ("8 200", 8200), ("10/3", 10 / 3), ("-1", -1.0), ("a, b", ["a", "b"])],
)
def test_a_cell_says_a_value(text, value):
    assert says(text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", None),
        ("–", 0),
        ("no", 0),
        ("1", True),
        ("yes", 1),
        ("–", False),
        ("3", 3.1),
        ("3", "4"),
        ("a", ["a", "b"]),
    ],
)
def test_a_cell_does_not_say_another(text, value):
    assert not says(text, value)


def test_a_difference_is_shown_where_it_is():
    rows = [{"name": "Kalle", "days": 4, "note": None}, {"name": "Stina", "days": 81, "note": True}]
    assert [row["days"] for row in read_as_drawn(rows, TABLE)] == ["4", "not so, but 81"]
    with pytest.raises(AssertionError, match="2 rows are drawn"):
        read_as_drawn(rows[:1], TABLE)
