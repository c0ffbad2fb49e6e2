"""A municipality's months in the control chart: nothing, none and hidden are three things."""

from datetime import date

import polars as pl

from lus_stats.ui.filters import Filters
from lus_stats.ui.views.own_months import points
from lus_stats.viewer import Role, Viewer
from lus_stats.vocabulary import CARE_FORM, STATE, CareForm, State

JANUARY, FEBRUARY, MARCH = (date(2020, month, 1) for month in (1, 2, 3))
CHOSEN = Filters(Viewer(Role.NETWORK, "18"), MARCH, "18", CareForm.SOMATIC)


def figures(*rows: tuple[date, str, int | None, State]) -> pl.DataFrame:
    schema = {"month": pl.Date, "municipality_code": pl.String, "denominator": pl.Int64, "state": STATE}
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        care_form=pl.lit("somatic", CARE_FORM), indicator=pl.lit("mean_ready_days"), value=pl.lit(2.0)
    )


def test_a_month_that_is_not_stored_is_missing_and_one_without_episodes_is_nought():
    seen = figures(
        (FEBRUARY, "1880", 40, State.SHOWN),
        (MARCH, "1880", 41, State.SHOWN),
        (MARCH, "1862", None, State.HIDDEN),
    )
    last = {
        code: points(seen, code, CHOSEN, MARCH).tail(3).select("month", "n", "state").rows()
        for code in ("1880", "1862")
    }
    assert last["1880"] == [(JANUARY, None, "missing"), (FEBRUARY, 40, "shown"), (MARCH, 41, "shown")]
    assert last["1862"] == [(JANUARY, None, "missing"), (FEBRUARY, 0, "shown"), (MARCH, None, "hidden")]
