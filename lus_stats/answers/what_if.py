"""What other terms would have come to: months under two sets of terms, and what each change does alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from lus_stats import billing, months
from lus_stats.answers.effect import SIDES, effect
from lus_stats.answers.pooling import POOLS, first_month
from lus_stats.answers.question import cells, ignored_changes
from lus_stats.billing import GROUP
from lus_stats.billing.cost import known_sum
from lus_stats.derive import complete
from lus_stats.errors import Refused, WrongCall
from lus_stats.rules import NO_CHANGES, Changes, Rulebook, amounts_table, load, terms_table
from lus_stats.rules.table import in_force
from lus_stats.store import DataFolder, asked_of_the_store
from lus_stats.vocabulary import CareForm

AGREEMENT: Final = "agreement"
TOGETHER: Final = "together"
EFFECTS: Final = ("tenths_effect", "sek_effect")
_MEASURES: Final = (
    "agreement", "terms_from", "model", "threshold_tenths", "free_days", "mean_population", "episodes",
    "episodes_in_mean", "ready_days", "mean_ready_days", "liable", "headroom_tenths", "billed_episodes",
    "billed_tenths", "amount_sek", "amount_status", "invented", "blocked_days", "blocked_sek",
)  # fmt: skip
COUNTED: Final = (
    "county", "month", "municipality_code", "care_form", "track", "clock_on", "clock_second", "discharged_on",
    "criteria_facts", "registered_on",
)  # fmt: skip


TermSet = tuple[str | None, Changes]
"""An agreement (None: each county's own) and what is changed of it."""


@dataclass(frozen=True)
class WhatIfQuestion:
    """One month, or 3 or 12 ending with it, under an agreement, and beside it under changed terms. Hashable.

    `agreement` None means each county's own; `against` is the one that the changes are put on, None the same.

    Errors: WrongCall for a number of months there is not.
    """

    month: date
    pool: int = 1
    county: str | None = None
    care_form: CareForm | None = None
    agreement: str | None = None
    against: str | None = None
    changes: Changes = NO_CHANGES

    def __post_init__(self) -> None:
        if self.pool not in POOLS:
            raise WrongCall(f"{self.pool} månader kan inte räknas ihop. Välj 1, 3 eller 12.")

    @property
    def other(self) -> str | None:
        """The agreement that the changes are put on."""
        return self.against or self.agreement

    @property
    def parts(self) -> tuple[str, ...]:
        """What is changed, one by one: AGREEMENT, and the terms as `--set` names them."""
        return ((AGREEMENT,) if self.other != self.agreement else ()) + self.changes.terms

    @property
    def sides(self) -> tuple[TermSet, TermSet]:
        """The two sets of terms."""
        return (self.agreement, NO_CHANGES), (self.other, self.changes)

    def alone(self, part: str) -> TermSet:
        """The first set of terms with one of the changes alone."""
        return (self.other, NO_CHANGES) if part == AGREEMENT else (self.agreement, self.changes.only([part]))


@dataclass(frozen=True)
class WhatIf:
    """The answer. Days, tenths of days, whole kronor; unknown kronor are null, never 0.

    `outcomes`: a row per billing.GROUP, ordered by it: _MEASURES under each set of terms (`<measure>_before`,
    `<measure>_after`) and what the change is worth (tenths_effect, sek_effect).
    `parts`: of more than one change, a row per GROUP and part: what it does alone, and the rest as TOGETHER, so that
    they add up to the whole; of one change, the whole.
    `counted` are the months that are in it, `left_out` those of the period that are not: before an agreement's first
    terms, or without data.
    """

    outcomes: pl.DataFrame
    parts: pl.DataFrame
    extracts: pl.DataFrame
    counted: tuple[date, ...]
    left_out: tuple[date, ...]
    ignored: tuple[str, ...]


@asked_of_the_store
def what_if(folder: DataFolder, question: WhatIfQuestion) -> WhatIf:
    """Each month as `lus bill` counts it, on its billing basis and under its own month's terms, twice.  # D130

    Errors: Refused where the named month is before an agreement's first terms, or the period has no data.
    """
    rules = load(folder.rules_folders)
    extracts = extracts_of(folder, rules, question)
    rows = folder.store.scan(extracts, *COUNTED).collect().lazy()
    several = question.parts if len(question.parts) > 1 else ()
    asked = (*question.sides, *map(question.alone, several))
    counted_each = (counted_under(terms, rules, rows, extracts) for terms in asked)
    before, after, *alone = pl.collect_all(billing.groups(*one) for one in counted_each)
    outcomes = beside(before, after)
    wanted = tuple(months.span(first_month(question.month, question.pool), question.month))
    counted = tuple(extracts["month"].unique().sort())
    return WhatIf(
        outcomes=outcomes,
        parts=_parts(outcomes, {name: beside(before, one) for name, one in zip(several, alone, strict=True)}, question),
        extracts=extracts,
        counted=counted,
        left_out=tuple(month for month in wanted if month not in counted),
        ignored=tuple(ignored_changes(rules, cells(extracts), in_force(question.other), question.changes)),
    )


def extracts_of(folder: DataFolder, rules: Rulebook, question: WhatIfQuestion) -> pl.DataFrame:
    """The billing bases of the period's months that both agreements have terms for.

    Errors: Refused as `what_if`.
    """
    agreements = (question.agreement, question.other)
    for agreement in agreements:
        rules.check_month(question.month, agreement)
    begun = max(first_month(question.month, question.pool), *map(rules.first_month, agreements))
    counties = None if question.county is None else (question.county,)
    asked = tuple(months.span(begun, question.month))
    extracts = folder.store.extracts("basis", months=asked, counties=counties)
    if question.care_form is not None:
        extracts = extracts.filter(pl.col("care_form") == question.care_form)
    if extracts.is_empty():
        raise Refused(f"Det finns inga uppgifter för {months.key(question.month)}. Välj en månad som finns.")
    return extracts


def counted_under(
    chosen: TermSet, rules: Rulebook, rows: pl.LazyFrame, extracts: pl.DataFrame
) -> tuple[pl.LazyFrame, pl.DataFrame, pl.DataFrame]:
    """The rows completed with a set of terms, the amounts and the terms: all that billing.groups asks for."""
    agreement, changes = chosen
    newest: date = extracts["month"].max()  # type: ignore[assignment]  # the column is a Date
    terms = terms_table(rules, cells(extracts), in_force(agreement), changes)
    return complete(rows, terms, extracts), amounts_table(rules, newest.year + 1, changes), terms


def beside(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """The same episodes under both sets of terms, so a group of the one is a group of the other.

    Needs: billing.groups. Shape: `WhatIf.outcomes`.
    """
    sides = [
        groups.select(*GROUP, *(pl.col(name).alias(f"{name}_{side}") for name in _MEASURES))
        for groups, side in zip((before, after), SIDES, strict=True)
    ]
    joined = sides[0].join(sides[1], on=GROUP, how="inner", validate="1:1")
    return joined.with_columns(effect("after")).sort(GROUP)


def _parts(outcomes: pl.DataFrame, alone: Mapping[str, pl.DataFrame], question: WhatIfQuestion) -> pl.DataFrame:
    """What each change does alone, and the rest as TOGETHER; unknown kronor leave the rest's unknown.  # D133"""
    only = pl.lit(question.parts[0] if question.parts else TOGETHER)
    whole = outcomes.select(*GROUP, *EFFECTS, part=only)
    if not alone:
        return whole
    each = [one.select(*GROUP, *EFFECTS, part=pl.lit(name)) for name, one in alone.items()]
    sums = pl.concat(each).group_by(GROUP).agg(known_sum(name).alias(f"{name}_parts") for name in EFFECTS)
    rest = whole.join(sums, on=GROUP, how="left", validate="1:1", maintain_order="left").select(
        *GROUP, *(pl.col(name) - pl.col(f"{name}_parts") for name in EFFECTS), part=pl.lit(TOGETHER)
    )
    return pl.concat([*each, rest])
