"""The region's invoice against ours: nothing is lost, nothing counted twice, and plain Python finds the same."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from lus_stats.answers.reconciliation.compare import COMPARED, ELSEWHERE, EXACT, THEIRS, compared, compared_in_all
from lus_stats.answers.reconciliation.sums import FIGURES, sums
from lus_stats.vocabulary import CARE_FORM, OUTCOME, Ground, Match
from tests.oracle.reconcile import Invoiced, reconcile

OURS = {
    "episode_id": pl.String(),
    "care_form": CARE_FORM,
    "ready_days": pl.Int64(),
    "free_days": pl.Int64(),
    "unmet_criteria": pl.List(pl.String()),
    "outcome": OUTCOME,
    "billed_days": pl.Int64(),
    "amount_sek": pl.Int64(),
}
IDS = [f"e{number}" for number in range(6)]
UNBILLED = ("late_registration", "within_free_days", "mean_not_over_threshold", "criteria_unmet")

figures = st.sampled_from([None, *map(Decimal, ("0", "1", "2", "3", "-1", "-2", "8200", "16400", "-8200", "0.50"))])


@st.composite
def lines(draw: st.DrawFn) -> dict[str, Any]:
    days = draw(st.integers(0, 3))
    return {
        "episode_id": draw(st.sampled_from(IDS)),
        "care_form": draw(st.sampled_from(["somatic", "psychiatric"])),
        "ready_days": days + 3,
        "free_days": 3,
        "unmet_criteria": [],
        "outcome": "billed" if days else draw(st.sampled_from(UNBILLED)),
        "billed_days": days,
        "amount_sek": draw(st.sampled_from([days * 8200, None])) if days else 0,
    }


bills = st.lists(lines(), max_size=8, unique_by=lambda line: (line["episode_id"], line["care_form"]))
rows = st.tuples(st.sampled_from([None, *IDS, "okänd"]), figures, figures)
invoices = st.lists(rows, max_size=8).map(lambda found: [Invoiced(at, *row) for at, row in enumerate(found, 2)])


def held(invoice: Sequence[Invoiced], ours: Sequence[dict[str, Any]]) -> pl.DataFrame:
    return compared(
        pl.LazyFrame(invoice, schema=THEIRS, orient="row"),
        pl.LazyFrame(list(ours), schema=OURS),
        pl.LazyFrame(schema=ELSEWHERE),
    ).collect()


@given(invoices, bills)
def test_plain_python_finds_the_same(invoice: list[Invoiced], ours: list[dict[str, Any]]) -> None:
    found = held(invoice, ours)
    assert found.schema == COMPARED
    said = {
        line["episode_id"] or f"row {line['row']}": tuple(
            line[name] for name in ("match", "their_days", "our_days", "their_sek", "our_sek")
        )
        for line in found.to_dicts()
    }
    assert said == reconcile(invoice, ours)


@given(invoices, bills)
def test_both_sides_are_parted_exactly_and_the_sums_add_up(invoice: list[Invoiced], ours: list[dict[str, Any]]) -> None:
    found = held(invoice, ours)
    assert found["their_rows"].sum() == len(invoice)
    billed = {line["episode_id"] for line in ours if line["billed_days"]}
    assert found.filter(pl.col("our_days") > 0)["episode_id"].sort().to_list() == sorted(billed)
    assert found["our_days"].sum() == sum(line["billed_days"] for line in ours)
    assert found["their_days"].drop_nulls().sum() == sum(one.days or 0 for one in invoice)
    assert found["their_sek"].drop_nulls().sum() == sum(one.sek or 0 for one in invoice)
    parts, (total,) = sums(found.lazy()).collect(), sums(found.lazy(), ()).collect().to_dicts()
    assert parts["lines"].sum() == total["lines"] == found.height
    for name in FIGURES:
        known = parts[name].null_count() == 0
        assert total[name] == (parts[name].sum() if known else None)
    if None not in (total["their_sek"], total["our_sek"]):
        assert total["sek_apart"] == total["their_sek"] - total["our_sek"]


@given(invoices, bills)
def test_every_line_has_a_ground_of_its_own_kind(invoice: list[Invoiced], ours: list[dict[str, Any]]) -> None:
    of = {
        Match.EQUAL: {Ground.AGREES, Ground.COMES_TO_NOTHING},
        Match.NOT_INVOICED: {Ground.BILLED},
        Match.NOT_BILLED: {*map(Ground, UNBILLED), Ground.UNKNOWN_ID, Ground.NO_ID},
        Match.DIFFERS: {
            *(Ground.TWICE, Ground.CREDITED, Ground.FREE_DAYS_CHARGED),
            *(Ground.OTHER_DAYS, Ground.OTHER_KRONOR, Ground.NO_AMOUNT),
        },
    }
    for line in held(invoice, ours).to_dicts():
        assert Ground(line["ground"]) in of[Match(line["match"])]


@given(invoices, st.integers(0, 40), st.sampled_from([None, 0, 8200]))
def test_on_the_mean_one_line_holds_the_whole_invoice(
    invoice: list[Invoiced], tenths: int, amount_sek: int | None
) -> None:
    groups = pl.LazyFrame(
        {"billed_tenths": [tenths], "amount_sek": [amount_sek]}, {"billed_tenths": pl.Int64, "amount_sek": pl.Int64}
    )
    found = compared_in_all(pl.LazyFrame(invoice, schema=THEIRS, orient="row"), groups).collect()
    assert found.schema == COMPARED
    assert found.height == bool(invoice or tenths)
    for line in found.to_dicts():
        assert line["their_rows"] == len(invoice)
        assert line["our_days"] == Decimal(tenths) / 10
        assert line["ground"] == Ground.ON_THE_MEAN
    assert dict(found.schema)["our_days"] == EXACT
