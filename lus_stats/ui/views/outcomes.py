"""The month's outcome as one reader may see it: every municipality of the county, the small ones hidden."""

from collections.abc import Collection

import polars as pl

from lus_stats.disclosure import FEWEST_SHOWN
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import held, rights
from lus_stats.viewer import Role, Viewer
from lus_stats.vocabulary import SWEDISH, State

HIDDEN = SWEDISH[State.HIDDEN]


def with_municipalities(groups: pl.DataFrame, chosen: Filters, hidden_elsewhere: Collection[str]) -> pl.DataFrame:
    """The groups of one county and care form, every municipality listed, and which of them are hidden.

    `hidden_elsewhere` are the municipalities whose number of episodes is hidden in the statistics: shown here they
    could give each other away there.

    Needs: billing.groups of the month.
    Shape: a row per municipality of the county (one where `rights.only_listed`): municipality_code, municipality,
    hidden, and the group's columns, which are null where there is no group (0 episodes) and where it is hidden.
    """
    own = groups.filter(pl.col("county") == chosen.county, pl.col("care_form") == chosen.care_form)
    small = pl.any_horizontal(
        pl.col(column).is_between(1, FEWEST_SHOWN - 1) for column in ("episodes", "episodes_in_mean")
    ).fill_null(value=False)
    places = _listed(held.municipalities(held.scope(chosen)), chosen)
    listed = places.select("municipality_code", "municipality").join(
        own.drop("county", "month", "care_form"),
        on="municipality_code",
        how="left",
        validate="1:1",
        maintain_order="left",
    )
    hidden = (small | pl.col("municipality_code").is_in(list(hidden_elsewhere))) & ~seen(chosen.viewer, chosen.county)
    figures = pl.exclude("municipality_code", "municipality", "hidden")
    return listed.with_columns(hidden=hidden).with_columns(pl.when(~pl.col("hidden")).then(figures))


def _listed(places: pl.DataFrame, chosen: Filters) -> pl.DataFrame:
    """The municipalities that the reader is told of at all under the view's changes."""
    only = rights.only_listed(chosen)
    return places if only is None else places.filter(pl.col("municipality_code") == only)


def of_others(parts: pl.DataFrame, chosen: Filters) -> pl.DataFrame:
    """The parts of those municipalities whose small numbers the reader may not see. Needs: municipality_code."""
    return parts.filter(~seen(chosen.viewer, chosen.county))


def seen(viewer: Viewer, county: str) -> pl.Expr:
    """Whether the reader sees a municipality's small numbers."""
    if viewer.role is Role.MUNICIPALITY:
        return pl.col("municipality_code") == viewer.scope
    return pl.lit(viewer.sees_small(county))
