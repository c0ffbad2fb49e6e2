"""Every month that has come again since its basis: how much differs, and what that would have moved."""

from datetime import date

import polars as pl

from lus_stats import months
from lus_stats.answers.differences import differences
from lus_stats.answers.effect import counted, together
from lus_stats.answers.pairs import apart, before_and_after, side_by_side
from lus_stats.answers.priced import by_municipality
from lus_stats.answers.question import cells
from lus_stats.billing import GROUP
from lus_stats.billing.cost import known_sum
from lus_stats.derive import CELL
from lus_stats.errors import Refused
from lus_stats.geography import county_name
from lus_stats.rules import NO_CHANGES, Changes, amounts_table, load, terms_table
from lus_stats.rules.table import in_force
from lus_stats.store import DataFolder, asked_of_the_store
from lus_stats.vocabulary import SWEDISH, CareForm, Difference


@asked_of_the_store
def comparisons(
    folder: DataFolder, county: str | None = None, agreement: str | None = None, changes: Changes = NO_CHANGES
) -> pl.DataFrame:
    """The frozen basis (the oldest revision where none is frozen) and the newest of every month that has both (D67).

    Shape: one row per county, month and care form: pairs.side_by_side; rows_before, rows_after; how many episodes
    differ in each way (a column per Difference); and what all of it would have moved: tenths_effect, sek_effect,
    amount_status, invented (null where nothing differs). By month, county, care form, the newest month first.
    Unit: tenths of days, whole kronor; null kronor where an amount is missing, both null in a month without terms.
    Errors: WrongCall for an agreement there is not.
    """
    held = folder.store.revisions()
    if county is not None:
        held = held.filter(pl.col("county") == county)
    first, second = apart(*before_and_after(held))
    found = differences(folder.store, first, second)
    moved = _moved(folder, first, second, agreement, changes)
    touched = _by_month(moved.join(by_municipality(found), on=GROUP, how="semi"))
    sides = _with_rows(side_by_side(first, second), held)
    joined = sides.join(_kinds(found), on=CELL, how="left", validate="1:1")
    joined = joined.join(touched, on=CELL, how="left", validate="1:1")
    return joined.with_columns(_counts_and_effects()).sort(
        "month", "county", "care_form", descending=[True, False, False]
    )


@asked_of_the_store
def months_to_compare(
    folder: DataFolder,
    month: date,
    county: str | None = None,
    care_form: CareForm | None = None,
    before: int | None = None,
    after: int | None = None,
) -> list[tuple[str, CareForm]]:
    """The counties and care forms of a month that can be asked for with `compare`.

    With a revision named, all of them; else those with one newer than their basis.
    Errors: Refused where the store holds nothing of what is asked for.
    """
    held = folder.store.revisions().filter(pl.col("month") == month)
    if county is not None:
        held = held.filter(pl.col("county") == county)
    if care_form is not None:
        held = held.filter(pl.col("care_form") == care_form)
    if held.is_empty():
        said = [None if county is None else county_name(county), months.key(month), care_form and SWEDISH[care_form]]
        where = " ".join(filter(None, said))
        raise Refused(f"Det finns inga uppgifter för {where}. `lus months` visar vad som är inläst.")
    named = before is not None or after is not None
    asked = held if named else apart(*before_and_after(held))[0]
    cells = asked.select("county", "care_form").unique().sort("county", "care_form")
    return [(county, CareForm(form)) for county, form in cells.iter_rows()]


def _counts_and_effects() -> list[pl.Expr]:
    """Where nothing differs nothing is moved, whatever a day costs."""
    same = pl.col(Difference.LATE).is_null()
    moved = (pl.when(same).then(0).otherwise(pl.col(name)).alias(name) for name in ("tenths_effect", "sek_effect"))
    return [*(pl.col(kind).fill_null(0) for kind in Difference), *moved]


def _with_rows(sides: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    for side in ("before", "after"):
        rows = held.select(*CELL, pl.col("revision").alias(f"revision_{side}"), pl.col("rows").alias(f"rows_{side}"))
        sides = sides.join(rows, on=[*CELL, f"revision_{side}"], how="left", validate="1:1")
    return sides


def _kinds(found: pl.DataFrame) -> pl.DataFrame:
    return found.group_by(CELL).agg((pl.col("change") == kind).sum().cast(pl.Int64).alias(kind) for kind in Difference)


def _moved(
    folder: DataFolder, first: pl.DataFrame, second: pl.DataFrame, agreement: str | None, changes: Changes
) -> pl.DataFrame:
    """What every municipality's month moved; months without terms are left out (D71)."""
    rules = load(folder.rules_folders)
    in_terms = pl.col("month") >= rules.first_month(agreement)
    first, second = first.filter(in_terms), second.filter(in_terms)
    years = first["month"].dt.year().to_list()
    both = counted(
        folder.store.scan(first),
        folder.store.scan(second),
        extracts=first,
        terms=terms_table(rules, cells(first), in_force(agreement), changes),
        amounts=amounts_table(rules, max(years, default=0) + 1, changes),
    )
    return together(both).collect()


def _by_month(moved: pl.DataFrame) -> pl.DataFrame:
    return moved.group_by(CELL).agg(
        pl.col("tenths_effect").sum(),
        known_sum("sek_effect"),
        pl.col("amount_status").max(),
        pl.col("invented").any(),
    )
