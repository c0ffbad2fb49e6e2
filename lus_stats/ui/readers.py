"""Who may read, by name, and the municipalities to choose among."""

from lus_stats.geography import COUNTIES, MUNICIPALITIES, swedish_key
from lus_stats.ui.filters import Choices
from lus_stats.viewer import Role, Viewer


def viewers(choices: Choices) -> tuple[str, ...]:
    """Every reader the data has something for."""
    regions = [Viewer(Role.REGION, county) for county in choices.counties]
    networks = [Viewer(Role.NETWORK, county) for county in choices.counties]
    codes = [code for county in choices.counties for code in municipalities(county, choices.only_in(county))]
    return tuple(v.key for v in [*regions, *networks, *(Viewer(Role.MUNICIPALITY, code) for code in codes)])


def viewer_label(key: str) -> str:
    """A reader by name: "Region Örebro län"."""
    viewer = Viewer.from_key(key)
    if viewer.role is Role.MUNICIPALITY:
        return f"Kommunen {MUNICIPALITIES[viewer.scope].name}"
    county = COUNTIES[viewer.scope]
    return county.region if viewer.role is Role.REGION else f"Nätverket i {county.name}"


def municipalities(county: str, only: str | None = None) -> tuple[str, ...]:
    """A county's municipalities in Swedish order; the one that is held, where it is the only one."""
    if only is not None:
        return (only,)
    inside = [place for place in MUNICIPALITIES.values() if place.county == county]
    return tuple(place.code for place in sorted(inside, key=lambda place: swedish_key(place.name)))
