"""Trender asserted against the oracle: the funnel's figures, the months, two periods, and what is hidden from whom."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lus_stats.geography import MUNICIPALITIES
from lus_stats.ui import cache, cache_trends
from lus_stats.ui.files import Sheet
from lus_stats.ui.filters import Filters
from tests.generate import Row, episodes
from tests.oracle import stats
from tests.oracle.patients import patient
from tests.oracle.places import NAMES
from tests.oracle.stats import counted
from tests.oracle.terms import terms_for
from tests.pages.billing_material import SMALL, Data, data_in, opened, seen, swedish, table

MONTH, BEFORE = "2023-03", "2022-03"
FUNNEL, PANELS = "Trattdiagram", "Utskrivningsklara dagar i medeltal månad för månad"
HIDDEN = "dolt: färre än 5"
LONG = "1883"  # Karlskoga, whose patients all wait long


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    return data_in(tmp_path_factory.mktemp("trends"), _rows())


def _rows() -> list[Row]:
    """A year and a month, some 12 episodes a municipality; one is small in February, one waits long."""
    rows = [
        row
        for row in episodes(2_000, 3, ("18",), BEFORE, MONTH, prefix="t-")
        if row["kommunkod"] not in {SMALL, LONG} and row["vårdform"] == "somatisk"
    ]
    for month, count in (("2023-01", 6), ("2023-02", 3), (MONTH, 6)):
        rows += [
            patient(f"s-{month}-{n}", f"{month}-01 08:00", f"{month}-0{n + 2} 14:00", kommunkod=SMALL)
            for n in range(count)
        ]
    for month in ("2023-01", "2023-02", MONTH):
        rows += [
            patient(f"l-{month}-{n}", f"{month}-01 08:00", f"{month}-2{n} 14:00", kommunkod=LONG) for n in range(9)
        ]
    return rows


def page(data: Data, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    chosen = {"som": "region-18", "manad": MONTH, "lan": "18", "vardform": "somatic"} | query
    return opened("trends", data.folder, monkeypatch, **chosen)


def rows_of(app: AppTest, caption: str) -> dict[str, list[str]]:
    """A table's rows by municipality, without the tags after the name."""
    return {re.sub(r" (över|under) [0-9,]+ %-gränsen$", "", row[0]): row for row in table(app, caption)[1:]}


@pytest.mark.parametrize("pool", [1, 3, 12])
def test_the_funnel_has_the_oracles_figures(data: Data, monkeypatch: pytest.MonkeyPatch, pool: int) -> None:
    app = page(data, monkeypatch, period=str(pool))
    expected = stats(data.register, MONTH, "municipality", pool=pool)
    rows = rows_of(app, FUNNEL)
    assert len(rows) == 12
    for (code, form, key), figure in expected.items():
        if form == "somatic" and key == "mean_ready_days":
            assert rows[NAMES[code]][1:3] == [swedish(figure.n), swedish(float(figure.value), 2)]
    county = stats(data.register, MONTH, "county", pool=pool)["18", "somatic", "mean_ready_days"]
    assert f"({swedish(county.n)} vårdtillfällen)" in seen(app)


def test_who_waits_far_longer_stands_in_the_sentence_and_outside_limits_that_are_drawn(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(data, monkeypatch)
    assert "en kommun utanför gränserna för 99,8 % : Karlskoga över" in seen(app)
    row = table(app, FUNNEL)[1]
    assert row[0] == "Karlskoga över 99,8 %-gränsen"
    ((_, revisions),) = [(k, r) for k, r in data.register.revisions.items() if k == ("18", MONTH, "somatic")]
    terms = terms_for("18", "somatic", MONTH, None, None)
    days = [counted(one, terms, None).ready_days for one in revisions[-1].rows]
    means = np.random.default_rng(4).choice(days, (200_000, 9)).mean(axis=1)
    assert row[1] == "9"
    for text, edge in zip(row[3:7], (0.025, 0.975, 0.001, 0.999), strict=True):
        assert float(text.replace(",", ".")) == pytest.approx(np.quantile(means, edge), abs=0.35)


def test_two_periods_are_the_oracles_with_an_interval_and_a_word(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch, indikator="share_zero_days", jamfor="2022-09")
    now, before = (stats(data.register, month, "municipality") for month in (MONTH, "2022-09"))
    found = changes_of(app)
    compared = 0
    for name, row in found.items():
        code = next(code for code, place in MUNICIPALITIES.items() if place.name == name)
        key = (code, "somatic", "share_zero_days")
        if key in now and key in before:
            change = float(now[key].value - before[key].value) * 100
            assert float(row[3].replace("−", "-").replace(",", ".")) == pytest.approx(change, abs=0.051)
            shown = [float(f[key].value) * 100 for f in (now, before)]
            if abs(round(shown[0]) - round(shown[1])) > 1:
                assert row[6].startswith("ökat" if change > 0 else "minskat")
            compared += 1
        else:
            assert "inga vårdtillfällen" in row
    assert compared >= 3


def changes_of(app: AppTest) -> dict[str, list[str]]:
    """The rows of the comparison."""
    (caption,) = {title for title in captions(app) if "jämfört med" in title}
    return rows_of(app, caption)


def captions(app: AppTest) -> list[str]:
    bodies = [element.proto.body for element in app.main.get("html")]
    return [unescape(one) for body in bodies for one in re.findall(r"<caption[^>]*>(.*?)</caption>", body)]


def test_periods_that_share_months_have_no_interval(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = changes_of(page(data, monkeypatch, period="3", jamfor="2023-02"))
    assert {row[4] for row in rows.values()} <= {"räknas inte ut", "inga vårdtillfällen"}
    assert "räknas inte ut" in {row[4] for row in rows.values()}


def test_a_reader_without_rights_sees_no_pooled_figure_of_a_hidden_month(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = NAMES[SMALL]
    alone = rows_of(page(data, monkeypatch, som="network-18"), FUNNEL)[name]
    assert alone[1] == "6"
    app = page(data, monkeypatch, som="network-18", period="3")
    pooled = rows_of(app, FUNNEL)[name]
    assert pooled[1:7] == [HIDDEN] * 6
    assert "siffran dold: färre än 5 vårdtillfällen" in seen(app)
    assert rows_of(page(data, monkeypatch, period="3"), FUNNEL)[name][1] == "15"


def test_months_are_told_one_by_one_and_gaps_have_a_reason(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch, som="network-18")
    head, *rows = table(app, PANELS)
    months = dict(zip(head, next(row for row in rows if row[0] == NAMES[SMALL]), strict=True))
    assert (months["mar 2022"], months["feb"]) == ("inga", "dolt")
    assert re.fullmatch(r"\(\d,\d\)", months["mar"])  # six episodes: uncertain
    for word in (
        "”inga”: inga vårdtillfällen",
        "”dolt”: färre än 5 vårdtillfällen",
        "Inom parentes: osäkert, färre än 20",
    ):
        assert word in seen(app)


def test_the_file_of_months_has_what_the_table_has_no_room_for(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    page(data, monkeypatch, som="network-18")
    query = {"som": "network-18", "manad": MONTH, "lan": "18", "vardform": "somatic"}
    view = cache_trends.trends(Filters.from_query(query, cache.choices())[0])
    assert view is not None
    table_of = view.panels.table
    kept = Sheet(table_of.rows, table_of.columns, table_of.caption).table(date.fromisoformat(f"{MONTH}-01"))
    months = {f"{row[1]:%Y-%m}": row[2:] for row in kept.rows if row[0] == NAMES[SMALL]}
    assert months["2023-02"] == [HIDDEN, HIDDEN]
    assert months["2022-03"] == [0, "inga vårdtillfällen"]
    assert months["2023-03"][0] == 6


def test_the_table_of_months_has_the_oracles_figures(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch)
    expected = stats(data.register, MONTH, "municipality")
    rows = {row[0]: row for row in table(app, PANELS)[1:]}
    for (code, form, key), figure in expected.items():
        if form == "somatic" and key == "mean_ready_days":
            said = swedish(float(figure.value), 1)
            assert rows[NAMES[code]][-1] == (f"({said})" if figure.n < 20 else said)


def test_an_indicator_without_a_funnel_says_so_and_a_missing_year_what_to_choose(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = seen(page(data, monkeypatch, indikator="beds_occupied"))
    assert "bara medelvärden och andelar har gränser" in read
    read = seen(page(data, monkeypatch, period="12", manad="2022-10"))
    assert "saknas någon månad" in read
    assert "Välj en annan period under Jämför med" in read


def test_terms_without_free_days_make_the_share_not_applicable(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    read = seen(page(data, monkeypatch, indikator="share_beyond_free_days", enligt="skane"))
    assert "ej tillämpligt under villkoren" in read


def test_an_empty_store_explains_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Det finns inga uppgifter att visa ännu." in seen(opened("trends", tmp_path, monkeypatch))
