"""What the reader has chosen: one frozen value, and how it travels in a link."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal

import streamlit as st

from lus_stats import months
from lus_stats.answers import POOLS
from lus_stats.errors import WrongCall
from lus_stats.geography import COUNTIES, MUNICIPALITIES
from lus_stats.indicators import BY_KEY, MEAN_READY_DAYS
from lus_stats.rules import NO_CHANGES, Changes, parse_changes, settings
from lus_stats.viewer import Role, Viewer
from lus_stats.vocabulary import CareForm, Outcome

STATE_KEY: Final = "filters"
BETWEEN: Final = ";"  # the changed terms of an address, each as `--set` takes it
Districts = Literal["recorded", "today"]
Axes = Literal["same", "free"]


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose among; months newest first, `opening_month` the newest complete one."""

    months: tuple[date, ...]
    opening_month: date | None
    counties: tuple[str, ...]
    agreements: tuple[tuple[str, str], ...] = ()
    only: tuple[str, ...] = ()  # municipalities that are the only one held of their county (D144)
    own_agreements: tuple[tuple[str, str], ...] = ()  # each county that has one, with its agreement

    def only_in(self, county: str) -> str | None:
        """The only municipality that is held of a county; None where there are several."""
        return next((code for code in self.only if code[:2] == county), None)

    @property
    def labels(self) -> dict[str, str]:
        """Each agreement's name by its key."""
        return dict(self.agreements)

    def agreement_label(self, key: str | None) -> str:
        """An agreement's name; without a key each county has its own."""
        return "Länets egna villkor" if key is None else self.labels[key]


@dataclass(frozen=True, slots=True)
class Filters:
    """One view of the data. No episode and no personal data: it sits in the address.

    `agreement` None means each county's own; `changes` are the reader's own of its terms; `against` is the agreement
    that Tänk om puts them on, None the same one; `compared` None means the same months a year before;
    `only` is the one municipality that the county's rows are of, which the store says and no address.
    """

    viewer: Viewer
    month: date | None
    county: str
    care_form: CareForm = CareForm.SOMATIC
    agreement: str | None = None
    municipality: str | None = None
    districts: Districts = "recorded"
    changes: Changes = NO_CHANGES
    against: str | None = None
    outcome: Outcome | None = None
    indicator: str = MEAN_READY_DAYS.key
    pool: int = 1
    compared: date | None = None
    axes: Axes = "same"
    only: str | None = None

    def to_query(self) -> dict[str, str]:
        """The view as the address writes it; what is left at its default is left out."""
        return {name: text for name, (_, _, write) in WORDS.items() if (text := write(self))}

    @classmethod
    def opening(cls, choices: Choices) -> "Filters":
        """The view of a reader who has chosen nothing."""
        county = choices.counties[0]
        own = choices.only_in(county)
        viewer = Viewer(Role.MUNICIPALITY, own) if own else Viewer(Role.REGION, county)
        return cls(viewer, choices.opening_month, county, municipality=own, only=own)

    def within(self, choices: Choices) -> "Filters":
        """The same view, knowing what its county's rows are of, and that its own agreement is no other."""
        own = (self.county, self.agreement) in choices.own_agreements
        return replace(self, only=choices.only_in(self.county), agreement=None if own else self.agreement)

    @classmethod
    def from_query(cls, query: Mapping[str, str], choices: Choices) -> tuple["Filters", tuple[str, ...]]:
        """Read an address; a bad or outdated value falls back to its default and is reported in Swedish."""
        chosen, faults = cls.opening(choices), []
        for name, (label, read, _) in WORDS.items():
            if not query.get(name):
                continue
            try:
                chosen = read(chosen, query[name], choices)
            except (ValueError, KeyError, WrongCall):
                faults.append(f"Länkens {label} går inte att visa här; standardvalet visas i stället.")
        return chosen.settled().within(choices), tuple(faults)

    def settled(self) -> "Filters":
        """The same view without a municipality outside its county."""
        outside = self.municipality is not None and self.municipality[:2] != self.county
        return replace(self, municipality=None) if outside else self


Read = Callable[[Filters, str, Choices], Filters]
Write = Callable[[Filters], str]


def _known(value: Any, among: Any) -> Any:
    """The value, where it is one of those there are.

    Errors: ValueError.
    """
    if value not in among:
        raise ValueError(value)
    return value


def _viewer(chosen: Filters, text: str, choices: Choices) -> Filters:
    viewer = Viewer.from_key(text)
    _known(viewer.county, choices.counties)
    _known(viewer.scope, MUNICIPALITIES if viewer.role is Role.MUNICIPALITY else COUNTIES)
    return of_viewer(chosen, viewer)


def of_viewer(chosen: Filters, viewer: Viewer) -> Filters:
    """The view, seen by another reader: it starts in the reader's own county and municipality."""
    own = viewer.scope if viewer.role is Role.MUNICIPALITY else chosen.municipality
    return replace(chosen, viewer=viewer, county=viewer.county, municipality=own).settled()


def _month(chosen: Filters, text: str, choices: Choices) -> Filters:
    return replace(chosen, month=_known(months.parse(text), choices.months))


def _county(chosen: Filters, text: str, choices: Choices) -> Filters:
    return replace(chosen, county=_known(text, choices.counties)).settled()


def _agreement(chosen: Filters, text: str, choices: Choices) -> Filters:
    return replace(chosen, agreement=_known(text, choices.labels))


def _municipality(chosen: Filters, text: str, _: Choices) -> Filters:
    _known(MUNICIPALITIES[text].county, (chosen.county,))
    return replace(chosen, municipality=text)


def _threshold(chosen: Filters, text: str, _: Choices) -> Filters:
    whole, _dot, tenth = text.partition(".")
    if not (whole + tenth).isdecimal() or len(tenth) != 1 or len(whole) > 2:
        raise ValueError(text)
    return replace(chosen, changes=Changes(threshold_tenths=int(whole) * 10 + int(tenth)))


def _changes(chosen: Filters, text: str, _: Choices) -> Filters:
    return replace(chosen, changes=parse_changes(text.split(BETWEEN)))


def _against(chosen: Filters, text: str, choices: Choices) -> Filters:
    return replace(chosen, against=_known(text, choices.labels))


def _indicator(chosen: Filters, text: str, _: Choices) -> Filters:
    return replace(chosen, indicator=_known(text, BY_KEY))


def _pool(chosen: Filters, text: str, _: Choices) -> Filters:
    return replace(chosen, pool=int(_known(text, [str(count) for count in POOLS])))


def _compared(chosen: Filters, text: str, choices: Choices) -> Filters:
    return replace(chosen, compared=_known(months.parse(text), choices.months))


def _axes(chosen: Filters, text: str, _: Choices) -> Filters:
    return replace(chosen, axes=_known(text, ("same", "free")))


def _unless(value: Any, default: Any) -> str:
    """As the address writes it; nothing where it is the default."""
    return "" if value == default else str(value)


# The words of the address: what the reader calls it, how it is read, how it is written. Order matters to reading.
WORDS: Final[Mapping[str, tuple[str, Read, Write]]] = {
    "som": ("läsare", _viewer, lambda f: f.viewer.key),
    "manad": ("månad", _month, lambda f: months.key(f.month) if f.month else ""),
    "lan": ("län", _county, lambda f: f.county),
    "vardform": ("vårdform", lambda f, text, _: replace(f, care_form=CareForm(text)), lambda f: f.care_form),
    "enligt": ("överenskommelse", _agreement, lambda f: f.agreement or ""),
    "kommun": ("kommun", _municipality, lambda f: f.municipality or ""),
    "stadsdelar": (
        "stadsdelsindelning",
        lambda f, text, _: replace(f, districts=_known(text, ("recorded", "today"))),
        lambda f: "" if f.districts == "recorded" else f.districts,
    ),
    "grans": ("gräns", _threshold, lambda _: ""),  # of older links; `andrat` holds it now
    "andrat": ("ändrade villkor", _changes, lambda f: BETWEEN.join(settings(f.changes))),
    "mot": ("andra överenskommelse", _against, lambda f: f.against or ""),
    "utfall": ("utfall", lambda f, text, _: replace(f, outcome=Outcome(text)), lambda f: f.outcome or ""),
    "indikator": ("indikator", _indicator, lambda f: _unless(f.indicator, MEAN_READY_DAYS.key)),
    "period": ("period", _pool, lambda f: _unless(f.pool, 1)),
    "jamfor": ("jämförelse", _compared, lambda f: months.key(f.compared) if f.compared else ""),
    "axlar": ("axlar", _axes, lambda f: _unless(f.axes, "same")),
}


def current() -> Filters:
    """What the frame has settled for this run."""
    chosen: Filters = st.session_state[STATE_KEY]
    return chosen
