"""Every hostile workbook and table: it is taken or refused exactly as its maker says, and nothing else happens."""

import pytest

from tests.store.corpus import CORPUS, Hostile
from tests.store.trying import (
    OPENED_APART,
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

# A process for each file takes its time: the command line tries a few of every kind, and all in `make soak`.
FEW = frozenset({"xlsx_of_values", "error_cells", "a_workbook_with_a_password", "a_cell_far_away", "parquet_of_values"})
OTHERS = frozenset(key for key, case in CORPUS.items() if not case.secrets) - FEW


@pytest.mark.parametrize("case", cases(apart=True))
def test_a_hostile_file_becomes_what_its_maker_says(
    case: Hostile, bench: Bench, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    said = through_the_library(case, bench)
    check_secrets(case, bench, said, caplog.text, *capfd.readouterr())


@pytest.mark.parametrize("case", cases(apart=True, soak=OTHERS))
def test_the_command_line_says_the_same_of_it(
    case: Hostile, bench: Bench, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    said = through_the_command_line(case, bench)
    check_secrets(case, bench, said, caplog.text, *capfd.readouterr())


def test_the_files_that_are_opened_apart_are_all_here() -> None:
    assert {case.make.__module__.rpartition(".")[2] for case in CORPUS.values()} >= OPENED_APART
    assert set(CORPUS) > FEW
