"""Data's sentences and the parts of its views, on their borders."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from lus_stats.store import FileReport, ImportReport, WrittenRevision
from lus_stats.text.data import Held, Intake, holdings_sentence, outcome_sentence, preview_sentence
from lus_stats.ui.views import data_import
from lus_stats.ui.views.data_import import came_to_the_same, holds_personnummer, import_view, on_the_page
from lus_stats.ui.views.data_log import MOST_ROWS, log_view

FEBRUARY = date(2020, 2, 1)
SOMATIC = Held("somatisk", 2, date(2020, 3, 6))
REVISION = WrittenRevision("18", FEBRUARY, "somatic", 1, 410, date(2020, 3, 6), basis=True)
FILE = FileReport("feb.csv", accepted=410, rejected=2, months=(REVISION,))
REASONS = pl.DataFrame({"row": [2], "column": ["spår"], "value": ["lila"], "reason": ["importera med --replace"]})


def plain(sentence: str) -> str:
    return sentence.replace("**", "").replace("\u00a0", " ")


def holdings(**other: object) -> str:
    said = {"county": "Örebro län", "complete": FEBRUARY, "newest": FEBRUARY, "held": [SOMATIC]}
    return plain(holdings_sentence(**(said | other)))  # type: ignore[arg-type]


def test_the_newest_complete_month_is_named_once_where_both_care_forms_agree() -> None:
    said = "Senaste hela månad är februari 2020, uttag 6 mars 2020, version 2."
    assert holdings() == said
    assert holdings(held=[SOMATIC, replace(SOMATIC, care_form="psykiatrisk")]) == said
    apart = holdings(held=[SOMATIC, Held("psykiatrisk", 1, date(2020, 3, 9))])
    assert apart == (
        "Senaste hela månad är februari 2020: somatisk uttag 6 mars 2020, version 2; "
        "psykiatrisk uttag 9 mars 2020, version 1."
    )


def test_what_came_late_and_what_waits_is_said_only_where_there_is_any() -> None:
    assert holdings(late=0, waiting=0) == holdings()
    assert holdings(late=1, waiting=1).endswith(
        "1 vårdtillfälle registrerades för sent för underlaget. 1 fil väntar i inkorgen."
    )
    assert holdings(late=3, waiting=2).endswith(
        "3 vårdtillfällen registrerades för sent för underlaget. 2 filer väntar i inkorgen."
    )


def test_an_inbox_that_cannot_be_read_is_told() -> None:
    assert holdings(waiting=None).endswith("Inkorgen går inte att läsa; kontrollera mappens rättigheter.")


def test_a_county_without_a_complete_month_says_so() -> None:
    said = "Ingen hel månad är inläst för Örebro län än: februari 2020 är den nyaste, preliminär."
    assert holdings(complete=None, held=[]) == said


@pytest.mark.parametrize(
    ("intake", "before", "after"),
    [
        (
            Intake(1, 410, 2, 0, 2),
            "410 rader godkänns, 2 avvisas. 2 nya versioner skulle skrivas.",
            "Inläst: 2 nya versioner. 410 rader godkändes, 2 avvisades.",
        ),
        (
            Intake(1, 1, 0, 0, 0),
            "1 rad godkänns, ingen avvisas. Ingen ny version av någon månad skulle skrivas.",
            "Ingen ny version av någon månad skrevs. 1 rad godkändes, ingen avvisades.",
        ),
        (Intake(1, 0, 0, 1, 0), *["Filen tas inte emot. Inget skrivs."] * 2),
        (Intake(3, 0, 0, 1, 0), *["1 fil av 3 tas inte emot. Inget skrivs av någon av dem."] * 2),
    ],
)
def test_an_import_in_a_sentence(intake: Intake, before: str, after: str) -> None:
    assert (plain(preview_sentence(intake)), plain(outcome_sentence(intake))) == (before, after)


def test_the_names_of_options_are_those_of_the_page() -> None:
    assert on_the_page("höj gränsen med --max-rejected.") == "höj gränsen med ”Högst andel avvisade rader”."
    view = import_view(ImportReport((replace(FILE, rejected_rows=REASONS),), dry_run=True))
    assert view.reasons["reason"].to_list() == ["importera med ”Tillåt ersättning”"]


def test_kinds_of_new_versions() -> None:
    preliminary = replace(REVISION, basis=False, extracted_on=date(2020, 2, 29))
    later = replace(REVISION, basis=False, extracted_on=date(2020, 3, 1))
    view = import_view(ImportReport((replace(FILE, months=(REVISION, preliminary, later)),)))
    assert view.versions["kind"].to_list() == ["underlag", "preliminär", "senare version"]


def test_what_all_rows_share_is_not_repeated() -> None:
    view = import_view(ImportReport((FILE,)))
    assert {"file", "county"}.isdisjoint(column.name for column in data_import.versions_columns(view))
    two = import_view(ImportReport((FILE, replace(FILE, months=(replace(REVISION, county="01"),)))))
    assert {"file", "county"} <= {column.name for column in data_import.versions_columns(two)}
    assert "file" in {column.name for column in data_import.reasons_columns(two)}


def test_more_reasons_than_fit_are_counted() -> None:
    many = pl.concat([REASONS] * 21)
    view = import_view(ImportReport((replace(FILE, rejected_rows=many),)))
    assert (view.reasons.height, view.reasons_title) == (20, "De första 20 av 21 skäl")
    exactly = import_view(ImportReport((replace(FILE, rejected_rows=many.head(20)),)))
    assert (exactly.reasons.height, exactly.reasons_title) == (20, "Avvisade rader")


def test_another_outcome_than_the_preview_s_is_seen() -> None:
    tried = ImportReport((FILE,), dry_run=True)
    assert came_to_the_same(tried, ImportReport((replace(FILE, rejected_path="somewhere"),)))
    for other in ({"accepted": 409}, {"refused": "nej"}, {"months": (replace(REVISION, revision=2),)}):
        assert not came_to_the_same(tried, ImportReport((replace(FILE, **other),)))  # type: ignore[arg-type]


def test_a_refusal_for_a_personnummer_is_known_by_its_words() -> None:
    assert holds_personnummer(replace(FILE, refused="feb.csv innehåller personnummer eller samordningsnummer (dolt)"))
    assert not holds_personnummer(replace(FILE, refused="feb.csv har 3 av 5 rader som inte kan tas emot"))
    assert not holds_personnummer(FILE)


def test_the_log_is_read_newest_first_and_each_outcome_has_its_word() -> None:
    call = {"at": None, "by": "anna", "channel": "sidan", "sha256": None, "accepted": 1, "rejected": 0}
    rows = [
        call | {"file": "a.csv", "written": [1], "refused": None, "removed": 0, "problem": None},
        call | {"file": "b.csv", "written": [], "refused": None, "removed": 0, "problem": None},
        call | {"file": "c.csv", "written": [], "refused": "c.csv går inte att läsa", "removed": 0, "problem": None},
        call | {"file": None, "written": [], "refused": None, "removed": 2, "problem": "Avbröts"},
    ]
    view = log_view(pl.DataFrame(rows))
    assert [plain(said) for said in view.rows["outcome"]] == [
        "2 filer gallrades",
        "togs inte emot",
        "inget nytt",
        "1 ny version",
    ]
    assert view.rows["tag"].to_list() == ["ofullständig", None, None, None]
    assert "c.csv går inte att läsa" in view.csv().decode("utf-8-sig")
    many = log_view(pl.DataFrame(rows[:1] * (MOST_ROWS + 1)))
    assert (many.newest.height, many.rows.height) == (MOST_ROWS, MOST_ROWS + 1)
    assert plain(many.subtitle).startswith("De 100 senaste av 101.")
