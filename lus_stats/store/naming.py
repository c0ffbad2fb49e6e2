"""How messages of an import name what they speak of: a group, rows of a file."""

from collections.abc import Sequence
from typing import Final

from lus_stats import months
from lus_stats.store.layout import Group
from lus_stats.vocabulary import SWEDISH, CareForm

NAMED: Final = 5
"""So many are named; the others are counted."""


def said(group: Group) -> str:
    """A group in words: `län 18, 2020-02, somatisk`."""
    when = "kvar på sjukhus" if group.month is None else months.key(group.month)
    return f"län {group.county}, {when}, {SWEDISH[CareForm(group.care_form)]}"


def rows_named(first: Sequence[int], count: int) -> str:
    """Some rows in words: `rad 3, 5, 6, 9, 12 och 7 till`. Only the first few of them are needed."""
    return "rad " + names(first[:NAMED], count)


def names(first: Sequence[object], count: int) -> str:
    """The first few of `count` things, and how many more there are."""
    return ", ".join(map(str, first)) + (f" och {count - len(first)} till" if count > len(first) else "")
