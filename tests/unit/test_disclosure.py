"""Small numbers: 1–4 is hidden, 0 and 5 are shown, and what could be worked back is hidden too (rules.md §8)."""

from itertools import product

import polars as pl
import pytest

from lus_stats.disclosure import FIGURES, is_uncertain, shown_to_all, suppressed, with_state
from lus_stats.indicators.compute import FIGURE
from tests.tables import drawn

NOBODY = pl.lit(False)


NEVER = pl.lit(False)
COLUMNS = {"county": pl.String, "unit": pl.String, "free_days": pl.Int32, **FIGURE}


def figures(*sizes, indicator="episodes", applies=True, numerators=None, among=None):
    """One county's municipalities a, b, c … with so many episodes each."""
    rows = [
        {
            "county": "18",
            "unit": "abcdefgh"[place],
            "free_days": 3,
            "indicator": indicator,
            "numerator": size if numerators is None else numerators[place],
            "denominator": size,
            "value": float(size) if size else None,
            "low": 0.0,
            "high": 1.0,
            "population": size,
            "smallest": size,
            "among": None if among is None else among[place],
            "applies": applies,
        }
        for place, size in enumerate(sizes)
    ]
    return pl.LazyFrame(rows, schema=COLUMNS)


def stated(rows, seen=NOBODY, hidden=NEVER):
    """The rows with their states, by municipality."""
    return with_state(rows, ["unit"], ["county"], seen, hidden).sort("unit").collect()


def states(*sizes, seen=NOBODY, **about):
    """The state of each municipality's figure, in their order."""
    return stated(figures(*sizes, **about), seen)["state"].to_list()


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((5, 6, 7), "shown shown shown"),
        ((0, 5, 6), "missing shown shown"),
        ((4, 5, 6), "hidden hidden shown"),
        ((3, 5, 6), "hidden shown hidden"),
        ((1, 50, 6), "hidden hidden shown"),
        ((1, 50, 8), "hidden shown hidden"),
        ((4, 4, 6), "hidden hidden hidden"),
        ((2, 3, 6), "hidden hidden shown"),
        ((1, 1, 6), "hidden hidden hidden"),
        ((1, 4, 6), "hidden hidden shown"),
        ((3, 3, 6), "hidden hidden hidden"),
        ((2, 2, 2, 9), "hidden hidden hidden shown"),
        ((1, 1, 1, 9), "hidden hidden hidden hidden"),
        ((1, 6, 6, 6), "hidden hidden hidden hidden"),
        ((4, 0, 0), "hidden missing missing"),
        ((4, 0, 9), "hidden missing hidden"),
        ((0, 0), "missing missing"),
        ((5,), "shown"),
        ((3,), "hidden"),
    ],
)
def test_the_borders(sizes, expected):
    """1–4 is hidden; beside it the smallest of the others, unless the hidden ones' sum leaves every one 1–4."""
    assert states(*sizes) == expected.split()


def test_of_others_equal_in_size_the_first_by_name_is_hidden():
    assert states(9, 9, 1, 9) == ["hidden", "shown", "hidden", "shown"]


@pytest.mark.parametrize("first", [0, 1, 2, 3, 4, 5, 6, 9])
def test_nobody_can_tell_a_hidden_number_from_the_total(first):
    """Whatever is subtracted from the county's total, every hidden 1–4 may still be any of them.

    Even for somebody who knows which are 1–4 and which were hidden beside them.
    """
    for others in product((0, 1, 2, 3, 4, 5, 6, 9), repeat=2):
        sizes = (first, *others)
        cells = figures(*sizes).with_columns(
            size=pl.col("population"),
            small=pl.col("population").is_between(1, 4),
            fixed=NEVER,
            room=pl.lit(None),
        )
        rows = suppressed(cells, ["unit"], ["county"]).sort("unit").collect()
        assert all(hidden for size, hidden in zip(sizes, rows["hidden"], strict=True) if 1 <= size <= 4)
        if rows["unprotected"].any():
            continue
        hidden = rows.filter("hidden")["population"].to_list()
        ranges = [range(1, 5) if size < 5 else range(5, sum(hidden) + 1) for size in hidden]
        ways = [parts for parts in product(*ranges) if sum(parts) == sum(hidden)]
        for place, size in enumerate(hidden):
            assert size >= 5 or {parts[place] for parts in ways} == {1, 2, 3, 4}, sizes


def test_a_total_that_nothing_protects_must_go():
    """A lone small one, one beside it that can give nothing, and one whose neighbours are known."""
    for sizes, known in (((3,), NEVER), ((1, 5), NEVER), ((3, 40), pl.col("unit") == "b")):
        cells = figures(*sizes).with_columns(
            size="population", small=pl.col("population") < 5, fixed=known, room=pl.lit(None)
        )
        assert suppressed(cells, ["unit"], ["county"]).collect()["unprotected"].all(), sizes


def test_a_neighbour_without_room_protects_nobody():
    """All of b's episodes are counted already: it cannot have more, so a cannot have fewer."""
    skr = {"indicator": "mean_ready_days_skr"}
    assert states(4, 9, 12, among=[6, 9, 20], **skr) == ["hidden", "shown", "hidden"]
    assert states(4, 9, 12, among=[6, 12, 20], **skr) == ["hidden", "hidden", "shown"]
    assert states(4, 1, 12, among=[6, 1, 20], **skr) == ["hidden", "hidden", "hidden"]


def test_hidden_ones_that_are_all_alike_are_not_told_by_their_sum():
    """Two that have 0 days together have 0 days each; so a third is hidden that has some."""
    days = figures(3, 3, 9, 12, indicator="ready_days", numerators=[0, 0, 0, 7])
    assert stated(days)["state"].to_list() == ["hidden", "hidden", "hidden", "hidden"]
    share = figures(2, 3, 9, 12, indicator="share_ready_notice", numerators=[2, 3, 9, 11])
    assert stated(share)["state"].to_list() == ["hidden", "hidden", "shown", "hidden"]
    mixed = figures(2, 3, 9, 12, indicator="share_ready_notice", numerators=[2, 2, 9, 11])
    assert stated(mixed)["state"].to_list() == ["hidden", "hidden", "shown", "shown"]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([2, 2, 7, 9], "shown shown"),
        ([1, 2, 7, 9], "hidden shown"),
        ([1, 1, 1, 9], "shown hidden"),
        ([0, 0, 3, 9], "shown hidden"),
    ],
)
def test_so_few_days_that_nobody_had_more_than_the_free_ones_are_not_left(days, expected):
    """Three days of two hidden cells are nobody's who had a fourth."""
    rows = stated(figures(2, 3, 9, 12, indicator="ready_days", numerators=days))
    assert rows["state"].to_list() == ["hidden", "hidden", *expected.split()]


@pytest.mark.parametrize(
    ("met", "expected"),
    [
        ([1, 2, 1, 4, 6], "shown shown"),
        ([1, 1, 1, 4, 6], "hidden shown"),
        ([2, 2, 1, 9, 11], "shown hidden"),
        ([1, 1, 1, 0, 6], "shown hidden"),
        ([0, 0, 1, 1, 2], "hidden hidden"),
        ([0, 0, 0, 0, 0], "shown shown"),
    ],
)
def test_any_of_four_may_have_met_all_criteria_or_failed_one(met, expected):
    """Of those that are hidden four did at least, if so many did at all: if none, everyone knows it of each."""
    rows = stated(figures(2, 3, 3, 9, 12, indicator="share_criteria_met", numerators=met))
    assert rows["state"].to_list() == ["hidden", "hidden", "hidden", *expected.split()]


def test_who_met_all_criteria_is_hidden_with_any_one_of_them():
    """Else the one would be told by the whole and the others: where all but one were met, it was that."""
    one = figures(2, 3, 3, 9, 12, indicator="share_ready_notice", numerators=[2, 3, 3, 9, 11])
    all_of_them = figures(2, 3, 3, 9, 12, indicator="share_criteria_met", numerators=[1, 2, 1, 6, 7])
    rows = stated(pl.concat([one, all_of_them])).filter(unit="e")
    assert rows["state"].to_list() == ["hidden", "hidden"]
    assert stated(all_of_them).filter(unit="e")["state"].to_list() == ["shown"]


def test_what_stands_beside_them_is_sought_in_their_own_table():
    """Whatever other months, counties and indicators are asked for in the same question."""
    alike = figures(2, 3, 9, 12, indicator="share_ready_notice", numerators=[2, 3, 9, 11])
    mixed = figures(2, 3, 8, 9, indicator="share_ready_notice", numerators=[2, 2, 7, 8])
    other = figures(2, 3, 8, 9, indicator="ready_days", numerators=[0, 0, 7, 8])
    for before in ("01", "20"):
        rows = stated(pl.concat([mixed.with_columns(county=pl.lit(before)), alike, other]))
        own = rows.filter(county="18", indicator="share_ready_notice")
        assert own["state"].to_list() == ["hidden", "hidden", "shown", "hidden"]
        assert rows.filter(indicator="ready_days")["state"].to_list() == ["hidden", "hidden", "hidden", "shown"]


def test_a_cell_of_the_family_is_hidden_whatever_the_indicator():
    rows = stated(figures(9, 9, 20), hidden=pl.col("unit") == "b")
    assert rows["state"].to_list() == ["shown", "hidden", "shown"]


def test_what_is_hidden_leaves_no_figure():
    rows = stated(figures(3, 9, 20, among=[4, 20, 30]))
    assert rows.filter(pl.col("state") == "hidden")["unit"].to_list() == ["a", "b"]
    for name in FIGURES:
        assert rows[name].is_null().to_list() == [True, True, False]
    assert rows.columns == [*COLUMNS, "state"]


def test_ones_own_municipality_is_seen():
    own = pl.col("unit") == "a"
    assert states(3, 9, 20, seen=own) == ["shown", "shown", "shown"]
    assert states(3, 2, 20, seen=own) == ["shown", "hidden", "hidden"]
    assert states(9, 2, 20, seen=own) == ["shown", "hidden", "hidden"]


def test_each_indicator_and_whole_is_hidden_by_itself():
    both = pl.concat([figures(3, 9, 20), figures(9, 9, 9, indicator="mean_ready_days")])
    rows = stated(both)
    assert set(rows.filter(pl.col("indicator") == "mean_ready_days")["state"]) == {"shown"}
    counties = pl.concat([figures(3, 9, 20), figures(9, 9, 9).with_columns(county=pl.lit("01"))])
    rows = stated(counties)
    assert set(rows.filter(pl.col("county") == "01")["state"]) == {"shown"}


def test_what_does_not_apply_is_neither_hidden_nor_missing():
    rows = stated(figures(3, 0, 20, applies=False))
    assert set(rows["state"]) == {"not_applicable"}


def test_the_states_where_nothing_is_hidden():
    assert shown_to_all(figures(0, 1, 4)).collect()["state"].to_list() == ["missing", "shown", "shown"]


def test_no_rows_keep_the_columns():
    empty = stated(figures(3).clear())
    assert empty.columns == [*COLUMNS, "state"]
    assert empty.is_empty()


def test_few_episodes_are_marked_uncertain():
    table = """
        population | uncertain
                 0 | no
                 1 | yes
                 5 | yes
                19 | yes
                20 | no
    """
    sizes = [int(row["population"]) for row in drawn(table)]
    marked = pl.DataFrame({"population": sizes}).select(is_uncertain()).to_series().to_list()
    assert marked == [row["uncertain"] == "yes" for row in drawn(table)]
