"""The page Metod: its parts as HTML, the same for every reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import polars as pl

from lus_stats.geography import COUNTIES, county_name, swedish_key
from lus_stats.rules import Rulebook
from lus_stats.text import numbers
from lus_stats.text.method import method
from lus_stats.ui.tables import Column, html_table
from lus_stats.ui.views import definitions, terms_tables

PARTS = ("Räkna själv", "Villkor", "Belopp", "Definitioner", "Kriterier", "Tolkningar", "Filformat")


@dataclass(frozen=True)
class MethodView:
    """The page's status line, its sentence, and in HTML each part after the calculator, in the order of PARTS."""

    status: tuple[str, ...]
    sentence: str
    parts: tuple[str, ...]


def method_view(rulebook: Rulebook, today: date) -> MethodView:
    """Everything that does not depend on what the reader does."""
    newest = max(terms.valid_from for one in rulebook.agreements.values() for terms in one.terms)
    return MethodView(
        status=(f"{len(rulebook.agreements)} överenskommelser", f"de senaste villkoren gäller från {newest}"),
        sentence="En utskrivningsklar dag räknas **från underrättelsen till utskrivningen**, på datum. Vilka dagar som "
        "kostar avgörs av länets överenskommelse. Prova reglerna här, eller läs dem med källa.",
        parts=_headed(
            _terms(rulebook, today),
            _amounts(rulebook, today),
            _definitions(),
            _criteria(rulebook),
            _readings(),
            _fields(),
        ),
    )


def _headed(*parts: str) -> tuple[str, ...]:
    """Each part under its tab's name: who goes by headings, with no eye for tabs, finds it."""
    return tuple(
        f'<h2 class="visually-hidden">{escape(name)}</h2>{part}' for name, part in zip(PARTS[1:], parts, strict=True)
    )


def _criteria(rulebook: Rulebook) -> str:
    return _part(
        "Regionens kriterier",
        "Är ett kriterium som villkoren kräver inte uppfyllt debiteras inte vårdtillfället.",
        definitions.criteria(rulebook),
        definitions.CRITERION_COLUMNS,
    )


def _readings() -> str:
    return _part(
        "Så läser vi det som reglerna lämnar öppet",
        "Beslut: numret i projektets fil DECISIONS.md.",
        definitions.readings(),
        definitions.READING_COLUMNS,
    )


def _part(title: str, subtitle: str, rows: pl.DataFrame, columns: Sequence[Column]) -> str:
    """A heading, what it is, and its table."""
    under = f'<p class="small">{escape(subtitle)}</p>' if subtitle else ""
    return f'<div class="terms"><h3>{escape(title)}</h3>{under}{html_table(rows, columns, caption=title)}</div>'


def _terms(rulebook: Rulebook, today: date) -> str:
    """Who follows what, each agreement's terms, and what the sources' labels mean."""
    own = sorted((county_name(code) for one in rulebook.agreements.values() for code in one.counties), key=swedish_key)
    others = len(COUNTIES) - len(own)
    intro = f"<p>{escape(numbers.listed(own))} har egna överenskommelser; övriga {others} län räknas enligt lagen.</p>"
    tables = "".join(
        _part(one.title, one.subtitle, one.rows, terms_tables.TERMS_COLUMNS)
        for one in terms_tables.terms_tables(rulebook, today)
    )
    labels = "".join(f"<li>[{escape(label)}] {escape(said)}</li>" for label, said in method().sources.items())
    return f'{intro}{tables}<div class="terms"><h3>Källor</h3><ul class="sources">{labels}</ul></div>'


def _amounts(rulebook: Rulebook, today: date) -> str:
    return _part(
        "Belopp per vårddygn",
        "Socialstyrelsens belopp. Varje debiterad dag kostar sitt eget kalenderårs belopp. Saknas ett belopp visas "
        "dagarna och ”belopp saknas”, aldrig 0 kr. Ett obekräftat belopp och ett demobelopp märks överallt.",
        terms_tables.amounts(rulebook, today.year + 1),
        terms_tables.AMOUNT_COLUMNS,
    )


def _definitions() -> str:
    return (
        _part("Begrepp", "", definitions.concepts(), definitions.CONCEPT_COLUMNS)
        + _part(
            "Utfall",
            "Varje vårdtillfälle får exakt ett, det första som stämmer.",
            definitions.outcomes(),
            definitions.OUTCOME_COLUMNS,
        )
        + _part(
            "Mått i statistiken",
            "Räknas på den nyaste versionen och på alla vårdtillfällen som skrevs ut under månaden.",
            definitions.indicators(),
            definitions.INDICATOR_COLUMNS,
        )
    )


def _fields() -> str:
    return _part(
        "Filen som läses in",
        "En rad per vårdtillfälle. CSV med semikolon, UTF-8 eller Windows-1252. Datum och klockslag skrivs "
        "2020-02-01 11:00, datum 2020-02-04, i svensk tid. En tom ruta betyder okänt. Inga personnummer.",
        definitions.fields(),
        definitions.FIELD_COLUMNS,
    )
