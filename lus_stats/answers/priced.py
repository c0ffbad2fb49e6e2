"""The differences between two revisions with their price: each alone, and what each municipality's add up to."""

from typing import Final, NamedTuple

import polars as pl

from lus_stats import billing
from lus_stats.answers.each_alone import MEASURES, each_alone
from lus_stats.answers.effect import Counted, effect, together
from lus_stats.answers.elsewhere import PLACE
from lus_stats.billing import GROUP
from lus_stats.billing.cost import known_sum

_LINE: Final = ("ready_days", "billed_days", "outcome")
_KEY: Final = ("municipality_code", "episode_id")
_LISTED: Final = (*GROUP, "episode_id", "change", "late", "gone", "facts", *PLACE)
_OF_GROUP: Final = ("model", "threshold_tenths", *(f"{name}_before" for name in MEASURES))


class Priced(NamedTuple):
    """The differences one by one, and per municipality. Days, tenths of days, whole kronor; unknown kronor are null.

    `episodes`: one row per episode that differs and municipality whose month it moves (two where the municipality is
    what changed), by municipality code and episode id: GROUP, episode_id, change, late, gone, facts, elsewhere.PLACE;
    the line on each side, null where it is not there (ready_days, billed_days, outcome: `_before`, `_after`); the
    municipality's month before and with this one difference (MEASURES: `_before`, `_alone`; model,
    threshold_tenths); what that moved (tenths_effect, sek_effect).

    `groups`: one row per such municipality, by code: effect.together, differences (how many), what they moved one by
    one (tenths_parts, sek_parts) and the rest, which they moved only together: tenths_together, sek_together (D70).
    """

    episodes: pl.DataFrame
    groups: pl.DataFrame


def priced(differences: pl.DataFrame, both: Counted) -> Priced:
    """Price the differences of one county, month and care form.

    Needs: the columns of differences.with_facts.
    """
    listed = by_municipality(differences).select(_LISTED)
    sides = (_lines(both.before, "before", both), _lines(both.after, "after", both))
    whole, lines_before, lines_after = pl.collect_all([together(both), *sides])
    groups = whole.join(listed, on=GROUP, how="semi").sort("municipality_code")
    episodes = (
        listed.join(lines_before, on=_KEY, how="left", validate="1:1")
        .join(lines_after, on=_KEY, how="left", validate="1:1")
        .join(groups.select(*GROUP, *_OF_GROUP), on=GROUP, how="left", validate="m:1")
        .join(each_alone(listed, both), on=_KEY, how="left", validate="1:1")
        .with_columns(_nothing_left())
        .with_columns(effect("alone"))
        .sort(_KEY)
    )
    return Priced(episodes, _with_parts(groups, episodes))


def by_municipality(differences: pl.DataFrame) -> pl.DataFrame:
    """The differences as rows of the municipalities whose month they move.

    Shape: one row per episode and municipality, two where the municipality is what changed: as given, and
    municipality_code.
    """
    codes = pl.concat_list("municipality_code_before", "municipality_code_after").list.drop_nulls().list.unique()
    return differences.with_columns(municipality_code=codes).explode("municipality_code")


def _lines(episodes: pl.LazyFrame, side: str, both: Counted) -> pl.LazyFrame:
    groups = billing.groups(episodes, both.amounts, both.terms)
    lines = billing.lines(episodes, groups, both.amounts)
    return lines.select(*_KEY, *(pl.col(name).alias(f"{name}_{side}") for name in _LINE))


def _nothing_left() -> list[pl.Expr]:
    """A month that the one difference leaves without episodes costs nothing."""
    gone = pl.col("liable_alone").is_null()
    nothing = {"liable": False, "billed_tenths": 0, "amount_sek": 0}
    return [
        pl.when(gone).then(pl.lit(value)).otherwise(pl.col(f"{name}_alone")).alias(f"{name}_alone")
        for name, value in nothing.items()
    ]


def _with_parts(groups: pl.DataFrame, episodes: pl.DataFrame) -> pl.DataFrame:
    parts = episodes.group_by(GROUP).agg(
        differences=pl.len().cast(pl.Int64),
        tenths_parts=pl.col("tenths_effect").sum(),
        sek_parts=known_sum("sek_effect"),
    )
    joined = groups.join(parts, on=GROUP, how="left", validate="1:1", maintain_order="left")
    return joined.with_columns(
        tenths_together=pl.col("tenths_effect") - pl.col("tenths_parts"),
        sek_together=pl.col("sek_effect") - pl.col("sek_parts"),
    )
