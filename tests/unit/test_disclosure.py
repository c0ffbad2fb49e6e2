"""Small numbers: 1–4 is hidden, 0 and 5 are shown, and what could be worked back is hidden too (rules.md §8)."""

from itertools import product

import polars as pl
import pytest

from lus_stats.disclosure import FIGURES, is_uncertain, shown_to_all, with_state
from lus_stats.indicators.compute import FIGURE
from tests.tables import drawn

NOBODY = pl.lit(False)


def figures(*sizes, indicator="episodes", applies=True):
    """One county's municipalities a, b, c … with so many episodes each."""
    rows = [
        {
            "county": "18",
            "unit": "abcdefgh"[place],
            "indicator": indicator,
            "numerator": size,
            "denominator": size,
            "value": float(size) if size else None,
            "low": 0.0,
            "high": 1.0,
            "population": size,
            "applies": applies,
        }
        for place, size in enumerate(sizes)
    ]
    return pl.LazyFrame(rows, schema={"county": pl.String, "unit": pl.String, **FIGURE})


def states(*sizes, seen=NOBODY):
    """The state of each municipality's figure, in their order."""
    return with_state(figures(*sizes), ["unit"], ["county"], seen).sort("unit").collect()["state"].to_list()


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((5, 6, 7), "shown shown shown"),
        ((0, 5, 6), "missing shown shown"),
        ((4, 5, 6), "hidden hidden shown"),
        ((1, 50, 6), "hidden shown hidden"),
        ((4, 4, 6), "hidden hidden hidden"),
        ((2, 3, 6), "hidden hidden shown"),
        ((1, 1, 6), "hidden hidden hidden"),
        ((1, 4, 6), "hidden hidden shown"),
        ((3, 3, 6), "hidden hidden hidden"),
        ((2, 2, 2, 9), "hidden hidden hidden shown"),
        ((1, 1, 1, 9), "hidden hidden hidden hidden"),
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
    """Whatever is subtracted from the county's total, every hidden 1–4 may still be another number."""
    for others in product((0, 1, 2, 3, 4, 5, 6, 9), repeat=2):
        sizes = (first, *others)
        shown = list(zip(sizes, states(*sizes), strict=True))
        hidden = [size for size, state in shown if state == "hidden"]
        assert all(state == "hidden" for size, state in shown if 1 <= size <= 4)
        if max(sizes) >= 5:
            ways = [parts for parts in product(range(1, sum(hidden)), repeat=len(hidden)) if sum(parts) == sum(hidden)]
            for place, size in enumerate(hidden):
                assert size >= 5 or len({parts[place] for parts in ways}) > 1, sizes


def test_what_is_hidden_leaves_no_figure():
    rows = with_state(figures(3, 9, 20), ["unit"], ["county"], NOBODY).sort("unit").collect()
    assert rows.filter(pl.col("state") == "hidden")["unit"].to_list() == ["a", "b"]
    for name in FIGURES:
        assert rows[name].is_null().to_list() == [True, True, False]
    assert rows.columns == ["county", "unit", *FIGURE, "state"]


def test_ones_own_municipality_is_seen():
    own = pl.col("unit") == "a"
    assert states(3, 9, 20, seen=own) == ["shown", "shown", "shown"]
    assert states(3, 2, 20, seen=own) == ["shown", "hidden", "hidden"]
    assert states(9, 2, 20, seen=own) == ["shown", "hidden", "hidden"]


def test_each_indicator_and_whole_is_hidden_by_itself():
    both = pl.concat([figures(3, 9, 20), figures(9, 9, 9, indicator="mean_ready_days")])
    rows = with_state(both, ["unit"], ["county"], NOBODY).collect()
    assert set(rows.filter(pl.col("indicator") == "mean_ready_days")["state"]) == {"shown"}
    counties = pl.concat([figures(3, 9, 20), figures(9, 9, 9).with_columns(county=pl.lit("01"))])
    rows = with_state(counties, ["unit"], ["county"], NOBODY).collect()
    assert set(rows.filter(pl.col("county") == "01")["state"]) == {"shown"}


def test_what_does_not_apply_is_neither_hidden_nor_missing():
    rows = with_state(figures(3, 0, 20, applies=False), ["unit"], ["county"], NOBODY).collect()
    assert set(rows["state"]) == {"not_applicable"}


def test_the_states_where_nothing_is_hidden():
    assert shown_to_all(figures(0, 1, 4)).collect()["state"].to_list() == ["missing", "shown", "shown"]


def test_no_rows_keep_the_columns():
    empty = with_state(figures(3).clear(), ["unit"], ["county"], NOBODY).collect()
    assert empty.columns == ["county", "unit", *FIGURE, "state"]
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
