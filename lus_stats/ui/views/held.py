"""What a county's figures are of: the whole county, or the one municipality that the data folder holds rows of."""

from typing import Final

import polars as pl

from lus_stats.geography import county_name, municipalities_frame, municipality_name
from lus_stats.ui.filters import Filters

NOTHING_BESIDE: Final = "Uppgifterna gäller bara kommunen {}: det finns inga andra kommuner att jämföra med."


def scope(chosen: Filters) -> str:
    """The code that every municipality in the view's figures begins with."""
    return chosen.only or chosen.county


def municipalities(place: str) -> pl.DataFrame:
    """The municipalities of a scope: a county's, or one.

    Shape: geography.municipalities_frame.
    """
    return municipalities_frame().filter(pl.col("municipality_code").str.starts_with(place))


def place(chosen: Filters) -> str:
    """What the view's figures are of, by name: `Örebro län`, or `Kumla`."""
    return municipality_name(chosen.only) if chosen.only else county_name(chosen.county)


def whole(chosen: Filters) -> str:
    """The same as a word beside its figure: `länet`, or `kommunen`."""
    return "kommunen" if chosen.only else "länet"


def payers(chosen: Filters) -> str:
    """Who pays: `länets kommuner`, or `Kumla`."""
    return municipality_name(chosen.only) if chosen.only else "länets kommuner"


def reads_all(chosen: Filters) -> bool:
    """Whether the reader may see the rows of all that the county's figures are of."""
    own = chosen.only is not None and chosen.viewer.sees_rows(chosen.only)
    return own or chosen.viewer.sees_small(chosen.county)


def notice(chosen: Filters) -> tuple[str, ...]:
    """What the status line says where the figures are not the county's."""
    return (f"uppgifterna gäller bara kommunen {municipality_name(chosen.only)}",) if chosen.only else ()


def nothing_beside(chosen: Filters) -> str:
    """Why there is nothing to compare with; nothing where there is."""
    return NOTHING_BESIDE.format(municipality_name(chosen.only)) if chosen.only else ""
