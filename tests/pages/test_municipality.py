"""Kommun asserted against the oracle: one municipality's figures, districts and hospitals, and who may see them."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.generate import episodes
from tests.oracle import bill, stats
from tests.oracle.patients import patient
from tests.oracle.places import NAMES
from tests.pages.billing_material import (
    CONFIRMED,
    SMALL,
    Data,
    billing_rows,
    data_in,
    opened,
    seen,
    swedish,
    table,
)

OREBRO = "1880"
MONTHS = "Medelvärdet månad för månad"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    return data_in(tmp_path_factory.mktemp("municipality"), billing_rows())


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Data:
    """The City of Stockholm before two of its districts became Norra innerstaden."""
    places = {"Norrmalm": 3, "Östermalm": 3, "Bromma": 9, "Farsta": 8}
    rows = [
        patient(f"{name}-{n}", "2023-02-01 08:00", f"2023-02-0{n} 14:00", kommunkod="0180", stadsdelsområde=name)
        for name, count in places.items()
        for n in range(1, count + 1)
    ]
    return data_in(tmp_path_factory.mktemp("city"), rows + episodes(30, 5, ("01",), CONFIRMED, CONFIRMED, prefix="z-"))


def page(data: Data, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    chosen = {"som": "region-18", "manad": CONFIRMED, "lan": "18", "vardform": "somatic", "kommun": OREBRO} | query
    return opened("municipality", data.folder, monkeypatch, **chosen)


def test_one_municipality_reads_as_the_oracle_counts_it(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    figures = {
        key: figure
        for (code, form, key), figure in stats(data.register, CONFIRMED, "municipality").items()
        if (code, form) == (OREBRO, "somatic")
    }
    (group,) = [
        g
        for g in bill(data.register, CONFIRMED)["groups"]
        if (g["municipality_code"], g["care_form"]) == (OREBRO, "somatic")
    ]
    read = seen(app := page(data, monkeypatch))
    mean, zero, beds = (figures[key] for key in ("mean_ready_days", "share_zero_days", "beds_occupied"))
    assert f"({swedish(mean.denominator)} vårdtillfällen)" in read
    assert f"{zero.numerator} av {zero.denominator}" in read
    assert f"{swedish(beds.numerator)} dagar på {beds.denominator} dygn" in read
    median = float(figures["median_ready_days"].value)
    assert f"Median, dagar {swedish(median, 0 if median == int(median) else 1)}" in read
    headroom = abs(group["headroom_days"])
    assert f"Utrymme till gränsen {swedish(headroom, 0 if headroom == int(headroom) else 1)} dag" in read
    assert f"Simulerad faktura {swedish(group['amount_sek'])} kr" in read
    assert f"Stoppas av kriterier {swedish(group['blocked_sek'])} kr" in read
    assert f"Nu: {swedish(group['ready_days'])} dagar på {group['episodes_in_mean']} vårdtillfällen" in read
    assert table(app, MONTHS)[-1][1:3] == [swedish(mean.denominator), swedish(float(mean.value), 2)]
    lengths = dict(table(app, "Utskrivningsklara dagar per vårdtillfälle, Örebro")[1:])
    assert lengths["0"] == swedish(zero.numerator)
    assert sum(int(count) for count in lengths.values()) == mean.denominator


def test_the_next_stay_turns_the_month_where_the_rule_says(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = table(page(data, monkeypatch), "Ett vårdtillfälle till")[1:]
    (group,) = [
        g
        for g in bill(data.register, CONFIRMED)["groups"]
        if (g["municipality_code"], g["care_form"]) == (OREBRO, "somatic")
    ]
    for stay, _, verdict in rows:
        days = group["ready_days"] + int(stay.split()[0])
        over = days > 3 * (group["episodes_in_mean"] + 1)
        assert verdict == ("över 3,0" if over else "inte över 3,0")


def test_another_reader_sees_neither_rows_nor_small_numbers(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    read = seen(page(data, monkeypatch, som="network-18", kommun=SMALL))
    assert f"medelvärdet för {NAMES[SMALL]} dolt: färre än 5 vårdtillfällen" in read
    assert "Simulerad faktura dolt" in read
    assert "Enskilda vårdtillfällen visas bara för kommunen själv och för regionen." in read
    assert "Sjukhus, hela Örebro län" in read
    assert "Nu:" not in read
    assert "Fördelningen dag för dag" in read


def test_a_municipality_sees_all_of_its_own(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    read = seen(page(data, monkeypatch, som=f"municipality-{SMALL}", kommun=SMALL))
    assert "(2 vårdtillfällen)" in read
    assert "osäkert, få vårdtillfällen" in read
    assert f"Sjukhus, patienter från {NAMES[SMALL]}" in read


def test_terms_without_a_mean_have_no_room(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    read = seen(page(data, monkeypatch, enligt="law"))
    assert "Utrymme till gränsen ej tillämpligt" in read
    assert "gränsen 3,0" not in read


def test_old_districts_are_shown_as_recorded_or_in_todays_areas(city: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    where = {"som": "region-01", "lan": "01", "kommun": "0180"}
    caption = "Utskrivningsklara dagar per vårdtillfälle, somatisk vård"
    recorded = {row[0]: row[1] for row in table(page(city, monkeypatch, **where), caption)[1:]}
    today = {row[0]: row[1] for row in table(page(city, monkeypatch, **where, stadsdelar="today"), caption)[1:]}
    counted = stats(city.register, CONFIRMED, "district")
    for name in ("Norrmalm", "Östermalm", "Bromma"):
        assert recorded[name] == str(counted[name, "somatic", "episodes"].n)
    assert int(today["Norra innerstaden"]) == int(recorded["Norrmalm"]) + int(recorded["Östermalm"])
    assert "Norrmalm" not in today
    small = {name for name, count in today.items() if 0 < int(count) < 5}
    assert small
    network = {row[0]: row[1] for row in table(page(city, monkeypatch, **where | {"som": "network-01"}), caption)[1:]}
    assert set(network) == set(today), "as they were, districts are for those who see their small numbers"
    hidden = {name for name, count in network.items() if count == "dolt: färre än 5"}
    assert small <= hidden < set(today)
    assert all(network[name] == today[name] for name in set(today) - hidden)


def test_an_empty_store_explains_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Det finns inga uppgifter att visa ännu." in seen(opened("municipality", tmp_path, monkeypatch))
