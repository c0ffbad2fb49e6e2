"""Every hostile text file: it is taken or refused exactly as its maker says, and nothing else happens."""

import pytest

from tests.store.corpus import CORPUS, Denied, Hostile, Taken
from tests.store.trying import (
    Bench,
    bench,
    cases,
    check_secrets,
    earlier,
    plain,
    through_the_command_line,
    through_the_library,
    watchdog,
)

__all__ = ["bench", "earlier", "plain", "watchdog"]

LARGE = ("three_hundred_thousand_rows", "ten_thousand_columns", "a_header_of_a_megabyte")


@pytest.mark.parametrize("case", cases(apart=False))
def test_a_hostile_file_becomes_what_its_maker_says(
    case: Hostile, bench: Bench, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    said = through_the_library(case, bench)
    check_secrets(case, bench, said, caplog.text, *capfd.readouterr())


@pytest.mark.parametrize("case", cases(apart=False, soak=LARGE))
def test_the_command_line_says_the_same_of_it(
    case: Hostile, bench: Bench, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    said = through_the_command_line(case, bench)
    check_secrets(case, bench, said, caplog.text, *capfd.readouterr())


def test_the_corpus_is_large_and_every_file_says_what_is_hostile() -> None:
    assert len(CORPUS) >= 200
    assert len({case.hostile for case in CORPUS.values()}) == len(CORPUS)
    assert {type(case.expected) for case in CORPUS.values()} == {Taken, Denied}
