"""What there is in each month: episodes, by municipality too, filled cells by column, and names of hospitals."""

from typing import Final, NamedTuple

import polars as pl

from lus_stats import schema

OPTIONAL: Final = {
    field.name: field.header for field in schema.FIELDS if not field.required and field.name != "discharged_at"
}
GROUP: Final = ("county", "care_form", "month")


class Counted(NamedTuple):
    """`months` has a row per group with `episodes` and, for each of OPTIONAL, how many have it; `places` a row per
    group and municipality with `episodes`; `hospitals` county and hospital, null where a row names none.
    """

    months: pl.DataFrame
    places: pl.DataFrame
    hospitals: pl.DataFrame

    def without(self, groups: pl.DataFrame) -> "Counted":
        """The same without the months of some groups; their hospitals stay, as they have been there.

        Needs (groups): GROUP.
        """
        months, places = (held.join(groups, on=GROUP, how="anti") for held in (self.months, self.places))
        return Counted(months, places, self.hospitals)

    def and_also(self, others: "Counted") -> "Counted":
        """Both, where they have no group in common."""
        return Counted(*(pl.concat(both, how="diagonal") for both in zip(self, others, strict=True)))


def counted(episodes: pl.LazyFrame, *by: str) -> Counted:
    """Count some episodes.

    Needs (episodes): the columns of schema.PreparedEpisode, and `by`, which groups are told apart by too.
    """
    groups = episodes.filter(pl.col("month").is_not_null()).group_by(*by, *GROUP)
    places = episodes.filter(pl.col("month").is_not_null()).group_by(*by, *GROUP, "municipality_code")
    return Counted(
        *pl.collect_all(
            [
                groups.agg(pl.len().alias("episodes"), pl.col(list(OPTIONAL)).count()),
                places.agg(pl.len().alias("episodes")),
                episodes.select("county", "hospital").unique(),
            ]
        )
    )
