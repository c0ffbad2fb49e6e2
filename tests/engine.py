"""The engine called in memory on what the oracle's register holds; it answers in the words of `lus bill` (cli.md)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import polars as pl

from lus_stats import billing
from lus_stats.derive import complete
from lus_stats.indicators import CATALOGUE, compute
from lus_stats.prepare import with_prepared
from lus_stats.rules import Rulebook, amounts_table, load, parse_changes, terms_table
from lus_stats.rules.table import in_force
from lus_stats.schema import FIELDS
from tests.oracle.bill import revision_to_bill
from tests.oracle.calendar import first_day
from tests.oracle.episode import Episode
from tests.oracle.register import Register, frozen_basis

SHIPPED = load()
AS_IT_STANDS = (
    "agreement",
    "model",
    "episodes",
    "episodes_in_mean",
    "ready_days",
    "mean_ready_days",
    "liable",
    "billed_episodes",
    "amount_sek",
    "amount_status",
    "blocked_days",
    "blocked_sek",
)
ON_A_LINE = (
    "episode_id",
    "municipality_code",
    "district",
    "care_form",
    "ready_days",
    "free_days",
    "billed_days",
    "amount_sek",
    "amount_status",
    "outcome",
    "unmet_criteria",
    "pivotal",
)
Document = dict[str, list[dict[str, Any]]]


Arrangement = Callable[[pl.LazyFrame], pl.LazyFrame]


def prepared(episodes: Iterable[Episode]) -> pl.LazyFrame:
    """Episodes as the store keeps them."""
    rows = list(episodes)
    columns = [pl.Series(field.name, [getattr(row, field.name) for row in rows], field.dtype) for field in FIELDS]
    return with_prepared(pl.LazyFrame(columns))


def completed(
    register: Register,
    agreement: str | None = None,
    changes: Sequence[str] = (),
    months: Sequence[str] | None = None,
    newest: bool = False,
    rules: Rulebook = SHIPPED,
    arranged: Arrangement = lambda episodes: episodes,
) -> pl.LazyFrame:
    """Every episode of the months (all, where none are said) under its terms, on the basis or the newest revisions."""
    cells: list[tuple[str, date, str]] = []
    late_after: list[date | None] = []
    episodes: list[Episode] = []
    for (county, month, care_form), revisions in register.revisions.items():
        if months is None or month in months:
            basis = frozen_basis(revisions, month)
            cells.append((county, first_day(month), care_form))
            late_after.append(None if basis is None else basis.extracted_on)
            episodes.extend((revisions[-1] if newest else revision_to_bill(revisions, month, None)).rows)
    terms = terms_table(rules, cells, in_force(agreement), parse_changes(changes))
    extracts = terms.select("county", "month", "care_form").unique(maintain_order=True)
    extracts = extracts.with_columns(late_after=pl.Series(late_after, dtype=pl.Date))
    return complete(arranged(prepared(episodes)), terms, extracts)


def bills(
    register: Register,
    agreement: str | None = None,
    changes: Sequence[str] = (),
    months: Sequence[str] | None = None,
    rules: Rulebook = SHIPPED,
) -> dict[str, Document]:
    """Groups and lines of every month, all counted in one go."""
    return outcome(completed(register, agreement, changes, months, rules=rules), changes, rules)


def outcome(episodes: pl.LazyFrame, changes: Sequence[str] = (), rules: Rulebook = SHIPPED) -> dict[str, Document]:
    """Groups and lines by month, of completed episodes."""
    amounts = amounts_table(rules, 2027, parse_changes(changes))
    grouped = billing.groups(episodes, amounts)
    groups, lines = pl.collect_all([grouped, billing.lines(episodes, grouped, amounts)])
    result: dict[str, Document] = {}
    for row in groups.sort("month", "municipality_code", "care_form").iter_rows(named=True):
        result.setdefault(f"{row['month']:%Y-%m}", {"groups": [], "lines": []})["groups"].append(group(row))
    for row in lines.iter_rows(named=True):
        result[f"{row['month']:%Y-%m}"]["lines"].append({name: row[name] for name in ON_A_LINE})
    return result


def group(row: dict[str, Any]) -> dict[str, Any]:
    """A group as `lus bill` prints it, but for the municipality's name."""
    return {
        "municipality_code": row["municipality_code"],
        "care_form": row["care_form"],
        "terms_from": row["terms_from"].isoformat(),
        "threshold_days": in_days(row["threshold_tenths"]),
        "headroom_days": in_days(row["headroom_tenths"]),
        "billed_days": in_days(row["billed_tenths"]),
    } | {name: row[name] for name in AS_IT_STANDS}


def in_days(tenths: int | None) -> float | None:
    """Tenths of days as days."""
    return None if tenths is None else tenths / 10


def statistics(episodes: pl.LazyFrame, by: Sequence[str]) -> pl.DataFrame:
    """Every indicator of the catalogue, for completed episodes."""
    return compute(episodes, CATALOGUE, by).collect()


def steps(register: Register, agreement: str | None = None, changes: Sequence[str] = ()) -> dict[Any, Any]:
    """The waterfall: tenths of days, kronor and episodes by municipality, care form and step."""
    done = completed(register, agreement, changes)
    amounts = amounts_table(SHIPPED, 2027, parse_changes(changes))
    groups = billing.groups(done, amounts)
    fallen = billing.waterfall(billing.lines(done, groups, amounts), groups, amounts).collect()
    key, found = ("municipality_code", "care_form", "step"), ("tenths", "amount_sek", "episodes")
    return {tuple(row[name] for name in key): tuple(row[name] for name in found) for row in fallen.to_dicts()}
