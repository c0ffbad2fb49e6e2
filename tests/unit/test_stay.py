"""What a reader types into the calculator, and what is said back."""

from datetime import date, datetime, timedelta

import pytest

from lus_stats.errors import WrongCall
from lus_stats.text.stay import check_stay, counted_sentence, moment

NBSP = "\u00a0"


@pytest.mark.parametrize(
    "text",
    ["2020-02-01 11:00", " 2020-2-1 11.00 ", "2020-02-01T11:00:00", "2020-02-01 kl. 11.00", "2020-02-01, kl 11:00"],
)
def test_a_moment_is_read_as_swedes_write_it(text: str) -> None:
    assert moment(text, "Underrättelse") == datetime(2020, 2, 1, 11)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "går inte att läsa"),
        ("1 feb kl 11", "går inte att läsa"),
        ("2020-02-01", "klockslaget saknas"),
        ("2020-02-30 11:00", "finns inte i kalendern"),
        ("2020-02-01 24:00", "finns inte i kalendern eller på klockan"),
    ],
)
def test_what_is_no_moment_is_said_with_its_name_and_an_example(text: str, said: str) -> None:
    with pytest.raises(WrongCall, match=f"Underrättelse: .*{said}"):
        moment(text, "Underrättelse")


def test_a_stay_that_cannot_be_counted_says_why() -> None:
    told, last = datetime(2020, 2, 1, 11), date(2027, 1, 1)
    check_stay(told, told, last)
    check_stay(told, told + timedelta(days=400), last)
    wrong = [
        (told, told - timedelta(seconds=1), "före underrättelsen"),
        (told, told + timedelta(days=400, seconds=1), "mer än 400 dagar"),
        (datetime(2017, 12, 1), datetime(2017, 12, 31, 23, 59), "Före 2018"),
        (datetime(2027, 1, 1), datetime(2027, 1, 2), "senast 2027-01-01"),
    ]
    for notice_at, discharged_at, said in wrong:
        with pytest.raises(WrongCall, match=said):
            check_stay(notice_at, discharged_at, last)


def test_the_count_is_said_in_a_sentence() -> None:
    first, last = date(2020, 2, 1), date(2020, 2, 4)
    assert counted_sentence(4, first, last, 3, 1) == (
        f"**4{NBSP}dagar**, lördag 1{NBSP}februari till tisdag 4{NBSP}februari. "
        f"3{NBSP}fristdagar, sedan **1{NBSP}dag** som kan debiteras."
    )
    assert counted_sentence(1, first, first, 1, 0).endswith(f"lördag 1{NBSP}februari. 1{NBSP}fristdag, inget därefter.")
    assert counted_sentence(2, date(2019, 12, 31), date(2020, 1, 1), 3, 0).startswith(
        f"**2{NBSP}dagar**, tisdag 31{NBSP}december 2019 till onsdag 1{NBSP}januari."
    )
    assert "alla dagar ingår i kommunens medelvärde" in counted_sentence(4, first, last, None, None)
    assert counted_sentence(0, first, last, 3, 0).startswith("**0 dagar**")
