"""The questions behind a page, put so that the month and the care form chosen do not change them.

A county's whole series is worked out once and then only cut; so another month or municipality costs next to nothing.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from lus_stats.answers import Grouping, HistoryQuestion, Question, StatisticsQuestion
from lus_stats.criteria import CATALOGUE
from lus_stats.geography import DISTRICT_MUNICIPALITY
from lus_stats.rules import NO_CHANGES, Rulebook
from lus_stats.rules.table import in_force
from lus_stats.ui.filters import Filters
from lus_stats.ui.views import rights
from lus_stats.viewer import Role, Viewer
from lus_stats.vocabulary import CareForm

COUNTY = ("mean_ready_days", "episodes", "share_criteria_met", *(f"share_{c.key}" for c in CATALOGUE))
MUNICIPALITY = (
    "mean_ready_days",
    "episodes",
    "median_ready_days",
    "p90_ready_days",
    "share_zero_days",
    "share_beyond_free_days",
    "beds_occupied",
    "share_criteria_met",
    "late_registrations",
)
DISTRICT = ("mean_ready_days",)
HOSPITAL = ("mean_ready_days", "share_criteria_met")


def asked(chosen: Filters, month: date, months: Collection[date], rules: Rulebook) -> HistoryQuestion:
    """All months of the chosen county, under the terms in force in the chosen month (D24).

    The terms are named by the month they began, which is the same for every month they hold.

    Errors: Refused before the terms asked for.
    """
    agreement = rights.agreement(chosen)
    rules.check_month(month, agreement)
    select = in_force(agreement)
    begun = (select(rules, chosen.county, month, form)[1].valid_from for form in CareForm)
    first = max(min(months), rules.fallback.first_month)
    return HistoryQuestion(first, max(months), chosen.county, agreement=agreement, terms_of=max(begun))


def statistics_asked(
    series: HistoryQuestion, by: Grouping, viewer: Viewer, *, today: bool = False
) -> StatisticsQuestion:
    """The same months as statistics, with what this reader may see."""
    indicators = {
        Grouping.COUNTY: COUNTY,
        Grouping.MUNICIPALITY: MUNICIPALITY,
        Grouping.DISTRICT: DISTRICT,
        Grouping.HOSPITAL: HOSPITAL,
    }
    own = viewer.scope if viewer.role is Role.MUNICIPALITY and viewer.county == series.county else None
    return StatisticsQuestion(
        series.first,
        by,
        last=series.last,
        terms_of=series.counted_as_of,
        indicators=indicators[by],
        county=series.county,
        agreement=series.agreement,
        districts_today=today,
        sees_small=viewer.sees_small(series.county),
        sees_municipality=own,
    )


def waiting_asked(series: HistoryQuestion, municipality: str) -> Question:
    """Who of a municipality is still in hospital; the same for every month chosen."""
    return Question(series.last, municipality=municipality, agreement=series.agreement)


def overview_key(chosen: Filters) -> Filters:
    """The view without what Läget does not look at."""
    return replace(of_its_own_terms(without_trends(chosen)), municipality=None, districts="recorded")


def criteria_key(chosen: Filters) -> Filters:
    """The view without what Kriterier does not look at; another's municipality is not looked at either."""
    code = chosen.municipality
    own = code if code is not None and chosen.viewer.sees_rows(code) else None
    plain = without_trends(chosen)
    return replace(of_its_own_terms(plain), municipality=own, districts="recorded")


def trends_key(chosen: Filters) -> Filters:
    """The view without what Trender does not look at."""
    return replace(of_its_own_terms(chosen), municipality=None, districts="recorded")


def without_trends(chosen: Filters) -> Filters:
    """The view without what only Trender looks at."""
    plain = Filters(chosen.viewer, chosen.month, chosen.county)
    return replace(chosen, indicator=plain.indicator, pool=plain.pool, compared=plain.compared, axes=plain.axes)


def municipality_key(chosen: Filters) -> Filters:
    """The view without what Kommun does not look at."""
    plain = of_its_own_terms(without_trends(chosen))
    return plain if chosen.viewer.sees_rows(DISTRICT_MUNICIPALITY) else replace(plain, districts="today")


def of_its_own_terms(chosen: Filters) -> Filters:
    """The view without what only the pages of bills look at, or what its reader may not choose."""
    return replace(rights.of_statistics(chosen), changes=NO_CHANGES, against=None, outcome=None)
