"""Metod: the calculator counts as the documents do, and every definition has its text."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lus_stats.criteria import CATALOGUE
from lus_stats.indicators import CATALOGUE as INDICATORS
from lus_stats.rules import load
from lus_stats.schema import HEADERS
from lus_stats.text.method import method
from lus_stats.ui.entries import ENTRIES
from lus_stats.vocabulary import Model, Outcome
from tests.pages.billing_material import ROOT, fragments, opened, seen, table, words


def columns(app: AppTest) -> dict[str, str]:
    """The calculator's answer by agreement and care form."""
    (found,) = [one for one in fragments(app) if "side-by-side" in one]
    sections = re.findall(r"<section>(.*?)</section>", found)
    return {words(one.split("</p>")[0]): words(one.partition("</p>")[2]) for one in sections}


def test_the_calculator_counts_one_stay_under_every_agreement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Örebro, "Hur beräknas dagarna?": Kalle has 4 days, Stina 3; the zero-day readings have one day less."""
    app = opened("method", tmp_path, monkeypatch)
    kalle = columns(app)
    assert kalle["Örebro län somatisk och psykiatrisk vård"].startswith("4 dagar , lördag 1 februari till tisdag 4")
    assert "sedan 1 dag som kan debiteras" in kalle["Örebro län somatisk och psykiatrisk vård"]
    assert kalle["Stockholms län somatisk vård"].startswith("3 dagar , lördag 1 februari till måndag 3")
    assert "5 fristdagar, inget därefter" in kalle["Stockholms län psykiatrisk vård"]
    assert "alla dagar ingår i kommunens medelvärde" in kalle["Skåne län somatisk och psykiatrisk vård"]
    app.text_input(key="stay_notice").set_value("2020-02-01 13.00").run()
    stina = columns(app)
    assert stina["Lagen somatisk och psykiatrisk vård"].startswith("3 dagar , söndag 2 februari till tisdag 4")
    assert stina["Stockholms län somatisk vård"].startswith("2 dagar")
    assert stina["Skåne län somatisk och psykiatrisk vård"].startswith("3 dagar")
    app.text_input(key="stay_notice").set_value("2019-12-01 13:00").run()
    app.text_input(key="stay_out").set_value("2019-12-04 13:00").run()
    assert "Överenskommelsen började gälla 2020-01-01." in seen(app)
    app.text_input(key="stay_out").set_value("i går").run()
    assert "Utskriven: ”i går” går inte att läsa." in seen(app)


def test_the_page_lists_every_definition_with_its_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("method", tmp_path, monkeypatch)
    assert [row[0] for row in table(app, "Regionens kriterier")[1:]] == [one.label for one in CATALOGUE]
    assert [row[0] for row in table(app, "Mått i statistiken")[1:]] == [one.label for one in INDICATORS]
    assert [row[0] for row in table(app, "Filen som läses in")[1:]] == list(HEADERS)
    amounts = {row[0]: row[1:] for row in table(app, "Belopp per vårddygn")[1:]}
    assert amounts["2020"] == ["8 200", "Socialstyrelsens belopp för 2020", "bekräftat"]
    assert amounts["2024"][-1] == "obekräftat"
    assert amounts["2026"] == ["saknas", "HSLF-FS 2025:74, beloppet är inte känt", "saknas"]
    for agreement in load().agreements.values():
        assert agreement.label in seen(app)
    orebro = {row[0]: row[1:] for row in table(app, "Örebro län, somatisk och psykiatrisk vård")[1:]}
    assert orebro["Gräns för medelvärdet"] == ["3,0 dagar; mer än så, inte lika med", "[Ö] strikt över"]
    assert orebro["Fristdagar"] == ["3", "[Ö]"]
    assert "rules.md" not in seen(app)


def test_every_text_the_page_needs_is_there_and_no_other() -> None:
    texts = method()
    assert set(texts.outcomes) == set(Outcome)
    assert set(texts.models) == set(Model)
    assert list(texts.criteria) == [criterion.key for criterion in CATALOGUE]
    assert list(texts.columns) == list(HEADERS)


def test_the_words_of_every_page_are_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [row[0] for row in table(opened("method", tmp_path, monkeypatch), "Begrepp")[1:]]
    assert listed == [one.term for one in method().concepts]
    assert {"Utrymme", "Avgörande vårdtillfälle", "Skuggfaktura", "Klippa", "Var för sig och tillsammans"} <= set(
        listed
    )
    assert {one.page for one in method().concepts} - {""} <= {entry.title for entry in ENTRIES}
    assert "Skuggfaktura" in [one.term for one in method().concepts if not one.page]


def test_every_source_label_is_explained() -> None:
    shipped = [source for one in load().agreements.values() for terms in one.terms for source in terms.sources.values()]
    said = [*shipped, *(one.source for one in method().concepts)]
    assert {label for source in said for label in re.findall(r"\[(.)\]", source)} <= set(method().sources)


def test_every_reading_is_one_of_the_decisions() -> None:
    decisions = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
    known = re.findall(r"^\| (D\d+) \|", decisions, re.MULTILINE)
    assert [one.key for one in method().readings if one.key not in known] == []
