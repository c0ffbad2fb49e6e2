"""Which revisions a store holds, which of them is the frozen basis, and which one a question is answered from."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import lru_cache, partial
from typing import Any, Final, Literal

import polars as pl

from lus_stats import geography, months
from lus_stats.errors import Refused
from lus_stats.store import layout
from lus_stats.store.footer import Footer, current_footer
from lus_stats.store.places import Place
from lus_stats.vocabulary import CARE_FORM, SWEDISH, CareForm

Which = Literal["basis", "newest"] | int

_AT_ONCE: Final = 16

GROUP: Final = ("county", "month", "care_form")
FILES: Final = {
    "in_hospital": pl.Boolean(),
    "county": pl.String(),
    "month": pl.Date(),
    "care_form": CARE_FORM,
    "revision": pl.Int64(),
    "extracted_on": pl.Date(),
    "imported_at": pl.Datetime("us"),
    "rows": pl.Int64(),
    "rejected": pl.Int64(),
    "source": pl.String(),
    "source_sha256": pl.String(),
    "content_hash": pl.String(),
    "demo": pl.Boolean(),
    "mapping": pl.String(),
    "warnings": pl.List(pl.String()),
    "path": pl.String(),
}
EXTRACT: Final = (*GROUP, "revision", "extracted_on", "basis", "late_after")


@lru_cache(maxsize=16)
def stored_files(root: Place, listed: layout.Listing) -> pl.DataFrame:
    """Every file of a store, as it was listed, with its footer.

    Shape: one row per revision and snapshot, as FILES; month is null for patients in hospital.
    Errors: Refused for a file that is damaged or of another version.
    """
    held = layout.stored(listed)
    with ThreadPoolExecutor(_AT_ONCE) as pool:  # each footer of an object store is a request that waits
        described = list(pool.map(partial(_described, root), held))
    return pl.DataFrame(described, schema=FILES, orient="row")


@lru_cache(maxsize=16)
def stored_revisions(root: Place, listed: layout.Listing) -> pl.DataFrame:
    """Every revision with its footer, and whether it is its month's frozen basis.

    Shape: one row per revision, as FILES without in_hospital, and basis; by county, month, care form, revision.
    """
    files = stored_files(root, listed).filter(~pl.col("in_hospital")).drop("in_hospital")
    after_the_month = pl.col("extracted_on") > pl.col("month").dt.month_end()
    first = pl.col("revision").filter(after_the_month).min().over(*GROUP)
    basis = (after_the_month & (pl.col("revision") == first)).fill_null(False)
    return files.with_columns(basis=basis).sort(*GROUP, "revision")


def chosen(
    revisions: pl.DataFrame,
    which: Which,
    asked: Sequence[date] | None = None,
    counties: Sequence[str] | None = None,
) -> pl.DataFrame:
    """One revision for each county, month and care form.

    `basis` is the frozen basis, or the newest preliminary revision of a month without one; `newest` is the highest
    number (D15); a number is that revision.
    Shape: one row per county, month and care form: county, month, care_form, revision, extracted_on, basis,
    late_after (the frozen basis' extract date, null without one).
    Errors: Refused where a number is asked for that a county's month lacks.
    """
    held = revisions
    if asked is not None:
        held = held.filter(pl.col("month").is_in(list(asked)))
    if counties is not None:
        held = held.filter(pl.col("county").is_in(list(counties)))
    frozen = pl.col("extracted_on").filter("basis").first().over(*GROUP)
    held = held.with_columns(late_after=frozen)
    return held.filter(_wanted(held, which)).select(EXTRACT).sort(*GROUP)


def _wanted(held: pl.DataFrame, which: Which) -> pl.Expr:
    newest = pl.col("revision") == pl.col("revision").max().over(*GROUP)
    if which == "newest":
        return newest
    if which == "basis":
        return pl.col("basis") | (pl.col("late_after").is_null() & newest)
    lacking = held.group_by(*GROUP).agg(held=(pl.col("revision") == which).any()).filter(~pl.col("held"))
    if not lacking.is_empty():
        named = "; ".join(_group_said(*group) for group in lacking.sort(*GROUP).select(GROUP).rows())
        raise Refused(f"Version {which} finns inte för {named}. `lus months` visar vilka versioner som finns.")
    return pl.col("revision") == which


def _group_said(county: str, month: date, care_form: str) -> str:
    name = geography.COUNTIES[county].name if county in geography.COUNTIES else f"län {county}"
    return f"{name} {months.key(month)} {SWEDISH[CareForm(care_form)]}"


def _described(root: Place, found: layout.Stored) -> dict[str, Any]:
    footer = _footer(root, found)
    group = {name: getattr(found.group, name) for name in ("in_hospital", *GROUP)}
    said = {name: getattr(footer, name) for name in FILES if hasattr(footer, name)}
    return group | said | {"revision": found.revision, "path": root.address(found.file)}


@lru_cache(maxsize=16_384)
def _footer(root: Place, found: layout.Stored) -> Footer:
    """A file is never altered, so a new import costs the reading of its own footers only."""
    return current_footer(root.address(found.file), root)
