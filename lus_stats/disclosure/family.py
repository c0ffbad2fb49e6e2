"""Every table that a reader without a right to the rows can get, and the cells hidden in all of them at once.

The family: a county's months, one care form at a time, in whole, by municipality, by hospital, and for the City of
Stockholm by today's areas. There is no crossing of them, no sum over care forms, and no district that has since become
a part of another: two small ones that are an area together would each be told by its sum (D155). Which cells are hidden
follows from the numbers of episodes alone, so that it is the same under every agreement: with cells that came and went
between two agreements, the one answer would give the other away.
"""

from enum import StrEnum
from typing import Final

import polars as pl

from lus_stats.derive import CELL
from lus_stats.disclosure.suppression import FEWEST_SHOWN, suppressed
from lus_stats.geography import DISTRICT_MUNICIPALITY, todays_districts


class Table(StrEnum):
    """The tables of the family."""

    COUNTY = "county"
    MUNICIPALITY = "municipality"
    HOSPITAL = "hospital"
    DISTRICT = "district"


UNIT: Final = {
    Table.MUNICIPALITY: "municipality_code",
    Table.HOSPITAL: "hospital",
    Table.DISTRICT: "district",
}


def hidden_cells(sizes: pl.LazyFrame, own: str | None = None) -> pl.LazyFrame:
    """The cells of the family that are hidden from a reader who may see `own` municipality's rows, or nobody's.

    Needs: derive.CELL, municipality_code, district, hospital, size (episodes, of any finer parts of these).
    Shape: one row per hidden cell: CELL, table, unit (null for the county, and for what no unit was recorded for).
    Source: rules.md §8.
    """
    counted = {table: _counted(sizes, table, own) for table in UNIT}
    gone = _wholes_to_hide(counted)
    parts = [_hidden(cells.join(gone, on=CELL, how="anti"), table) for table, cells in counted.items()]
    parts += [_all(cells.join(gone, on=CELL, how="semi"), table) for table, cells in counted.items()]
    parts.append(gone.select(*CELL, table=pl.lit(Table.COUNTY.value), unit=pl.lit(None, dtype=pl.String)))
    return pl.concat(parts)


def _counted(sizes: pl.LazyFrame, table: Table, own: str | None) -> pl.LazyFrame:
    """One table's cells with their sizes, and which of them are hidden."""
    unit = UNIT[table]
    if table == Table.DISTRICT:
        sizes = _areas(sizes.filter(pl.col("municipality_code") == DISTRICT_MUNICIPALITY))
    # A reader knows at which hospitals their own patients were: what is left of each is a number of others.  # D169
    unknown = pl.lit(table != Table.HOSPITAL) | pl.col("municipality_code").ne_missing(pl.lit(own, dtype=pl.String))
    few = pl.col("size").sum().is_between(1, FEWEST_SHOWN - 1)
    cells = sizes.group_by(*CELL, unit=pl.col(unit)).agg(pl.col("size").filter(unknown).sum().cast(pl.Int64), few=few)
    return suppressed(
        cells.with_columns(fixed=_fixed(table, own), room=pl.lit(None)).with_columns(
            small=(pl.col("few") | _is_small()) & ~pl.col("fixed")
        ),
        ["unit"],
        CELL,
    )


def _fixed(table: Table, own: str | None) -> pl.Expr:
    if table == Table.MUNICIPALITY and own is not None:
        return pl.col("unit") == own
    return pl.lit(table == Table.DISTRICT and own == DISTRICT_MUNICIPALITY)


def _is_small() -> pl.Expr:
    return pl.col("size").is_between(1, FEWEST_SHOWN - 1)


def _wholes_to_hide(counted: dict[Table, pl.LazyFrame]) -> pl.LazyFrame:
    """The counties' months that are hidden whole: those that are small, and those a table of which cannot be protected.

    For the districts the whole is the city; were the city hidden among the municipalities, the districts would tell it.
    """
    small = counted[Table.MUNICIPALITY].group_by(CELL).agg(pl.col("size").sum()).filter(_is_small()).select(CELL)
    city = counted[Table.MUNICIPALITY].filter(pl.col("hidden"), pl.col("unit") == DISTRICT_MUNICIPALITY).select(CELL)
    bare = [cells.filter("unprotected").select(CELL) for cells in counted.values()]
    return pl.concat([small, city, *bare]).unique()


def _hidden(cells: pl.LazyFrame, table: Table) -> pl.LazyFrame:
    return _all(cells.filter("hidden"), table)


def _all(cells: pl.LazyFrame, table: Table) -> pl.LazyFrame:
    """Cells that the reader does not know anyway."""
    return cells.filter(~pl.col("fixed")).select(*CELL, pl.lit(table.value).alias("table"), "unit")


def _areas(city: pl.LazyFrame) -> pl.LazyFrame:
    """Each district as the area it is, or is a part of, today."""
    todays = todays_districts().lazy()
    joined = city.join(todays, on="district", how="left", validate="m:1")
    return joined.with_columns(district="district_today").drop("district_today")
