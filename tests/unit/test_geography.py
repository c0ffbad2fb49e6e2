"""Geography: names and codes, Stockholm's districts over time, å ä ö, and the map files."""

import json
import unicodedata
from datetime import date
from importlib.resources import files
from itertools import pairwise

import polars as pl
import pytest

from lus_stats.geography import (
    COUNTIES,
    DISTRICTS,
    MUNICIPALITIES,
    MUNICIPALITY_CODES,
    canonical_district,
    counties_frame,
    county_name,
    county_of,
    district_named,
    district_today,
    districts_frame,
    districts_valid_on,
    municipalities_frame,
    municipality_name,
    swedish_key,
    swedish_order,
    todays_districts,
)

STATIC = files("lus_stats") / "ui" / "static"

THE_FOURTEEN = """
    Bromma, Enskede-Årsta-Vantör, Farsta, Hägersten-Liljeholmen, Hässelby-Vällingby, Kungsholmen, Norrmalm,
    Rinkeby-Kista, Skarpnäck, Skärholmen, Spånga-Tensta, Södermalm, Älvsjö, Östermalm
"""


def test_there_are_290_municipalities_in_21_counties():
    assert len(MUNICIPALITIES) == 290
    assert len(COUNTIES) == 21
    assert {municipality.county for municipality in MUNICIPALITIES.values()} == set(COUNTIES)
    assert list(MUNICIPALITY_CODES) == sorted(MUNICIPALITIES)


def test_names_and_counties_by_code():
    assert municipality_name("1880") == "Örebro"
    assert municipality_name("0180") == "Stockholm"
    assert county_of("1880") == "18"
    assert county_name("18") == "Örebro län"
    assert COUNTIES["14"].region == "Västra Götalandsregionen"


@pytest.mark.parametrize(("county", "municipalities"), [("01", 26), ("18", 12), ("12", 33), ("09", 1)])
def test_municipalities_per_county(county, municipalities):
    assert sum(county_of(code) == county for code in MUNICIPALITY_CODES) == municipalities


def test_the_frames_hold_what_the_mappings_hold():
    municipality = municipalities_frame().row(by_predicate=pl.col("municipality_code") == "1883", named=True)
    assert municipality == {"municipality_code": "1883", "municipality": "Karlskoga", "county": "18"}
    assert municipalities_frame().height == 290
    assert counties_frame().row(by_predicate=pl.col("county") == "18") == (
        "18",
        "Örebro län",
        "Region Örebro län",
    )


# --- the alphabet ---

ALPHABET = " -abcdefghijklmnopqrstuvwxyzåäö"


def by_hand(name):
    """Place a name letter by letter in the Swedish alphabet, space and hyphen first."""
    return [ALPHABET.index(letter) for letter in name.lower()]


def test_all_municipalities_sort_as_in_a_swedish_register():
    names = [municipality.name for municipality in MUNICIPALITIES.values()]
    expected = sorted(names, key=by_hand)
    assert sorted(names, key=swedish_key) == expected
    shuffled = municipalities_frame().sort("municipality_code")
    assert shuffled.sort(swedish_order("municipality"))["municipality"].to_list() == expected


def test_the_three_last_letters():
    names = ["Örebro", "Ängelholm", "Åre", "Ystad", "Arboga", "Habo", "Håbo", "Hällefors", "Höör"]
    in_order = ["Arboga", "Habo", "Håbo", "Hällefors", "Höör", "Ystad", "Åre", "Ängelholm", "Örebro"]
    assert sorted(names, key=swedish_key) == in_order


def test_both_keys_agree_whatever_the_unicode_form():
    texts = ["Åre", "ÖREBRO", "Lidköping", "Linné", "Müller", "W X"]
    decomposed = [unicodedata.normalize("NFD", text) for text in texts]
    frame = pl.DataFrame({"text": texts + decomposed})
    keys = frame.select(swedish_order("text")).to_series().to_list()
    assert keys == [swedish_key(text) for text in texts] * 2


# --- districts ---


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2010, 1, 1), 14),
        (date(2020, 6, 30), 14),
        (date(2020, 7, 1), 13),
        (date(2023, 6, 30), 13),
        (date(2023, 7, 1), 11),
        (date(2026, 12, 31), 11),
    ],
)
def test_districts_14_then_13_then_11(day, count):
    assert len(districts_valid_on(day)) == count


def test_the_fourteen_by_name():
    assert set(districts_valid_on(date(2019, 12, 1))) == {name.strip() for name in THE_FOURTEEN.split(",")}


def test_every_district_belongs_to_one_that_exists_today():
    assert {district_today(name) for name in DISTRICTS} == set(districts_valid_on(date(2026, 1, 1)))
    assert district_today("Älvsjö") == "Hägersten-Älvsjö"
    assert district_today("Norrmalm") == district_today("Östermalm") == "Norra innerstaden"
    assert district_today("Spånga-Tensta") == "Järva"
    assert district_today("Bromma") == "Bromma"


SPELLINGS = [
    ("Hässelby - Vällingby", "Hässelby-Vällingby"),
    ("  hässelby -vällingby ", "Hässelby-Vällingby"),
    ("ENSKEDE- ÅRSTA -VANTÖR", "Enskede-Årsta-Vantör"),
    ("Hägersten–Liljeholmen", "Hägersten-Liljeholmen"),
    ("Norra\u00a0 innerstaden", "Norra innerstaden"),
    (unicodedata.normalize("NFD", "Skärholmen"), "Skärholmen"),
    ("Hässelby", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "name"), SPELLINGS)
def test_a_district_is_found_past_its_spelling(text, name):
    assert district_named(text) == name


def test_a_column_of_districts_is_found_the_same_way():
    frame = pl.DataFrame({"text": [text for text, _ in SPELLINGS] + [None]})
    found = frame.select(canonical_district("text")).to_series().to_list()
    assert found == [name for _, name in SPELLINGS] + [None]


def test_the_frames_of_districts_join_and_decide_validity():
    days = districts_frame().with_columns(day=date(2020, 6, 30))
    valid = days.filter(pl.col("day").is_between("valid_from", "valid_to").fill_null(True))
    assert set(valid["district"]) == set(districts_valid_on(date(2020, 6, 30)))
    assert dict(todays_districts().rows()) == {name: district_today(name) for name in DISTRICTS}


# --- map files ---


def signed_area(ring):
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


@pytest.mark.parametrize("county", COUNTIES)
def test_a_map_file_per_county_wound_as_plotly_draws_it(county):
    features = json.loads((STATIC / "geo" / f"{county}.json").read_text(encoding="utf-8"))["features"]
    names = {feature["id"]: feature["properties"]["name"] for feature in features}
    assert names == {code: municipality_name(code) for code in MUNICIPALITY_CODES if county_of(code) == county}
    for feature in features:
        for outer, *holes in feature["geometry"]["coordinates"]:
            assert signed_area(outer) < 0
            assert all(signed_area(hole) > 0 for hole in holes)
            assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in [outer, *holes])


@pytest.mark.parametrize(("county", "kilobytes"), [("01", 32), ("18", 7)])
def test_map_files_are_small(county, kilobytes):
    assert round(len((STATIC / "geo" / f"{county}.json").read_bytes()) / 1000) == kilobytes


def test_plotly_gets_an_empty_topology_instead_of_asking_its_own_host():
    topology = json.loads((STATIC / "topo" / "world_110m.json").read_text(encoding="utf-8"))
    assert topology["type"] == "Topology"
    assert all(layer["geometries"] == [] for layer in topology["objects"].values())
