"""Numbers, months and days as Swedes write them."""

from datetime import date

import pytest

from lus_stats.figures import theme

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (3.5, 1, "3,5"),
        (3, 1, "3,0"),
        (1234, 0, f"1{NBSP}234"),
        (1234567.891, 2, f"1{NBSP}234{NBSP}567,89"),
        (-4, 0, "−4"),
        (-0.04, 1, "0,0"),
        (0, 0, "0"),
        (None, 1, "saknas"),
    ],
)
def test_a_number(value: float | None, decimals: int, text: str) -> None:
    assert theme.number(value, decimals) == text


def test_a_signed_number_has_a_real_sign() -> None:
    assert [theme.number(value, signed=True) for value in (141, -4, 0)] == ["+141", "−4", "0"]


def test_kronor_and_shares() -> None:
    assert theme.kronor(8200) == f"8{NBSP}200{NBSP}kr"
    assert theme.kronor(None) == "belopp saknas"
    assert theme.percent(0.612) == f"61{NBSP}%"


def test_months_and_days() -> None:
    assert theme.month_short(date(2020, 2, 1)) == f"feb{NBSP}2020"
    assert theme.month_long(date(2023, 2, 1)) == f"februari{NBSP}2023"
    assert theme.day_short(date(2023, 2, 2)) == "tors 2 feb"


def test_plotly_is_told_swedish_and_our_own_topology() -> None:
    config = theme.plotly_config("laget")
    assert config["locale"] in config["locales"]
    assert config["locales"]["sv"]["format"]["decimal"] == ","
    assert config["topojsonURL"].startswith("app/static/")
