"""Budget, and the chance of crossing on Kommun and Fakturering: what they say, to whom, and that they agree."""

import json
import random
from pathlib import Path
from statistics import quantiles
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lus_stats import months, store
from lus_stats.answers.ahead import ahead
from lus_stats.answers.ahead_past import AheadQuestion, past
from lus_stats.text.chance import in_months
from lus_stats.vocabulary import CareForm
from tests.generate import episodes
from tests.oracle import bill
from tests.oracle.places import NAMES
from tests.pages.billing_material import Data, data_in, opened, seen, swedish, table

Bills = dict[str, dict[str, Any]]
FIRST, LAST, COMING = "2021-01", "2023-02", "mars 2023"
LARGE, SMALL = "1880", "1864"
REGION, NETWORK = "region-18", "network-18"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    """Twenty-six months of a county, alike but for chance, with one municipality of few."""
    return data_in(tmp_path_factory.mktemp("budget"), episodes(1_900, 3, ("18",), FIRST, LAST))


def page(data: Data, monkeypatch: pytest.MonkeyPatch, name: str = "budget", **query: str) -> AppTest:
    chosen = {"som": REGION, "manad": LAST, "lan": "18", "vardform": "somatic", "kommun": LARGE} | query
    return opened(name, data.folder, monkeypatch, **chosen)


@pytest.fixture(scope="module")
def bills(data: Data) -> Bills:
    """The oracle's bill of each of the 24 months that end with the last."""
    every = [f"{month:%Y-%m}" for month in months.span(months.parse("2021-03"), months.parse(LAST))]
    return {month: bill(data.register, month) for month in every}


def of_large(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in rows if (one["municipality_code"], one["care_form"]) == (LARGE, "somatic")]


def chances_on_fakturering(data: Data, monkeypatch: pytest.MonkeyPatch, **query: str) -> dict[str, str]:
    rows = table(page(data, monkeypatch, "billing", **query), "Fakturering per kommun")[1:]
    return {row[0].removesuffix(" över gränsen"): row[-1] for row in rows}


def test_the_months_that_were_are_the_oracles(data: Data, bills: Bills, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch)
    before = {month: of_large(found["groups"])[0] for month, found in bills.items()}
    drawn, *_ = app.main.get("plotly_chart")
    said = json.loads(drawn.proto.spec)["data"][2]["text"]
    assert len(said) == 12
    for text, (month, group) in zip(said, list(before.items())[-12:], strict=True):
        assert f"{swedish(group['mean_ready_days'], 2)} dagar" in text
        assert f"{group['episodes_in_mean']} vårdtillfällen" in text
        assert month[:4] in text
    total = sum(group["episodes"] for group in before.values())
    assert f"{swedish(total)} vårdtillfällen mars 2021 till februari 2023" in seen(app)
    newest = store.open_data(data.folder).for_demo().store.extracts("basis", counties=("18",))["extracted_on"].max()
    assert f"uttag {newest}" in seen(app)


def test_the_band_of_alike_months_is_near_what_plain_resampling_gives(
    data: Data, bills: Bills, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng, lines = random.Random(1), [line for found in bills.values() for line in of_large(found["lines"])]
    days = [line["ready_days"] for line in lines if line["outcome"] != "late_registration"]
    sizes = [of_large(found["groups"])[0]["episodes"] for found in bills.values()]
    drawn = [rng.choices(days, k=rng.choice(sizes)) for _ in range(4_000)]
    means = [sum(one) / len(one) for one in drawn]
    tenths = quantiles(means, n=10)
    rows = table(page(data, monkeypatch), "Gränsen 3,0 ligger inom det band")[1:]
    assert [row[0] for row in rows][:2] == ["mars 2023", "april 2023"]
    low, middle, high = (float(cell.replace(",", ".")) for cell in rows[0][1:4])
    assert middle == pytest.approx(tenths[4], rel=0.1)
    assert high - low == pytest.approx(tenths[8] - tenths[0], rel=0.4)
    assert high - low > 0.9 * (tenths[8] - tenths[0])
    chance = sum(mean > 3 for mean in means) / len(means)
    assert float(rows[0][4].removesuffix(" %")) / 100 == pytest.approx(chance, abs=0.1)


def test_the_tables_and_the_headline_are_the_answers(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = AheadQuestion(months.parse(LAST), "18", CareForm.SOMATIC)
    answer = ahead(past(store.open_data(data.folder).for_demo(), asked), LARGE)
    assert answer is not None
    app = page(data, monkeypatch)
    for row, found in zip(table(app, "Vad det kan kosta")[1:], answer.sums.to_dicts(), strict=True):
        ends = [found[f"{of}_{end}"] for of in ("days", "sek") for end in ("low", "mid", "high", "average")]
        assert [int(cell.replace(" ", "")) for cell in row[2:]] == pytest.approx(ends, abs=0.51)
        assert row[1] == f"{swedish(100 * found['costs'])} %"
    assert "(obekräftat)" in seen(app), "2024 has an amount that nobody has confirmed"
    assert f"Chansen att {COMING} hamnar över 3,0: {in_months(answer.months['crossing'][0])}" in seen(app)


def test_an_entered_amount_makes_the_bill_kronor(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    read = seen(page(data, monkeypatch, andrat="amount_sek=10000"))
    assert "De kommande 12 månaderna kostar med 80 % sannolikhet mellan" in read
    assert "(angivet)" in read
    days, sek = (table(page(data, monkeypatch, andrat="amount_sek=10000"), "Vad det kan kosta")[2][at] for at in (4, 8))
    assert int(sek.replace(" ", "")) == pytest.approx(10_000 * int(days.replace(" ", "")), rel=0.01)


def test_budget_kommun_and_fakturering_tell_the_same_chance(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    words = in_months(
        float(table(page(data, monkeypatch), "Gränsen 3,0 ligger inom det band")[1][4].removesuffix(" %")) / 100
    )
    assert f"Chansen att {COMING} hamnar över 3,0: {words}" in seen(page(data, monkeypatch, "municipality"))
    rows = chances_on_fakturering(data, monkeypatch)
    assert rows[NAMES[LARGE]] == words
    assert rows[NAMES[SMALL]] in {"för kort historik", "–"}


def test_a_moved_threshold_moves_the_chance(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    read = seen(page(data, monkeypatch, grans="1.0"))
    assert "Ändrade villkor: gräns 1,0 i stället för 3,0." in read
    assert f"Chansen att {COMING} hamnar över 1,0: nästan varje månad" in read
    assert "med dina ändringar" in read
    assert "nästan varje månad" in chances_on_fakturering(data, monkeypatch, grans="1.0").values()
    assert f"Chansen att {COMING} hamnar över 3,0" in seen(page(data, monkeypatch, "municipality", grans="1.0"))


def test_a_reader_without_rows_gets_no_budget_and_chances_only_of_shown_histories(
    data: Data, bills: Bills, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = seen(page(data, monkeypatch, som=NETWORK))
    assert "visas bara för kommunen själv och för regionen" in read
    assert "sannolikhet" not in read
    rows = chances_on_fakturering(data, monkeypatch, som=NETWORK)
    hidden = {name for name, said in rows.items() if said == "dolt: färre än 5"}
    few = {
        group["municipality_code"]
        for found in bills.values()
        for group in found["groups"]
        if group["care_form"] == "somatic" and 1 <= group["episodes"] <= 4
    }
    assert few
    assert {NAMES[code] for code in few} <= hidden
    kommun = seen(page(data, monkeypatch, "municipality", som=NETWORK, kommun=min(few)))
    assert f"Chansen att {COMING} hamnar över 3,0 visas inte" in kommun
    own = seen(page(data, monkeypatch, som=f"municipality-{LARGE}"))
    assert f"{NAMES[LARGE]}, somatisk vård" in own


def test_a_short_history_and_terms_without_a_mean_are_said(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "är för kort att räkna en budget på" in seen(page(data, monkeypatch, manad="2021-11"))
    read = seen(page(data, monkeypatch, enligt="law"))
    assert "Chans över gränsen ej tillämpligt" in read
    assert "Månadens medelvärde" not in read
    assert "hamnar över" not in read


def test_an_empty_store_explains_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Det finns inga uppgifter att visa ännu." in seen(opened("budget", tmp_path, monkeypatch))
