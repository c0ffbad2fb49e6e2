"""What an agreement is: dated terms per care form, and the national amounts beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from types import MappingProxyType

from lus_stats import months
from lus_stats.errors import Refused, WrongCall
from lus_stats.vocabulary import AmountStatus, CareForm, MeanPopulation, Model, Track


@dataclass(frozen=True)
class Terms:
    """One care form's terms from a month on, until the next version of them.

    A term the model does not use is None: no threshold and no population where there is no mean, no free days where
    the mean's excess is paid. The threshold is kept in tenths, so that what moves money is decided by integers.
    """

    valid_from: date
    care_form: CareForm
    model: Model
    threshold_tenths: int | None
    free_days: int | None
    cutoff: time | None
    discharge_day_counts: bool
    mean_population: MeanPopulation | None
    criteria: tuple[str, ...]
    exempt_tracks: Mapping[str, frozenset[Track]] = field(default_factory=lambda: MappingProxyType({}))
    sources: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def cutoff_second(self) -> int | None:
        """The cutoff as seconds after midnight."""
        return None if self.cutoff is None else self.cutoff.hour * 3600 + self.cutoff.minute * 60 + self.cutoff.second


@dataclass(frozen=True)
class Agreement:
    """Överenskommelse: who it holds for, and its terms oldest first."""

    key: str
    label: str
    source: str
    counties: tuple[str, ...]
    fallback: bool
    terms: tuple[Terms, ...]

    @property
    def first_month(self) -> date:
        """The month its first terms begin."""
        return min(terms.valid_from for terms in self.terms)

    def in_force(self, month: date, care_form: CareForm) -> Terms | None:
        """The terms a discharge month is counted under; None before the first."""
        begun = [t for t in self.terms if t.care_form == care_form and t.valid_from <= month]
        return max(begun, key=lambda terms: terms.valid_from, default=None)

    def newest(self, care_form: CareForm) -> Terms:
        """The last version of the terms."""
        return max((t for t in self.terms if t.care_form == care_form), key=lambda terms: terms.valid_from)


@dataclass(frozen=True)
class Amount:
    """What a year's vårddygn costs; `amount_sek` is None where it is not known, `entered` where the reader said it."""

    year: int
    amount_sek: int | None
    confirmed: bool
    regulation: str
    invented: bool = False
    entered: bool = False

    @property
    def status(self) -> AmountStatus:
        """How well the amount is known."""
        if self.amount_sek is None:
            return AmountStatus.MISSING
        if self.entered:
            return AmountStatus.ENTERED
        return AmountStatus.CONFIRMED if self.confirmed else AmountStatus.UNCONFIRMED


@dataclass(frozen=True)
class Rulebook:
    """Every agreement by key, and every amount by year."""

    agreements: Mapping[str, Agreement]
    amounts: Mapping[int, Amount]

    @property
    def fallback(self) -> Agreement:
        """The agreement of a county, or a month, without one: the Act itself."""
        return next(agreement for agreement in self.agreements.values() if agreement.fallback)

    def of_county(self, county: str) -> Agreement:
        """The agreement a county's municipalities follow."""
        own = (agreement for agreement in self.agreements.values() if county in agreement.counties)
        return next(own, self.fallback)

    def named(self, key: str) -> Agreement:
        """The agreement with a key.

        Errors: WrongCall listing the keys there are.
        """
        if key not in self.agreements:
            known = ", ".join(sorted(self.agreements))
            raise WrongCall(f"Överenskommelsen {key!r} finns inte. Välj bland: {known}.")
        return self.agreements[key]

    def first_month(self, agreement: str | None = None) -> date:
        """The first month that can be counted: the Act's, or that of an agreement asked for by name if it is later.

        Errors: WrongCall for an agreement there is not.
        """
        chosen = self.fallback if agreement is None else self.named(agreement)
        return max(chosen.first_month, self.fallback.first_month)

    def check_month(self, month: date, agreement: str | None = None) -> None:
        """See to it that there are terms for a month.

        Errors: Refused before the Act's first month, or before the first terms of an agreement asked for by name.
        """
        chosen = self.fallback if agreement is None else self.named(agreement)
        first = self.first_month(agreement)
        if month < first:
            raise Refused(
                f"Månaden {months.key(month)} ligger före de första villkoren ({chosen.label}), som gäller från "
                f"{months.key(first)}. Välj en senare månad{' eller en annan överenskommelse' if agreement else ''}."
            )
