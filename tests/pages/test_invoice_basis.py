"""Fakturaunderlag asserted against the oracle: every line, the card, the filter, and who may see them."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lus_stats import months
from lus_stats.errors import Refused
from lus_stats.ui.cache_documents import month_as_excel, month_as_pdf, year_as_excel
from lus_stats.ui.filters import Filters
from lus_stats.viewer import Viewer
from tests.oracle import bill
from tests.pages.billing_material import (
    CONFIRMED,
    ROOT,
    Data,
    billing_rows,
    data_in,
    opened,
    seen,
    swedish,
    table,
    words,
)

CAPTION = "Fakturaunderlag"
WORDS = {
    "late_registration": "registrerad för sent",
    "within_free_days": "inom fristdagarna",
    "mean_not_over_threshold": "månaden inte över gränsen",
    "billed": "debiteras",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    return data_in(tmp_path_factory.mktemp("basis"), billing_rows())


def page(data: Data, monkeypatch: pytest.MonkeyPatch, municipality: str, **query: str) -> AppTest:
    chosen = {"som": "region-18", "manad": CONFIRMED, "lan": "18", "vardform": "somatic", "kommun": municipality}
    return opened("invoice_basis", data.folder, monkeypatch, **(chosen | query))


def lines(data: Data, municipality: str | None = None) -> list[dict[str, Any]]:
    """The oracle's somatic lines."""
    found = bill(data.register, CONFIRMED, municipality=municipality)["lines"]
    return [line for line in found if line["care_form"] == "somatic"]


def payer(data: Data) -> str:
    """The municipality with most billed lines."""
    billed = [line["municipality_code"] for line in lines(data) if line["outcome"] == "billed"]
    return max(sorted(set(billed)), key=billed.count)


def test_every_line_is_there_as_the_oracle_has_it(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = lines(data, payer(data))
    app = page(data, monkeypatch, payer(data))
    read = {row[0]: row[1:] for row in table(app, CAPTION)[1:]}
    assert len(read) == min(len(expected), 50)
    for line in expected:
        name = line["episode_id"] + (" avgörande" if line["pivotal"] else "")
        if name in read:
            *figures, outcome = read[name]
            assert figures == [swedish(line[key]) for key in ("ready_days", "billed_days", "amount_sek")]
            assert outcome.startswith(WORDS.get(line["outcome"], "stoppas: "))
    billed = [line for line in expected if line["outcome"] == "billed"]
    total = f"{sum(line['billed_days'] for line in billed)} dagar debiteras"
    assert total in seen(app)
    assert f"på {len(billed)} av {len(expected)} vårdtillfällen" in seen(app)


def test_a_line_opens_and_says_why_each_day_is_charged(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch, payer(data), utfall="billed")
    billed = {line["episode_id"]: line for line in lines(data, payer(data)) if line["outcome"] == "billed"}
    assert len(table(app, CAPTION)) == len(billed) + 1
    assert f"visar: debiteras ({len(billed)})" in seen(app)
    first = app.selectbox(key="picked_episode").value
    app.button(key="row_after").click().run()
    opened_id = app.selectbox(key="picked_episode").value
    assert opened_id != first
    line = billed[opened_id]
    assert f"{opened_id} · varför dag 4" in seen(app)
    assert words(cards(app)).count("10 500 kr") >= line["billed_days"]
    assert cards(app).count('class="day free"') == line["free_days"]
    assert cards(app).count('class="day billed"') == line["billed_days"]
    assert "Regionens kriterier: alla uppfyllda" in seen(app)
    assert "Om den här raden föll bort:" in seen(app)
    assert opened_id not in str(dict(app.query_params))


def cards(app: AppTest) -> str:
    """The open card's HTML."""
    return next(one.proto.body for one in app.main.get("html") if "<article" in one.proto.body)


def test_only_the_municipality_itself_and_its_region_see_lines(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [line["episode_id"] for line in lines(data)]
    for viewer in ("network-18", "municipality-1880"):
        app = page(data, monkeypatch, "1883", som=viewer)
        assert "visas bara för kommunen själv och för regionen" in seen(app)
        assert not [name for name in ids if name in str(app.main)]
    own = page(data, monkeypatch, "1883", som="municipality-1883")
    assert table(own, CAPTION)


def test_the_files_are_only_for_those_who_see_the_lines(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    for viewer, files in (("network-18", 0), ("municipality-1880", 0), ("municipality-1883", 3), ("region-18", 3)):
        app = page(data, monkeypatch, "1883", som=viewer)
        labels = [one.proto.label for one in app.get("download_button")]
        assert len([label for label in labels if "underlaget" in label or "tolv" in label]) == files
        chosen = Filters(Viewer.from_key(viewer), months.parse(CONFIRMED), "18", municipality="1883")
        for make in (month_as_pdf, month_as_excel, year_as_excel):
            if files:
                assert make(chosen)
            else:
                with pytest.raises(Refused):
                    make(chosen)


def test_a_filter_that_nothing_matches_says_so(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch, payer(data), utfall="in_mean")
    assert "Inga rader har utfallet ”ingår i medelvärdet”." in seen(app)


def test_lines_of_a_month_billed_as_a_whole_have_no_kronor(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch, payer(data), enligt="skane")
    assert table(app, CAPTION)[0] == ["Vårdtillfälle", "Dagar", "Utfall"]
    assert {row[-1] for row in table(app, CAPTION)[1:]} <= {"ingår i medelvärdet", "registrerad för sent"}


def test_many_lines_come_in_pages_and_the_open_one_is_on_its_page(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch, "1880")
    ids = app.selectbox(key="picked_episode").options
    assert len(ids) > 50
    app.selectbox(key="picked_episode").select_index(50).run()
    assert app.selectbox(key="page_of_rows").value == 1
    assert table(app, CAPTION)[1][0].split()[0] == app.selectbox(key="picked_episode").value


def test_an_empty_store_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Det finns inga uppgifter att visa ännu." in seen(opened("invoice_basis", tmp_path, monkeypatch))


def test_the_region_opens_on_the_largest_bill_until_it_picks_another(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    bills = {group["municipality_code"]: group for group in bill(data.register, CONFIRMED)["groups"]}
    largest = max(bills, key=lambda code: bills[code]["amount_sek"] or 0)
    assert largest != "1880"
    region = {"som": "region-18", "manad": CONFIRMED, "lan": "18", "vardform": "somatic"}
    app = opened("municipality", data.folder, monkeypatch, **region)
    assert app.selectbox(key="filter_kommun").value == "1880"
    assert at(app, "invoice_basis").value == largest
    assert at(app, "municipality").value == "1880"
    app.selectbox(key="filter_kommun").select("1881").run()
    assert at(app, "invoice_basis").value == "1881"


def at(app: AppTest, page: str) -> Any:
    """The list of municipalities on another page."""
    app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    return app.selectbox(key="filter_kommun")
