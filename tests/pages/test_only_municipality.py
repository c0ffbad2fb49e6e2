"""A store of one municipality's own rows: every page and command works, and none takes them for the county's."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lus_stats.geography import MUNICIPALITIES
from lus_stats.ui.entries import ENTRIES
from tests.generate import Row, episodes
from tests.pages.billing_material import ROOT, opened, seen, table
from tests.unit.lus import imported, lus

CODE, NAME, FIRST, LAST = "1881", "Kumla", "2022-12", "2023-02"
NOTICE = f"uppgifterna gäller bara kommunen {NAME}"
NAMES_IT = ("overview", "municipality", "criteria", "trends", "billing", "what_if", "invoice_basis", "data")
HOSPITALS = ("Örebro", "Karlskoga", "Lindesberg")  # whose patients are from every municipality
OF_THE_COUNTY = re.compile(r"länets (?:medelvärde|kommuner|siffra)|hela länet|av 12 kommuner|länet \d", re.IGNORECASE)


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return [row for row in episodes(400, 11, ("18",), FIRST, LAST) if row["registrerad"] < "2023-03-04"]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> Path:
    """The municipality's rows alone, as real data."""
    return imported(tmp_path_factory.mktemp("own"), [row for row in rows if row["kommunkod"] == CODE], "2023-03-10")


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> Path:
    """The whole county's."""
    return imported(tmp_path_factory.mktemp("county"), rows, "2023-03-10")


def pages(app: AppTest) -> Iterator[tuple[str, str]]:
    """Every page as it is read, one after another in the same session."""
    for entry in ENTRIES:
        app.switch_page(str(ROOT / "pages" / entry.file)).run()
        assert not app.exception, entry.file
        yield entry.file.removesuffix(".py"), seen(app)


def test_every_page_is_the_municipality_s_and_says_so(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("overview", own, monkeypatch)
    assert app.selectbox(key="filter_som").value == f"municipality-{CODE}"
    assert {option.removeprefix("Kommunen ") for option in app.selectbox(key="filter_som").options} == {
        "Region Örebro län",
        "Nätverket i Örebro län",
        NAME,
    }
    others = [
        place.name for place in MUNICIPALITIES.values() if place.county == "18" and place.name not in {NAME, *HOSPITALS}
    ]
    for page, said in pages(app):
        assert (NOTICE in said) == (page in NAMES_IT), page
        assert page == "method" or not OF_THE_COUNTY.search(said), (page, OF_THE_COUNTY.search(said))
        assert page == "method" or not [name for name in others if name in said], page
    assert app.query_params["som"] in (f"municipality-{CODE}", [f"municipality-{CODE}"])


def test_the_network_sees_the_same_municipality(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("overview", own, monkeypatch, som="network-18")
    for page in ("overview", "criteria", "trends", "billing"):
        app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
        assert NOTICE in seen(app)
        assert not OF_THE_COUNTY.search(seen(app)), page


def test_pages_say_why_nothing_stands_beside(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("trends", own, monkeypatch)
    assert f"Uppgifterna gäller bara kommunen {NAME}: det finns inga andra kommuner att jämföra med." in seen(app)
    overview = seen(opened("overview", own, monkeypatch))
    assert f"låg medelvärdet för {NAME} på" in overview
    assert "Kommunerna på kartan" not in overview
    assert "Flera kriterier" in overview
    assert re.search(r"Över gränsen (?:ja|nej) medel över 3,0", overview)


def test_the_municipality_is_its_own_operator(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = seen(opened("data", own, monkeypatch))
    assert "visas för regionen" not in said


def test_its_bill_is_the_one_it_has_in_the_whole_county_s_store(
    own: Path, county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = ("bill", "--month", LAST, "--format", "json", "--data")
    alone, among = lus(*call, own).json, lus(*call, county, "--municipality", CODE).json
    assert alone["groups"] == among["groups"]
    assert alone["lines"] == among["lines"]
    somatic = next(group for group in alone["groups"] if group["care_form"] == "somatic")
    shown = table(opened("billing", own, monkeypatch), "Fakturering per kommun")
    assert [row[0] for row in shown[1:]] == [NAME, "Summa"]
    assert shown[1][1] == str(somatic["episodes"])


def test_every_command_answers_and_stats_say_whose_they_are(own: Path, county: Path) -> None:
    line: dict[str, Any] = lus("bill", "--month", LAST, "--format", "json", "--data", own).json["lines"][0]
    calls = [
        ("months",),
        ("stats", "--month", LAST, "--by", "county"),
        ("stats", "--month", LAST, "--by", "hospital"),
        ("stats", "--month", LAST, "--by", "municipality"),
        ("explain", line["episode_id"]),
        ("timetable", "--month", LAST),
        ("verify",),
        ("log",),
    ]
    called = [lus(*call, "--data", own) for call in calls]
    assert [one.code for one in called] == [0] * len(calls)
    told = [f"gäller bara kommunen {NAME}" in one.err for one in called]
    assert told == [False, True, True, False, False, False, False, False]
    assert "gäller bara" not in lus("stats", "--month", LAST, "--by", "county", "--data", county).err


def test_the_whole_county_is_the_county_s(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("overview", county, monkeypatch)
    assert app.selectbox(key="filter_som").value == "region-18"
    assert "gäller bara kommunen" not in seen(app)
    assert "av 12 kommuner" in seen(app)


def test_one_more_municipality_or_a_county_of_one_is_no_restriction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = episodes(12, 3, ("18",), LAST, LAST)
    two = [
        row | {"kommunkod": code, "vårdtillfälle": f"{code}-{at}"}
        for at, row in enumerate(rows)
        for code in (CODE, "1880")
    ]
    gotland = [row | {"kommunkod": "0980", "vårdtillfälle": f"g-{at}"} for at, row in enumerate(rows)]
    folder = tmp_path / "several"
    imported(folder, [*two, *gotland], "2023-03-10")
    assert "gäller bara" not in lus("stats", "--month", LAST, "--by", "county", "--data", folder).err
    assert "gäller bara" not in seen(opened("overview", folder, monkeypatch, som="region-09"))
