"""Large files are validated slice by slice: where one ends makes no difference."""

from datetime import date

import pytest

from lus_stats.store import validation
from lus_stats.store.readers import read
from lus_stats.store.validation import Validated, validated
from tests.store.material import NOW, csv_text, episode, episodes

ROWS = [
    episode("a", kommunkod="180"),
    episode("samma", registrerad="2020-02-05 10:00"),
    episode("b", kommunkod="9999", utskriven="2020-01-01"),
    *episodes(3),
    episode("samma"),
    episode("c", kommunkod="180"),
    episode("d", vårdform="x"),
]
TEXT = csv_text(ROWS) + ";;;\n\n" + csv_text([episode("samma"), episode("e")]).partition("\n")[2]


def checked() -> Validated:
    """The rows, told apart."""
    return validated(read(TEXT.encode(), "feb.csv"), NOW, date(2020, 3, 6))


@pytest.mark.parametrize("rows", [1, 2, 3, 5])
def test_the_rows_and_their_reasons_are_the_same_however_they_are_sliced(
    monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    whole = checked()
    assert (whole.rows, len(whole.episodes), len(whole.reasons)) == (11, 7, 5)
    monkeypatch.setattr(validation, "_ROWS", rows)
    sliced = checked()
    assert sliced.rows == whole.rows
    assert sliced.episodes.equals(whole.episodes)
    assert sliced.reasons.equals(whole.reasons)
    assert sliced.restored.equals(whole.restored)


def test_a_file_without_rows_keeps_its_columns() -> None:
    nothing = validated(read(csv_text([]).encode(), "feb.csv"), NOW, date(2020, 3, 6))
    assert nothing.rows == 0
    assert nothing.episodes.schema == checked().episodes.schema
    assert nothing.restored.schema == checked().restored.schema
