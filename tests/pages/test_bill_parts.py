"""What stands under Fakturering's table, asserted against the oracle: shadow, cliff, year, districts, and for whom."""

from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lus_stats import answers, store
from lus_stats.answers import Bill, Question
from lus_stats.answers.cliff import Cliff, cliff
from lus_stats.months import parse
from lus_stats.vocabulary import CareForm
from tests.generate import Row, episodes
from tests.oracle import bill, read
from tests.oracle.patients import patient
from tests.pages.billing_material import NOW, Data, data_in, opened, seen, swedish, table

MONTHS = ("2022-12", "2023-01", "2023-02")
NOW_READ = MONTHS[-1]
OREBRO, CITY = "1880", "0180"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    rows = [row for row in episodes(700, 11, ("18", "01"), MONTHS[0], MONTHS[-1]) if priced(row)]
    return data_in(tmp_path_factory.mktemp("parts"), [*rows, *waiting()])


def priced(row: Row) -> bool:
    """Whether a stay lies in years whose amounts are known."""
    return all((row[name] or "2022")[:4] in {"2022", "2023"} for name in ("utskrivningsklar", "underrättelse"))


def waiting() -> list[Row]:
    """Patients of one municipality who wait long, so that it pays."""
    days = [(f"w{number}", f"{NOW_READ}-0{number} 09:00", f"{NOW_READ}-2{number} 14:00") for number in range(1, 6)]
    return [patient(name, ready, out, kommunkod=OREBRO) for name, ready, out in days]


def page(data: Data, monkeypatch: pytest.MonkeyPatch, county: str = "18", **query: str) -> AppTest:
    chosen = {"som": f"region-{county}", "manad": NOW_READ, "lan": county, "vardform": "somatic"} | query
    return opened("billing", data.folder, monkeypatch, **chosen)


def groups(data: Data, month: str = NOW_READ, county: str = "18", **asked: Any) -> dict[str, dict[str, Any]]:
    """The oracle's somatic groups of a county by municipality."""
    return {code: group for code, group in data.groups(month, **asked).items() if code.startswith(county)}


@pytest.mark.parametrize("agreement", [None, "stockholm"])
def test_the_shadow_bill_is_the_month_with_every_criterion_met(
    data: Data, monkeypatch: pytest.MonkeyPatch, agreement: str | None
) -> None:
    real = groups(data, agreement=agreement)
    met = groups(data, agreement=agreement, sets={"criteria": ()})
    app = page(data, monkeypatch, **({"enligt": agreement} if agreement else {}))
    expected = [
        [met[code]["municipality"], swedish(real[code]["amount_sek"]), swedish(met[code]["amount_sek"]),
         signed(met[code]["amount_sek"] - real[code]["amount_sek"]),
         swedish(real[code]["billed_days"]), swedish(met[code]["billed_days"])]
        for code in met
        if met[code]["billed_days"] or real[code]["billed_days"]
    ]  # fmt: skip
    assert expected
    assert sorted(table(app, "Skuggfaktura per kommun")[1:]) == sorted(expected)
    total, before = (sum(group["amount_sek"] for group in side.values()) for side in (met, real))
    assert f"{swedish(total)} kr i stället för {swedish(before)} kr: {swedish(total - before)} kr mer" in seen(app)
    assert ("Medelvärdet räknas då på alla" in seen(app)) == (agreement == "stockholm")


def signed(amount: int) -> str:
    return f"+{swedish(amount)}" if amount > 0 else swedish(amount)


def test_the_year_is_each_month_on_its_own_basis_and_their_sum(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    for query, codes in (({"kommun": OREBRO}, {OREBRO}), ({}, None)):
        app = page(data, monkeypatch, **query)
        read_months = {row[0]: row for row in table(app, "Fakturering månad för månad")[1:]}
        assert len(read_months) == 12
        days = kronor = 0
        for month, name in zip(MONTHS, ("dec 2022", "jan 2023", "feb 2023"), strict=True):
            own = [group for code, group in groups(data, month).items() if codes is None or code in codes]
            days += (billed := sum(group["billed_days"] for group in own))
            kronor += (cost := sum(group["amount_sek"] for group in own))
            assert read_months[name][1] == swedish(sum(group["episodes"] for group in own))
            assert read_months[name][-4:-2] == [swedish(billed), swedish(cost)]
            blocked = [sum(group[key] for group in own) for key in ("blocked_days", "blocked_sek")]
            assert read_months[name][-2:] == [swedish(each) for each in blocked]
        assert f"De senaste tre månaderna: {swedish(days)} dagar, {swedish(kronor)} kr" in seen(app)
        assert read_months["nov 2022"][1:3] == ["saknas", "saknas"]


def test_the_districts_add_up_to_the_city(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"threshold_days": Decimal("0.5")}
    app = page(data, monkeypatch, "01", kommun=CITY, grans="0.5")
    city = groups(data, county="01", sets=asked)[CITY]
    assert city["billed_days"]
    expected: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for line in bill(data.register, NOW_READ, sets=asked)["lines"]:
        if line["municipality_code"] == CITY and line["care_form"] == "somatic":
            found = expected[line["district"] or "stadsdel saknas"]
            found[0] += line["billed_days"] or 0
            found[1] += line["amount_sek"] or 0
    rows = table(app, "Stadsdelarnas del av fakturan")
    days, kronor = (rows[0].index(name) for name in ("Debiteras, dagar", "Debiteras, kronor"))
    read_rows = {row[0].lower(): [row[days], row[kronor]] for row in rows[1:]}
    assert {name.lower(): [swedish(one) for one in sums] for name, sums in expected.items()} == read_rows
    room = rows[0].index("Del av stadens utrymme, dagar")
    parts = [float(row[room].replace("−", "-").replace(",", ".").replace(" ", "")) for row in rows[1:]]
    assert sum(parts) == pytest.approx(float(city["headroom_days"]))


def test_others_get_the_sum_and_no_curve(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch, som="network-18", kommun=OREBRO)
    assert "Hade regionen uppfyllt alla kriterier hade de kommuner som visas betalat" in seen(app)
    assert "Kommuner som är dolda en månad är inte med den månaden." in seen(page(data, monkeypatch, som="network-18"))
    assert "Skuggfaktura per kommun" not in "".join(str(one.proto.body) for one in app.main.get("html"))
    assert not [words for words in ("Strax över", "utan klippa") if words in seen(app)]
    own = page(data, monkeypatch, som=f"municipality-{OREBRO}")
    assert [row[0] for row in table(own, "Skuggfaktura per kommun")[1:]] == ["Örebro"]
    region = seen(page(data, monkeypatch))
    assert "Hade regionen uppfyllt alla kriterier hade länets kommuner betalat" in region
    assert "Kommuner som är dolda" not in region
    assert "Fakturan växer från noll en bit över gränsen 3,0, utan klippa" in seen(own)


NOTICED, LONG_STAY = "2023-02-10 09:00", "2023-02-25 09:00"


@pytest.mark.parametrize("longer", [1, 2, 30])
@pytest.mark.parametrize("agreement", ["orebro", "skane"])
def test_the_curve_is_what_the_month_costs_when_one_who_waits_waits_longer(
    tmp_path: Path, longer: int, agreement: str
) -> None:
    rows = [one("long", LONG_STAY), *(one(f"p{number}", "2023-02-12 09:00") for number in range(9))]
    here, after = found(tmp_path, rows, agreement), waiting_longer(rows, longer, agreement)
    mean, days, sek, liable = here.at(after["ready_days"] / after["episodes_in_mean"])
    assert mean == after["mean_ready_days"]
    assert (days, sek, liable) == (pytest.approx(float(after["billed_days"])), pytest.approx(after["amount_sek"]), True)


def test_the_edge_is_the_cheapest_month_that_is_liable(tmp_path: Path) -> None:
    rows = [one("long", "2023-02-20 14:00"), *(one(f"p{number}", "2023-02-10 14:00") for number in range(9))]
    here = found(tmp_path, rows, "orebro")
    assert (here.ready_days, here.episodes, here.billed_tenths, here.first_liable_days) == (20, 10, 0, 31)
    at, over = (waiting_longer(rows, longer, "orebro") for longer in (10, 11))
    assert (at["liable"], over["liable"]) == (False, True)
    assert (here.edge_days, here.edge_sek) == (over["billed_days"], over["amount_sek"])
    assert here.at(3.0)[3] is False


def test_terms_without_a_mean_have_no_cliff(tmp_path: Path) -> None:
    assert cliff(billed(tmp_path, [one("long", LONG_STAY)], "law"), OREBRO, CareForm.SOMATIC) is None


def one(name: str, left: str) -> Row:
    return patient(name, NOTICED, left, kommunkod=OREBRO, registrerad="2023-02-28 10:00")


def billed(base: Path, rows: list[Row], agreement: str) -> Bill:
    folder = data_in(base, rows).folder
    return answers.bill(store.open_data(folder), Question(parse(NOW_READ), county="18", agreement=agreement))


def found(base: Path, rows: list[Row], agreement: str) -> Cliff:
    """The cliff of Örebro's February."""
    curve = cliff(billed(base, rows, agreement), OREBRO, CareForm.SOMATIC)
    assert curve is not None
    return curve


def waiting_longer(rows: list[Row], days: int, agreement: str) -> dict[str, Any]:
    """The oracle's outcome, had the first patient been told so many days earlier."""
    told = f"{datetime.fromisoformat(NOTICED) - timedelta(days=days):%Y-%m-%d %H:%M}"
    longer = [rows[0] | {"utskrivningsklar": told, "underrättelse": told}, *rows[1:]]
    (group,) = bill(read(longer, None, NOW), NOW_READ, agreement=agreement)["groups"]
    return dict(group)
