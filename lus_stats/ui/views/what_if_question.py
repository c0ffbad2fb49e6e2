"""A view's two sets of terms: the agreement as it is, and beside it the reader's changes, or another agreement."""

from dataclasses import dataclass, replace
from datetime import date

from lus_stats.answers import WhatIfQuestion
from lus_stats.answers.what_if import AGREEMENT, TOGETHER
from lus_stats.rules import Agreement, Changes, Rulebook, Scenario, Terms
from lus_stats.rules.table import in_force
from lus_stats.text import changes
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import rights
from lus_stats.ui.views.terms import honoured


@dataclass(frozen=True)
class Sides:
    """The terms in force in the view's month on each side, and what is changed of the second.

    `said` names the changes and what this reader does not get, in sentences.
    """

    first: Agreement
    before: Terms
    second: Agreement
    own: Terms
    changes: Changes
    said: tuple[str, ...]

    @property
    def after(self) -> Terms:
        """The second side's terms with the changes."""
        return self.changes.on(self.own)

    @property
    def words(self) -> tuple[str, ...]:
        """Each change in words."""
        return changes.in_words(self.changes, self.own)

    @property
    def labels(self) -> tuple[str, str]:
        """What the two sides are called: `Örebro län` and `Med ändringarna`."""
        if not self.changes:
            return self.first.label, self.second.label
        same = self.first.key == self.second.key
        return self.first.label, "Med ändringarna" if same else f"{self.second.label} med ändringarna"

    @property
    def is_changed(self) -> bool:
        """Whether the two sides differ at all."""
        return bool(self.changes) or self.first.key != self.second.key

    @property
    def part_words(self) -> dict[str, str]:
        """What each part of a what-if is called: beside the first terms, which it is put on, where they differ."""
        terms = {}
        for key in self.changes.terms:
            one = self.changes.only([key])
            (terms[key],) = changes.in_words(one, self.before) or changes.in_words(one, self.own)
        return {AGREEMENT: f"{self.second.label} i stället för {self.first.label}"} | terms | {TOGETHER: "tillsammans"}


def sides(chosen: Filters, rulebook: Rulebook, month: date) -> Sides:
    """The two sides of a view."""
    first, before = in_force(rights.agreement(chosen))(rulebook, chosen.county, month, chosen.care_form)
    asked = in_force(rights.against(chosen) or rights.agreement(chosen))
    second, own = asked(rulebook, chosen.county, month, chosen.care_form)
    used, said = honoured(chosen, own)
    return Sides(first, before, second, own, used, tuple(filter(None, (*said, rights.said_of_both(chosen)))))


def question(chosen: Filters, both: Sides, month: date) -> WhatIfQuestion:
    """What is asked of the engine. An agreement of the second side that is the first's is no other."""
    against = None if both.second.key == both.first.key else rights.against(chosen)
    return WhatIfQuestion(
        month,
        pool=chosen.pool,
        county=chosen.county,
        care_form=chosen.care_form,
        agreement=rights.agreement(chosen),
        against=against,
        changes=both.changes,
    )


def scenario_of(chosen: Filters, name: str) -> Scenario:
    """The second side as a scenario to keep, with only what its reader may change."""
    return Scenario(name, agreement=rights.against(chosen) or rights.agreement(chosen), changes=rights.allowed(chosen))


def key_of(chosen: Filters) -> Filters:
    """The view without what Tänk om does not look at."""
    plain = Filters(chosen.viewer, chosen.month, chosen.county)
    return replace(
        chosen,
        municipality=None,
        districts="recorded",
        outcome=None,
        indicator=plain.indicator,
        compared=None,
        axes=plain.axes,
    )
