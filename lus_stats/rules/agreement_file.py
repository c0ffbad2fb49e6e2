"""One agreement's TOML file, read strictly."""

from collections.abc import Mapping
from datetime import date, time
from math import isfinite
from types import MappingProxyType
from typing import Any

from lus_stats.criteria import BY_KEY, CATALOGUE
from lus_stats.rules.model import Agreement, Terms
from lus_stats.rules.strict import Table
from lus_stats.vocabulary import CareForm, MeanPopulation, Model, Track

ALWAYS = ("valid_from", "care_forms", "model", "cutoff", "discharge_day_counts", "criteria", "sources")
USED_BY = {
    Model.MEAN_THEN_INDIVIDUAL: ("threshold_days", "free_days", "mean_population"),
    Model.MEAN_EXCESS: ("threshold_days", "mean_population"),
    Model.INDIVIDUAL: ("free_days",),
}
"""The terms that only some models use."""

_MODEL_TERMS = frozenset(term for terms in USED_BY.values() for term in terms)

NOT_SOURCED = ("care_forms", "sources")


def read_agreement(content: Mapping[str, Any], file: str) -> Agreement:
    """The agreement a parsed file holds.

    Errors: RulesError naming the file, the place and the cure.
    """
    top = Table(content, file)
    top.only(["key", "label", "source", "terms"], ["counties", "fallback"])
    terms = tuple(one for table in top.tables("terms", "terms") for one in _read_terms(table))
    agreement = Agreement(
        key=top.get("key", str),
        label=top.get("label", str),
        source=top.get("source", str),
        counties=_counties(top),
        fallback=top.get("fallback", bool, False),
        terms=terms,
    )
    _check_versions(agreement, top)
    return agreement


def _counties(top: Table) -> tuple[str, ...]:
    counties = top.strings("counties")
    for county in counties:
        if len(county) != 2 or not county.isdecimal():
            raise top.error(f"county {county!r} must be two digits, like '18',")
    return counties


def _read_terms(table: Table) -> list[Terms]:
    table.only(["model"], table.values)
    model = table.word("model", Model)
    for term in sorted(_MODEL_TERMS - set(USED_BY[model])):
        if term in table.values:
            raise table.error(f"{term!r} has no use in model '{model}'; remove it,")
    table.only([*ALWAYS, *USED_BY[model]], ["exempt_tracks"])
    care_forms = [table.one_of("care_forms", form, CareForm) for form in table.strings("care_forms")]
    if not care_forms:
        raise table.error("'care_forms' is empty")
    return [_terms(table, model, form) for form in care_forms]


def _terms(table: Table, model: Model, care_form: CareForm) -> Terms:
    uses = USED_BY[model]
    return Terms(
        valid_from=_valid_from(table),
        care_form=care_form,
        model=model,
        threshold_tenths=_threshold_tenths(table) if "threshold_days" in uses else None,
        free_days=_free_days(table) if "free_days" in uses else None,
        cutoff=_cutoff(table),
        discharge_day_counts=table.get("discharge_day_counts", bool),
        mean_population=table.word("mean_population", MeanPopulation) if "mean_population" in uses else None,
        criteria=_criteria(table),
        exempt_tracks=_exempt_tracks(table),
        sources=_sources(table),
    )


def _valid_from(table: Table) -> date:
    valid_from: date = table.get("valid_from", date)
    if valid_from.day != 1:
        raise table.error(f"'valid_from' must be the first of a month, not {valid_from},")
    return valid_from


def _threshold_tenths(table: Table) -> int:
    days: float = table.get("threshold_days", float)
    tenths = round(days * 10) if isfinite(days) else -1
    if tenths < 0 or tenths / 10 != days:
        raise table.error(f"'threshold_days' must be a number with one decimal, like 3.0, not {days!r},")
    return tenths


def _free_days(table: Table) -> int:
    days: int = table.get("free_days", int)
    if days < 0:
        raise table.error(f"'free_days' must be 0 or more, not {days!r},")
    return days


def _cutoff(table: Table) -> time | None:
    cutoff = table.values["cutoff"]
    if cutoff == "none":
        return None
    if not isinstance(cutoff, time):
        raise table.error(f"'cutoff' must be a time like 12:00:00, or \"none\", not {cutoff!r},")
    return cutoff


def _criteria(table: Table) -> tuple[str, ...]:
    chosen = table.strings("criteria")
    _known_criteria(table, chosen)
    return tuple(criterion.key for criterion in CATALOGUE if criterion.key in chosen)


def _known_criteria(table: Table, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key not in BY_KEY:
            raise table.error(f"unknown criterion {key!r}; the catalogue has {', '.join(BY_KEY)},")


def _exempt_tracks(table: Table) -> Mapping[str, frozenset[Track]]:
    exempt = Table(table.get("exempt_tracks", dict, {}), table.file, f"{table.place}, exempt_tracks")
    _known_criteria(exempt, tuple(exempt.values))
    return MappingProxyType(
        {key: frozenset(exempt.one_of(key, track, Track) for track in exempt.strings(key)) for key in exempt.values}
    )


def _sources(table: Table) -> Mapping[str, str]:
    sources = Table(table.get("sources", dict), table.file, f"{table.place}, sources")
    sources.only([key for key in table.values if key not in NOT_SOURCED])
    return MappingProxyType({key: sources.get(key, str) for key in sources.values})


def _check_versions(agreement: Agreement, top: Table) -> None:
    for form in CareForm:
        begun = [terms.valid_from for terms in agreement.terms if terms.care_form == form]
        if not begun:
            raise top.error(f'no terms for {form} care; add a [[terms]] with care_forms = ["{form}"],')
        if len(set(begun)) != len(begun):
            raise top.error(f"two terms for {form} care begin in the same month; give each its own 'valid_from',")
