"""What is said of columns that are missing, misspelt or not used."""

from pathlib import Path

import pytest

from lus_stats.schema import HEADERS
from lus_stats.store.headers import shown
from tests.store.material import csv_text, episode, imported_one

NAMES = tuple(HEADERS)


def refusal(base: Path, headers: list[str]) -> str:
    """What an empty file with these headers is refused for."""
    message = imported_one(base, ";".join(headers) + "\n").refused
    assert message is not None
    return message


def renamed(**names: str) -> list[str]:
    """The canonical headers, some under another name."""
    return [names.get(name, name) for name in NAMES]


@pytest.mark.parametrize(
    ("own", "asked"),
    [
        ("komunkod", True),
        ("Kommun kod", True),
        ("kоmmunkod", True),
        ("kommun-kod", True),
        ("region", False),
        ("", False),
    ],
)
def test_a_name_that_is_nearly_right_is_asked_about(tmp_path: Path, own: str, asked: bool) -> None:
    """The third has a Cyrillic о."""
    message = refusal(tmp_path, renamed(kommunkod=own))
    assert message.startswith("feb.csv saknar kolumnen kommunkod.")
    assert (f"Menade du kommunkod där det står {own}?" in message) == asked
    assert "`lus mapping FIL`" in message


def test_several_missing_columns_are_all_named(tmp_path: Path) -> None:
    message = refusal(tmp_path, renamed(kommunkod="komunkod", inskriven="intagen", registrerad="registrerat"))
    assert "saknar kolumnen kommunkod, inskriven och registrerad. " in message
    assert "Menade du kommunkod där det står komunkod och registrerad där det står registrerat? " in message


def test_without_any_known_column_the_layout_is_another(tmp_path: Path) -> None:
    message = refusal(tmp_path, ["Case", "Unit", "From", "To"])
    assert "saknar alla kolumner som måste finnas: vårdtillfälle, kommunkod," in message
    assert "Case" not in message
    assert "`lus mapping FIL`" in message


def test_a_misspelt_column_that_need_not_be_there_is_asked_about(tmp_path: Path) -> None:
    """Left out in silence it would leave a criterion unmet in every row."""
    text = csv_text([episode()], renamed(underrättelse="underättelse")).replace("\n", ";kommentar\n", 1)
    report = imported_one(tmp_path, text.replace("2020-02-04 15:00\n", "2020-02-04 15:00;x\n"))
    assert report.accepted == 1
    assert "Kolumner som inte används: underättelse (menade du underrättelse?), kommentar." in report.notes


def test_many_unused_columns_are_counted(tmp_path: Path) -> None:
    extra = [f"egen{number}" for number in range(40)]
    report = imported_one(tmp_path, csv_text([episode()], [*NAMES, *extra]))
    (note,) = [note for note in report.notes if "inte används" in note]
    assert note.endswith("egen18, egen19 och 20 till.")


@pytest.mark.parametrize(
    ("header", "said"),
    [(" kommun\nkod ", "kommun kod"), ("x" * 40, "x" * 40), ("x" * 41, "x" * 39 + "…"), ("\u200b", "")],
)
def test_a_header_is_shown_on_one_line_and_not_too_long(header: str, said: str) -> None:
    assert shown(header) == said
