"""Who sees what: the region its county, a municipality its own, the network neither small figures nor rows."""

import pytest

from lus_stats.viewer import Role, Viewer
from tests.tables import drawn

SEES = """
    reader            | county | municipality | small | rows
    region-18         | 18     | 1880         | yes   | yes
    region-18         | 01     | 0180         | no    | no
    municipality-1880 | 18     | 1880         | yes   | yes
    municipality-1880 | 18     | 1883         | no    | no
    municipality-1880 | 01     | 0180         | no    | no
    network-18        | 18     | 1880         | no    | no
"""


@pytest.mark.parametrize("case", drawn(SEES), ids=lambda case: f"{case['reader']}-{case['municipality']}")
def test_a_reader_sees(case: dict[str, str]) -> None:
    viewer = Viewer.from_key(case["reader"])
    assert viewer.key == case["reader"]
    assert viewer.sees_small(case["county"], case["municipality"]) is (case["small"] == "yes")
    assert viewer.sees_rows(case["municipality"]) is (case["rows"] == "yes")


def test_a_county_as_a_whole_is_small_only_to_its_region() -> None:
    assert Viewer(Role.REGION, "18").sees_small("18")
    assert not Viewer(Role.MUNICIPALITY, "1880").sees_small("18")
    assert not Viewer(Role.NETWORK, "18").sees_small("18")


@pytest.mark.parametrize("key", ["", "region", "region-1880", "municipality-18", "king-18", "region-1a", "region-¹⁸"])
def test_anything_else_is_no_reader(key: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Viewer.from_key(key or "x")
