"""Kriterier asserted against the oracle: shares, combinations, what was not registered, and who may see it."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.oracle import bill, stats
from tests.oracle.criteria import CATALOGUE, is_met
from tests.oracle.places import NAMES
from tests.oracle.terms import OREBRO
from tests.pages.billing_material import (
    CONFIRMED,
    MISSING,
    SMALL,
    Data,
    billing_rows,
    data_in,
    opened,
    seen,
    swedish,
    table,
)

BIG = "1880"
AMOUNT_OF_2023 = 10_500  # rules.md §5
LABELS = {
    "admission_notice": "Inskrivningsmeddelande",
    "ready_notice": "Underrättelse",
    "care_contact": "Fast vårdkontakt",
    "home_ready": "Hemgångsklar",
    "sip_call": "Kallelse till SIP krävs inte",
    "outpatient_available": "Öppen vård tillgänglig krävs inte",
    "weekday_discharge": "Utskriven på vardag krävs inte",
}
OUTPATIENT = {"care_contact", "sip_call", "outpatient_available"}  # rules.md §4
NEEDS = {
    "admission_notice": ("admission_notice_at", "estimated_discharge_on"),
    "ready_notice": ("ready_notice_at",),
    "care_contact": ("care_contact_at",),
    "home_ready": ("home_ready",),
}
SHARES, STATES, PARTS = (
    "Andel av vårdtillfällena som uppfyller varje kriterium",
    "Så gick det för varje kriterium",
    "Kombinationer",
)
OTHERS = "visas bara för regionen och för kommunen om de egna vårdtillfällena"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    return data_in(tmp_path_factory.mktemp("criteria"), billing_rows())


def page(data: Data, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    chosen = {"som": "region-18", "manad": CONFIRMED, "lan": "18", "vardform": "somatic"} | query
    return opened("criteria", data.folder, monkeypatch, **chosen)


def episodes(data: Data, code: str | None = None) -> list[Any]:
    """The newest revision's somatic episodes of the confirmed month."""
    rows = data.register.revisions["18", CONFIRMED, "somatic"][-1].rows
    return [row for row in rows if code in (None, row.municipality_code)]


def lines(data: Data, month: str = CONFIRMED, agreement: str | None = None) -> list[dict[str, Any]]:
    return [line for line in bill(data.register, month, agreement=agreement)["lines"] if line["care_form"] == "somatic"]


def test_shares_stand_under_the_party_that_answers_and_are_the_oracle_s(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = stats(data.register, CONFIRMED, "county")
    app = page(data, monkeypatch)
    whole = figures["18", "somatic", "share_criteria_met"]
    assert f"({whole.numerator} av {whole.denominator})" in seen(app)
    rows = {row[0]: row[1:] for row in table(app, SHARES)[1:]}
    assert rows["Alla kriterier"][1:3] == [str(whole.numerator), str(whole.denominator)]
    for key, label in LABELS.items():
        own = figures["18", "somatic", f"share_{key}"]
        party, met, n, share, *_ = rows[label]
        assert party == ("öppen vård" if key in OUTPATIENT else "sluten vård")
        assert (met, n) == (str(own.numerator), str(own.denominator))
        assert share == f"{swedish(float(own.value) * 100)} %"
    unmet = {key: whole.n - figures["18", "somatic", f"share_{key}"].numerator for key in OREBRO.criteria}
    assert f"Oftast brast {LABELS[max(unmet, key=unmet.__getitem__)]}" in seen(app)


def test_each_hospital_has_its_own_share(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = stats(data.register, CONFIRMED, "hospital")
    expected = {
        name or "Sjukhus saknas": [str(figure.numerator), str(figure.denominator)]
        for (name, form, key), figure in counted.items()
        if (form, key) == ("somatic", "share_criteria_met")
    }
    assert {
        row[0]: row[1:3]
        for row in table(page(data, monkeypatch), "Andel som uppfyller alla kriterier vid varje sjukhus")[1:]
    } == expected


def test_what_failed_together_and_what_was_never_registered(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch)
    together = Counter(
        " + ".join(LABELS[key] for key in line["unmet_criteria"]) for line in lines(data) if line["unmet_criteria"]
    )
    assert {row[0]: int(row[1]) for row in table(app, PARTS)[1:]} == together
    states = {row[0]: [int(count) for count in row[2:]] for row in table(app, STATES)[1:]}
    for key, needed in NEEDS.items():
        ways: Counter[str] = Counter()
        for one in episodes(data):
            if CATALOGUE[key](one):
                ways["met"] += 1
            elif is_met(key, one, OREBRO):
                ways["exempt"] += 1
            else:
                ways["unmet" if all(getattr(one, fact) is not None for fact in needed) else "not recorded"] += 1
        assert states[LABELS[key]] == [ways["met"], ways["unmet"], ways["not recorded"], ways["exempt"]]
    assert any(row[3] for row in states.values())


def test_what_unmet_criteria_stopped_adds_up_to_the_bill(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped: dict[str, list[int]] = {}
    for line in lines(data):
        if line["outcome"] == "criteria_unmet":
            unmet = line["unmet_criteria"]
            name = LABELS[unmet[0]] if len(unmet) == 1 else "Flera kriterier"
            sums = stopped.setdefault(name, [0, 0, 0])
            days = line["ready_days"] - line["free_days"]
            stopped[name] = [a + b for a, b in zip(sums, (days, days * AMOUNT_OF_2023, 1), strict=True)]
    assert stopped
    stopped["Sammanlagt"] = [sum(column) for column in zip(*stopped.values(), strict=True)]
    rows = table(page(data, monkeypatch), "Kriterierna stoppade")[1:]
    assert {row[0]: row[1:] for row in rows} == {name: [swedish(n) for n in sums] for name, sums in stopped.items()}


def test_a_missing_amount_is_said_and_never_a_zero(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    assert any(line["outcome"] == "criteria_unmet" for line in lines(data, MISSING, "law"))
    rows = table(page(data, monkeypatch, manad=MISSING, enligt="law"), "Kriterierna stoppade")[1:]
    assert {row[2] for row in rows} == {"belopp saknas"}


def test_the_mirror_holds_the_municipality_s_days_beside_the_region_s_part(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = stats(data.register, CONFIRMED, "municipality")
    share, mean = (counted[BIG, "somatic", key] for key in ("share_criteria_met", "mean_ready_days"))
    app = page(data, monkeypatch, kommun=BIG)
    assert f"för patienter från {NAMES[BIG]} ({share.numerator} av {share.denominator}" in seen(app)
    last = table(app, "Andel som uppfyller alla kriterier, och dagar i medeltal")[-1]
    assert last[1:3] == [str(mean.denominator), str(share.numerator)]
    assert last[4] == swedish(float(mean.value), 2)
    assert sum(int(row[1]) for row in table(app, PARTS)[1:]) == sum(
        1 for line in lines(data) if line["municipality_code"] == BIG and line["unmet_criteria"]
    )


def test_the_network_gets_no_combinations_and_no_municipality(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch, som="network-18", kommun=SMALL)
    read = seen(app)
    assert OTHERS in read
    assert NAMES[SMALL] not in read
    assert not [box for box in app.sidebar.selectbox if box.label == "Kommun"]
    assert STATES not in read
    figures = stats(data.register, CONFIRMED, "county")
    whole = figures["18", "somatic", "share_criteria_met"]
    assert f"({whole.numerator} av {whole.denominator})" in read


def test_a_municipality_sees_its_own_and_of_the_county_what_the_network_sees(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = page(data, monkeypatch, som=f"municipality-{SMALL}")
    assert f"för patienter från {NAMES[SMALL]}" in seen(own)
    assert "osäkert, få vårdtillfällen" in seen(own)
    assert [sum(map(int, row[2:])) for row in table(own, STATES)[1:]] == [len(episodes(data, SMALL))] * len(LABELS)
    (box,) = [box for box in own.sidebar.selectbox if box.label == "Kommun"]
    assert box.options == ["Hela länet", NAMES[SMALL]]
    whole = box.select("-").run()
    assert not whole.exception
    assert OTHERS in seen(whole)


def test_terms_that_bill_the_mean_s_excess_stop_no_single_episode(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    read = seen(page(data, monkeypatch, enligt="skane"))
    assert "Ej tillämpligt: villkoren debiterar inte enskilda vårdtillfällen." in read
    assert "Hemgångsklar krävs inte" in read


def test_an_empty_store_explains_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Det finns inga uppgifter att visa ännu." in seen(opened("criteria", tmp_path, monkeypatch))
