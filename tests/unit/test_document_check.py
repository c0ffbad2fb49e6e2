"""`lus verify --document`: a file that agrees, one altered, one the store has left behind, and no file of ours."""

import json
import shutil
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from lus_stats import months
from lus_stats.answers import Question
from lus_stats.answers.document import document
from lus_stats.answers.invoice_files import pdf_of, workbook_of
from lus_stats.exports.content_sheet import write_content
from lus_stats.exports.ledger import ledger
from lus_stats.rules import NO_CHANGES, Changes
from lus_stats.store import open_data
from lus_stats.vocabulary import CareForm
from tests.oracle.patients import patient
from tests.unit.lus import Called, imported, lus, two_patients

KINDS = {"pdf": pdf_of, "xlsx": workbook_of}
FEBRUARY = months.parse("2020-02")
MORE = "Ladda ner underlaget på nytt"


@pytest.fixture(scope="module")
def february(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return imported(tmp_path_factory.mktemp("data"), two_patients())


def file_in(folder: Path, place: Path, kind: str, changes: Changes = NO_CHANGES, agreement: str | None = None) -> Path:
    """A document downloaded to a place."""
    opened = open_data(folder)
    one = document(opened, Question(FEBRUARY, None, "1880", agreement, changes), CareForm.SOMATIC)
    path = place / f"underlag.{kind}"
    path.write_bytes(KINDS[kind](opened, one).content)
    return path


def verify(folder: Path, path: Path) -> Called:
    return lus("verify", "--document", path, "--data", folder)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("agreement", [None, "law", "skane"])
def test_a_document_as_it_was_made_agrees(february: Path, tmp_path: Path, kind: str, agreement: str | None) -> None:
    changes = NO_CHANGES if agreement else Changes(threshold_tenths=25, cutoff=(None,), criteria=("ready_notice",))
    called = verify(february, file_in(february, tmp_path, kind, changes, agreement))
    assert called.code == 0, called.err
    assert "Fakturaunderlag, Örebro, februari 2020, somatisk vård: version 1, uttag 2020-03-06" in called.err
    assert "Dokumentet stämmer" in called.err
    assert called.out == ""


def test_a_page_that_was_altered_does_not_agree(february: Path, tmp_path: Path) -> None:
    path = file_in(february, tmp_path, "pdf")
    content = path.read_bytes()
    for at in (len(content) // 3, len(content) - 30):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        called = verify(february, path)
        assert called.code == 3
        assert "Dokumentet stämmer" not in called.err


def test_a_cell_that_was_altered_is_named_and_a_signature_is_not(february: Path, tmp_path: Path) -> None:
    path = file_in(february, tmp_path, "xlsx")
    book = openpyxl.load_workbook(path, data_only=True)
    book["Underskrifter"]["B5"] = "Kim Kontakt"
    book.save(path)
    assert verify(february, path).code == 0
    book["Underlag"]["M6"] = 99_999
    book.save(path)
    called = verify(february, path)
    assert called.code == 3
    assert "Bladet Underlag, rad 6, kolumn 13: '99999' i filen, '8200' enligt lagret." in called.err


@pytest.mark.parametrize("kind", KINDS)
def test_a_later_basis_is_said_with_what_it_is(tmp_path: Path, kind: str) -> None:
    """The document was made while the month was preliminary."""
    folder = imported(tmp_path / "data", two_patients(), "2020-02-28")
    path = file_in(folder, tmp_path, kind)
    assert verify(folder, path).code == 0
    imported(folder, [*two_patients(), patient("ny", "2020-02-10 10:00", "2020-02-20 14:00")], name="igen.csv")
    called = verify(folder, path)
    assert called.code == 3
    assert "Månaden räknas nu på version 2 (uttag 2020-03-06), dokumentet på version 1." in called.err
    assert MORE in called.err


def test_the_other_care_form_may_have_fewer_revisions(tmp_path: Path) -> None:
    other = patient("p", "2020-02-10 10:00", "2020-02-12 14:00", vårdform="psykiatrisk")
    folder = imported(tmp_path / "data", [*two_patients(), other], "2020-02-28")
    first = file_in(folder, tmp_path, "pdf")
    imported(folder, [*two_patients(), patient("ny", "2020-02-10 10:00", "2020-02-20 14:00")], name="igen.csv")
    said = verify(folder, first).err
    assert "Månaden räknas nu på version 2" in said
    assert "Lagret kan inte svara" not in said
    assert verify(folder, file_in(folder, tmp_path, "xlsx")).code == 0


@pytest.mark.parametrize("kind", KINDS)
def test_rows_that_the_store_has_otherwise_are_named(tmp_path: Path, kind: str) -> None:
    ours = imported(tmp_path / "ours", two_patients())
    theirs = imported(
        tmp_path / "theirs",
        [*two_patients(hemgångsklar="nej")[:1], patient("annan", "2020-02-01 13:00", "2020-02-04 14:00")],
    )
    called = verify(theirs, file_in(ours, tmp_path, kind))
    assert called.code == 3
    assert "kommunens summor är andra" in called.err
    assert "Rader som lagret inte har (1): stina." in called.err
    assert "Rader som dokumentet saknar (1): annan." in called.err
    assert "Rader som skiljer sig (1): kalle (outcome billed i dokumentet, criteria_unmet i lagret;" in called.err


def test_terms_that_have_changed_since_are_said(february: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(february, folder)
    path = file_in(folder, tmp_path, "pdf")
    own = folder / "rules" / "agreements"
    own.mkdir(parents=True)
    shipped = Path(__file__).parents[2] / "lus_stats" / "rules" / "agreements" / "orebro.toml"
    text = shipped.read_text(encoding="utf-8")
    (own / "orebro.toml").write_text(text.replace("threshold_days = 3.0", "threshold_days = 4.0"), encoding="utf-8")
    called = verify(folder, path)
    assert called.code == 3
    assert "villkoren är andra" in called.err


def test_a_store_without_the_month_cannot_answer(february: Path, tmp_path: Path) -> None:
    path = file_in(february, tmp_path, "pdf")
    elsewhere = [patient("x", "2021-02-10 10:00", "2021-02-12 14:00")]
    other = imported(tmp_path / "other", elsewhere, "2021-03-05")
    called = verify(other, path)
    assert called.code == 3
    assert "Lagret kan inte svara som dokumentet säger: Det finns inga uppgifter för 2020-02." in called.err


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_anywhere_or_of_another_kind_is_refused(february: Path, tmp_path: Path, kind: str) -> None:
    path = file_in(february, tmp_path, kind)
    content = path.read_bytes()
    for at in range(0, len(content) - 1, len(content) // 9):
        path.write_bytes(content[:at])
        assert verify(february, path).code == 3


NAMED = ("month", "municipality_code", "municipality", "care_form", "demo", "asked_agreement", "extract", "lines")


@pytest.mark.parametrize("value", [None, 7, [], {}], ids=str)
@pytest.mark.parametrize("fact", NAMED)
def test_a_content_that_we_never_write_is_refused(february: Path, tmp_path: Path, fact: str, value: object) -> None:
    """Somebody has written a content of his own: it is refused, or does not agree, and nothing breaks."""
    one = document(open_data(february), Question(FEBRUARY, None, "1880"), CareForm.SOMATIC)
    for facts in ({**one.facts, fact: value}, {name: said for name, said in one.facts.items() if name != fact}):
        packed = BytesIO()
        with ledger(packed, "", "") as book:
            write_content(book, json.dumps(facts))
        (tmp_path / "fil.xlsx").write_bytes(packed.getvalue())
        assert verify(february, tmp_path / "fil.xlsx").code == 3


def test_no_document_of_ours_is_refused(february: Path, tmp_path: Path) -> None:
    empty = BytesIO()
    openpyxl.Workbook().save(empty)
    for content in (b"", b"a;b\n", b"%PDF-1.7\n%%EOF", b"PK\x03\x04", empty.getvalue()):
        (tmp_path / "fil").write_bytes(content)
        called = verify(february, tmp_path / "fil")
        assert called.code == 3
        assert "inget fakturaunderlag" in called.err
    missing = verify(february, tmp_path / "finns-inte.pdf")
    assert missing.code == 3
    assert "går inte att läsa" in missing.err
