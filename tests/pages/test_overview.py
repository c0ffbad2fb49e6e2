"""Läget asserted against the oracle: figures, who is liable, what is hidden from whom, and in which words."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lus_stats.errors import Refused
from lus_stats.ui import cache, cache_statistics
from lus_stats.ui.filters import Filters
from lus_stats.ui.tables import csv_bytes
from lus_stats.viewer import Viewer
from tests.oracle import bill, stats
from tests.oracle.patients import patient
from tests.oracle.places import NAMES
from tests.pages.billing_material import (
    CONFIRMED,
    MISSING,
    SMALL,
    UNCONFIRMED,
    Data,
    billing_rows,
    data_in,
    opened,
    seen,
    swedish,
    table,
)

DOTS = "Utskrivningsklara dagar per vårdtillfälle, Örebro län"
EMPTY = "1862"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    return data_in(tmp_path_factory.mktemp("overview"), billing_rows())


def page(data: Data, monkeypatch: pytest.MonkeyPatch, month: str = CONFIRMED, **query: str) -> AppTest:
    chosen = {"som": "region-18", "manad": month, "lan": "18", "vardform": "somatic"} | query
    return opened("overview", data.folder, monkeypatch, **chosen)


def test_a_month_in_which_everything_was_met_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [patient(f"K-{n}", "2023-02-01 08:00", f"2023-02-0{n} 14:00") for n in (8, 9)]
    app = page(data_in(tmp_path, rows), monkeypatch)
    assert "Alla 2 vårdtillfällen uppfyller alla kriterier." in seen(app)
    assert "Så räknas det" in [one.label for one in app.expander]


def one_decimal(value: Fraction) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return swedish(float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP)), 1)


def test_the_region_reads_the_oracles_statistics_and_outcome(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    county = stats(data.register, CONFIRMED, "county")
    groups = [g for g in bill(data.register, CONFIRMED)["groups"] if g["care_form"] == "somatic"]
    read = seen(app := page(data, monkeypatch))

    mean = county["18", "somatic", "mean_ready_days"]
    assert f"{one_decimal(mean.value)} dagar ( {mean.denominator} vårdtillfällen)" in read.replace("(", "( ")
    met = county["18", "somatic", "share_criteria_met"]
    assert f"{met.numerator} av {met.denominator}" in read
    liable = [g["municipality"] for g in groups if g["liable"]]
    assert f"Över gränsen {len(liable)} av 12" in read
    assert f"Simulerad faktura {swedish(sum(g['amount_sek'] for g in groups))} kr" in read
    assert "Demodata" in read
    rows = {row[0].removesuffix(" över gränsen"): row for row in table(app, DOTS)[1:]}
    assert {NAMES[code] for code in NAMES if code.startswith("18")} <= set(rows)
    assert len(rows) == 12
    assert {name for name, row in rows.items() if row[0].endswith("över gränsen")} == set(liable)
    figures = stats(data.register, CONFIRMED, "municipality")
    for (code, form, key), figure in figures.items():
        if form == "somatic" and key == "mean_ready_days":
            assert rows[NAMES[code]][1:3] == [swedish(figure.denominator), swedish(float(figure.value), 2)]
    for group in groups:
        billed = rows[group["municipality"]][5:]
        headroom = group["headroom_days"]
        assert billed[0] == swedish(group["episodes_in_mean"])
        assert billed[2] == f"{'+' if headroom > 0 else ''}{swedish(headroom, 0 if headroom == int(headroom) else 1)}"
        assert billed[3:7] == [swedish(group[k]) for k in ("billed_days", "amount_sek", "blocked_days", "blocked_sek")]
    assert rows[NAMES[EMPTY]][1:4] == ["0", "inga vårdtillfällen", "inga vårdtillfällen"]


def test_gaps_add_up_to_the_oracles_unmet_episodes(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [one for one in bill(data.register, CONFIRMED)["lines"] if one["care_form"] == "somatic"]
    unmet = [one["unmet_criteria"] for one in lines if one["unmet_criteria"]]
    app = page(data, monkeypatch)
    said = f"{len(unmet)} av {len(lines)} vårdtillfällen uppfyller inte alla kriterier."
    assert said in seen(app)
    counts = {row[0]: row[1] for row in table(app, str(len(unmet)))[1:]}
    assert counts["Flera kriterier"] == swedish(sum(len(keys) > 1 for keys in unmet))
    assert counts["Fast vårdkontakt"] == swedish(unmet.count(["care_contact"]))


def test_a_network_reads_nothing_of_a_small_municipality_nor_can_work_it_back(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(data, monkeypatch, som="network-18")
    rows = {row[0].removesuffix(" över gränsen"): row for row in table(app, DOTS)[1:]}
    assert set(rows[NAMES[SMALL]][1:]) == {"dolt: färre än 5"}
    hidden = [name for name, row in rows.items() if row[1] == "dolt: färre än 5"]
    assert len(hidden) >= 2, "one alone is the county's total less the others"
    groups = [g for g in bill(data.register, CONFIRMED)["groups"] if g["care_form"] == "somatic"]
    total = sum(g["amount_sek"] for g in groups if rows[g["municipality"]][-4] != "dolt: färre än 5")
    assert f"Simulerad faktura {swedish(total)} kr" in seen(app)
    assert "För" in seen(app)
    assert "utfallet dolt: färre än 5 vårdtillfällen" in seen(app)


def test_a_file_says_in_words_what_is_hidden_and_what_is_not_there(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUS_DATA", str(data.folder))
    query = {"som": "network-18", "manad": CONFIRMED, "lan": "18", "vardform": "somatic"}
    chosen, faults = Filters.from_query(query, cache.choices())
    assert not faults
    assert chosen.viewer == Viewer.from_key("network-18")
    view = cache_statistics.overview(chosen)
    assert view is not None
    text = csv_bytes(view.places, view.columns).decode("utf-8-sig")
    lines = {line.split(";")[0]: line.split(";") for line in text.splitlines()}
    assert lines[NAMES[SMALL]][1:3] == ["dolt: färre än 5"] * 2
    assert lines[NAMES[EMPTY]][1:3] == ["0", "inga vårdtillfällen"]
    assert not view.places.filter(municipality_code=SMALL)["amount_sek"].drop_nulls().len()


def test_kronor_are_missing_or_marked_where_the_amount_is(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    assert any(g["billed_days"] and g["amount_sek"] is None for g in bill(data.register, MISSING)["groups"])
    assert "Simulerad faktura belopp saknas" in seen(page(data, monkeypatch, MISSING))
    assert "(obekräftat)" in seen(page(data, monkeypatch, UNCONFIRMED))


def test_terms_without_a_mean_have_no_threshold_anywhere(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch, enligt="law")
    read = seen(app)
    assert "Över gränsen ej tillämpligt" in read
    assert "Villkoren har ingen gräns för månaden" in read
    assert "över gränsen" not in read
    assert all(row[6] == "ej tillämpligt" for row in table(app, DOTS)[1:])


def test_a_month_without_the_county_says_what_to_choose(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUS_DATA", str(data.folder))
    chosen = Filters(Viewer.from_key("region-01"), cache.choices().months[0], "01")
    with pytest.raises(Refused, match="Det finns inga uppgifter"):
        cache_statistics.overview(chosen)


def test_an_empty_store_explains_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Det finns inga uppgifter att visa ännu." in seen(opened("overview", tmp_path, monkeypatch))
