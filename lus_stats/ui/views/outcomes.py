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
    figures = own.drop("county", "month", "care_form").with_columns(small=small("episodes", "episodes_in_mean"))
    return as_seen(figures, chosen, hidden_elsewhere, rights.only_listed(chosen))


def small(*counts: str) -> pl.Expr:
    """Whether any of some numbers of episodes is one that hides."""
    return pl.any_horizontal(pl.col(name).is_between(1, FEWEST_SHOWN - 1) for name in counts)


def as_seen(
    figures: pl.DataFrame, chosen: Filters, hidden_elsewhere: Collection[str], only: str | None
) -> pl.DataFrame:
    """Some figures of every municipality of the view, or of `only` one, and which are hidden from its reader.

    Needs: a row per municipality_code: small (whether they are to be hidden), and the figures.
    Shape: municipality_code, municipality, the figures (null where there are none and where they are hidden), hidden.
    """
    places = held.municipalities(held.scope(chosen)).select("municipality_code", "municipality")
    told = places if only is None else places.filter(pl.col("municipality_code") == only)
    joined = told.join(figures, on="municipality_code", how="left", validate="1:1", maintain_order="left")
    to_hide = pl.col("small").fill_null(value=False) | pl.col("municipality_code").is_in(list(hidden_elsewhere))
    hidden = to_hide & ~seen(chosen.viewer, chosen.county)
    shown = pl.exclude("municipality_code", "municipality", "hidden")
    return joined.with_columns(hidden=hidden).with_columns(pl.when(~pl.col("hidden")).then(shown)).drop("small")


def of_others(parts: pl.DataFrame, chosen: Filters) -> pl.DataFrame:
    """The parts of those municipalities whose small numbers the reader may not see. Needs: municipality_code."""
    return parts.filter(~seen(chosen.viewer, chosen.county))


def seen(viewer: Viewer, county: str) -> pl.Expr:
    """Whether the reader sees a municipality's small numbers."""
    if viewer.role is Role.MUNICIPALITY:
        return pl.col("municipality_code") == viewer.scope
    return pl.lit(viewer.sees_small(county))
