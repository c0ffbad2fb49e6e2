"""What the criteria stopped, on Fakturering, Kriterier and Läget: on all the same to a reader, and of no few."""

from dataclasses import replace

import polars as pl
import pytest

from lus_stats.ui import cache, cache_billing, cache_criteria, cache_statistics
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.billing_steps import SHORT
from tests.generate import episodes
from tests.oracle import stats
from tests.oracle.waterfall import waterfall
from tests.pages.billing_material import CONFIRMED, MISSING, UNCONFIRMED, Data, billing_rows, data_in

MONTHS = (CONFIRMED, MISSING, UNCONFIRMED)
OWN = "1880"
TOGETHER = "Kriterier inte uppfyllda"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    some = episodes(300, 22, ("18",), CONFIRMED, CONFIRMED, prefix="s-")
    many = episodes(4000, 21, ("18",), UNCONFIRMED, UNCONFIRMED, prefix="m-")
    # A rare gap would hide the others.
    rows = [row for row in [*billing_rows(), *some, *many] if row["sip_krävs"] != "ja"]
    return data_in(tmp_path_factory.mktemp("stops"), rows)


def view(data: Data, monkeypatch: pytest.MonkeyPatch, month: str, viewer: str, **query: str) -> Filters:
    monkeypatch.setenv("LUS_DATA", str(data.folder))
    asked = {"som": viewer, "manad": month, "lan": "18", "vardform": "somatic"} | query
    chosen, faults = Filters.from_query(asked, cache.choices())
    assert not faults
    return chosen


def parts(data: Data, month: str, hidden: set[str], agreement: str | None) -> dict[str, tuple[int, int | None, int]]:
    """Days, kronor and others' episodes of every step, of the municipalities that are shown."""
    found: dict[str, tuple[int, int | None, int]] = {}
    for (code, form), steps in waterfall(data.register, month, agreement).items():
        if form != "somatic" or code in hidden:
            continue
        for name, step in steps.items():
            days, kronor, episodes = found.get(name, (0, 0, 0))
            whole = None if kronor is None or step.kronor is None else kronor + step.kronor
            found[name] = (days + int(step.days), whole, episodes + step.episodes)
    return found


@pytest.mark.parametrize("agreement", [None, "law"])
@pytest.mark.parametrize("month", MONTHS)
def test_a_reader_of_the_rows_has_every_step_of_the_oracle_on_both_pages(
    data: Data, monkeypatch: pytest.MonkeyPatch, month: str, agreement: str | None
) -> None:
    chosen = view(data, monkeypatch, month, "region-18", **({"enligt": agreement} if agreement else {}))
    billing, criteria = cache_billing.billing(chosen), cache_criteria.criteria(chosen)
    assert billing is not None
    assert criteria is not None
    expected = parts(data, month, set(), agreement)
    expected.pop("late_registration", None)
    read = billing.steps.select("step", pl.col("days").cast(pl.Int64), pl.col("signed_sek").abs(), "episodes")
    found = {step: tuple(row) for step, *row in read.iter_rows()}
    assert found == {"billed": (0, 0, 0)} | expected
    stopped = {SHORT[name]: row for name, row in expected.items() if name in SHORT}
    columns = ("label", "days", "amount_sek", "episodes")
    told = {label: tuple(row) for label, *row in criteria.blocked.rows.select(columns).iter_rows()}
    told.pop("Sammanlagt", None)
    assert told == stopped


@pytest.mark.parametrize(
    ("viewer", "agreement"), [("network-18", "orebro"), ("network-18", "law"), (f"municipality-{OWN}", "orebro")]
)
@pytest.mark.parametrize("month", [CONFIRMED, UNCONFIRMED])
def test_others_are_told_the_same_on_both_pages_and_of_no_few(
    data: Data, monkeypatch: pytest.MonkeyPatch, month: str, viewer: str, agreement: str
) -> None:
    """Whatever agreement they ask for, it is under the county's own."""
    chosen = replace(view(data, monkeypatch, month, viewer, enligt=agreement), municipality=None)
    billing, criteria = cache_billing.billing(chosen), cache_criteria.criteria(chosen)
    assert billing is not None
    assert criteria is not None
    codes = billing.file_rows.filter(state="dolt: färre än 5")["municipality_code"]
    hidden = set(codes)
    own = {OWN} if viewer.startswith("municipality") else set()
    shown, others = (parts(data, month, hidden | without, "orebro") for without in (set(), own))
    stopped = [name for name in shown if name in SHORT]
    few = [name for name in stopped if 0 < others.get(name, (0, 0, 0))[2] < 5]
    drawn = dict(billing.steps.select("label", "days").iter_rows())
    told = dict(criteria.blocked.rows.select("label", "days").iter_rows())
    if few:
        assert drawn[TOGETHER] == sum(shown[name][0] for name in stopped)
        assert not set(drawn) & set(SHORT.values())
        assert not told
    else:
        assert TOGETHER not in drawn
        assert {name: drawn.get(SHORT[name]) for name in stopped} == {name: shown[name][0] for name in stopped}
        assert {name: told.get(SHORT[name]) for name in stopped} == {name: shown[name][0] for name in stopped}
    assert [column.name for column in billing.steps_columns][-1] == "signed_sek"
    less = sum(days for label, days in drawn.items() if label not in {"Debiteras", next(iter(drawn))})
    assert next(iter(drawn.values())) - less == drawn["Debiteras"]


def test_both_ways_of_telling_are_in_the_material(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    labels = [
        set(found.steps["label"])
        for month in (CONFIRMED, UNCONFIRMED)
        if (found := cache_billing.billing(view(data, monkeypatch, month, "network-18"))) is not None
    ]
    assert any(TOGETHER in one for one in labels)
    assert any(one & set(SHORT.values()) for one in labels)


def test_the_network_reads_no_gap_of_its_own_on_the_first_page(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    overview = cache_statistics.overview(view(data, monkeypatch, CONFIRMED, "network-18"))
    assert overview is not None
    figures = stats(data.register, CONFIRMED, "county")
    for key, count, share in overview.gaps.rows.select("gap", "episodes", "share").iter_rows():
        own = figures["18", "somatic", f"share_{key}"]
        assert count == own.denominator - own.numerator
        assert share == pytest.approx(count / own.denominator)
    assert "Flera kriterier" not in overview.gaps.html
    own_page = cache_statistics.overview(view(data, monkeypatch, CONFIRMED, "region-18"))
    assert own_page is not None
    assert "Flera kriterier" in own_page.gaps.html
