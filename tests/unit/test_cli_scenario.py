"""`lus bill --scenario`: the same answer as the same terms by --set, and what is refused."""

from pathlib import Path

import pytest

from lus_stats.rules import Scenario, parse_changes, write_scenario
from tests.unit.lus import imported, lus, two_patients

SCENARIOS = {
    "lag-grans": (None, ("threshold_days=2.5",)),
    "tva-fristdagar": (None, ("free_days=2", "discharge_day_counts=false")),
    "skane-utan-krav": ("skane", ("criteria=", "amount_sek=9000")),
    "lagen": ("law", ()),
}


@pytest.fixture(scope="module")
def february(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = imported(tmp_path_factory.mktemp("data"), two_patients())
    (folder / "scenarios").mkdir()
    for name, (agreement, pairs) in SCENARIOS.items():
        found = Scenario(name, "Prov.", agreement, parse_changes(pairs))
        (folder / "scenarios" / f"{name}.toml").write_bytes(write_scenario(found))
    return folder


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_is_its_terms(february: Path, name: str) -> None:
    agreement, pairs = SCENARIOS[name]
    options = [
        *(("--agreement", agreement) if agreement else ()),
        *(part for pair in pairs for part in ("--set", pair)),
    ]
    bill = ("bill", "--month", "2020-02", "--data", february, "--format", "json")
    by_hand = lus(*bill, *options)
    assert by_hand.code == 0
    for named in (name, february / "scenarios" / f"{name}.toml"):
        called = lus(*bill, "--scenario", named)
        assert (called.code, called.json) == (0, by_hand.json)
        assert called.err.startswith(f"Scenario: {name}. Prov.\n")
        assert called.err.endswith(by_hand.err)


def test_the_changes_are_said_beside_the_answer(february: Path) -> None:
    called = lus("bill", "--month", "2020-02", "--data", february, "--scenario", "lag-grans", "--format", "csv")
    assert "Ändrade villkor (Örebro län): gräns 2,5 i stället för 3,0." in called.err
    assert "Ändrade villkor" not in called.out
    plain = lus("bill", "--month", "2020-02", "--data", february, "--set", "threshold_days=3.0")
    assert "Ändrade villkor" not in plain.err


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--scenario", "lag-grans", "--set", "free_days=2"), 2, "ta bort --set och --agreement"),
        (("--scenario", "lag-grans", "--agreement", "law"), 2, "ta bort --set och --agreement"),
        (("--scenario", "lag-gränsen"), 2, "Menade du lag-grans?"),
        (("--scenario", "finns/inte.toml"), 2, "finns/inte.toml finns inte"),
        (("--scenario", "../scenarios/lag-grans"), 2, "finns inte"),
    ],
)
def test_what_cannot_be_meant_is_a_wrong_call(february: Path, options: tuple[str, ...], code: int, words: str) -> None:
    called = lus("bill", "--month", "2020-02", "--data", february, *options)
    assert (called.code, called.out) == (code, "")
    assert words in called.err


def test_a_faulty_file_and_an_agreement_there_is_not(february: Path, tmp_path: Path) -> None:
    faulty = tmp_path / "fel.toml"
    faulty.write_text('name = "Fel"\n[terms]\nfre_days = 2\n', encoding="utf-8")
    called = lus("bill", "--month", "2020-02", "--data", february, "--scenario", faulty)
    assert called.code == 3
    assert "fel.toml: okänd nyckel 'fre_days', i terms; menade du 'free_days'?" in called.err
    faulty.write_text('name = "Fel"\nagreement = "orbro"\n[terms]\n', encoding="utf-8")
    called = lus("bill", "--month", "2020-02", "--data", february, "--scenario", faulty)
    assert called.code == 2
    assert "'orbro' finns inte" in called.err
