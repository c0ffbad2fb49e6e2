"""Which cells are hidden in all the tables at once, from the numbers of episodes alone (rules.md §8)."""

from datetime import date

import polars as pl

from lus_stats.disclosure import hidden_cells

SCHEMA = {
    "county": pl.String,
    "month": pl.Date,
    "care_form": pl.String,
    "municipality_code": pl.String,
    "district": pl.String,
    "hospital": pl.String,
    "size": pl.Int64,
}
MONTH = date(2026, 1, 1)


def hidden(*parts, own=None):
    """The hidden cells of one county's month, by table, from municipality, district, hospital and episodes."""
    rows = [(code[:2], MONTH, "somatic", code, *rest) for code, *rest in parts]
    sizes = pl.LazyFrame(rows, schema=SCHEMA, orient="row")
    found = hidden_cells(sizes, own).sort("table", "unit", nulls_last=True).collect()
    return dict(found.group_by("table", maintain_order=True).agg("unit").rows())


def test_each_table_is_protected_by_its_own_cells():
    parts = ("1880", None, "USÖ", 40), ("1881", None, "USÖ", 3), ("1882", None, "Lindesberg", 12)
    assert hidden(*parts) == {"municipality": ["1881", "1882"]}
    assert hidden(*parts, ("1880", None, "Karlskoga", 2)) == {
        "hospital": ["Karlskoga", "Lindesberg"],
        "municipality": ["1881", "1882"],
    }


def test_a_hospital_that_was_not_recorded_is_a_cell_too():
    assert hidden(("1880", None, "USÖ", 40), ("1880", None, None, 2))["hospital"] == ["USÖ", None]


def test_a_county_with_few_is_hidden_in_every_table():
    found = hidden(("1880", None, "USÖ", 4))
    assert found == {"county": [None], "hospital": ["USÖ"], "municipality": ["1880"]}


def test_a_table_that_nothing_protects_takes_the_county_with_it():
    """One municipality of five and one of one: six is five and one."""
    found = hidden(("1880", None, "USÖ", 5), ("1881", None, "USÖ", 1))
    assert found == {"county": [None], "hospital": ["USÖ"], "municipality": ["1880", "1881"]}


def test_ones_own_municipality_hides_nothing_and_is_not_hidden():
    parts = ("1880", None, "USÖ", 40), ("1881", None, "USÖ", 3), ("1882", None, "USÖ", 12)
    assert hidden(*parts, own="1881") == {}
    assert hidden(*parts, own="1882") == {"municipality": ["1880", "1881"]}


def test_what_ones_own_patients_leave_of_a_hospital_is_not_of_few():
    """Thirty-two less one's own thirty are two patients of others, though every hospital has many."""
    parts = ("1883", None, "Karlskoga", 30), ("1862", None, "Karlskoga", 2), ("1883", None, "USÖ", 4)
    others = ("1862", None, "USÖ", 10), ("1880", None, "Lindesberg", 20)
    assert hidden(*parts, *others) == {}
    assert hidden(*parts, *others, own="1880") == {}
    assert hidden(*parts, *others, own="1883") == {"hospital": ["Karlskoga", "USÖ"]}


def test_nobody_but_ones_own_at_a_hospital_is_no_secret():
    parts = ("1883", None, "Karlskoga", 30), ("1862", None, "USÖ", 10), ("1880", None, "USÖ", 20)
    assert hidden(*parts, own="1883") == {}


CITY = ("0180", "Bromma", "S:t Göran", 30), ("0180", "Farsta", "S:t Göran", 30), ("0114", None, "Danderyd", 30)


def test_districts_are_todays_areas_and_hidden_by_what_these_hold():
    together = *CITY, ("0180", "Norrmalm", "S:t Göran", 3), ("0180", "Östermalm", "S:t Göran", 20)
    assert hidden(*together) == {}
    few = *CITY, ("0180", "Norrmalm", "S:t Göran", 2), ("0180", "Östermalm", "S:t Göran", 2)
    assert hidden(*few) == {"district": ["Bromma", "Norra innerstaden"]}
    apart = *CITY, ("0180", "Kungsholmen", "S:t Göran", 3), ("0180", "Södermalm", "S:t Göran", 20)
    assert hidden(*apart) == {"district": ["Kungsholmen", "Södermalm"]}


def test_the_city_sees_its_own_districts():
    parts = *CITY, ("0180", "Kungsholmen", "S:t Göran", 3), ("0180", "Södermalm", "S:t Göran", 20)
    assert hidden(*parts, own="0180") == {}


def test_a_city_that_is_hidden_hides_its_districts():
    """The smallest that protects Vallentuna is the city itself; its districts would add up to it."""
    parts = ("0180", "Bromma", "S:t Göran", 10), ("0115", None, "S:t Göran", 3), ("0114", None, "S:t Göran", 40)
    assert set(hidden(*parts)) == {"county", "municipality", "hospital", "district"}


def test_nothing_is_hidden_where_there_is_nothing():
    assert hidden() == {}
