"""One field's part of a drafted mapping: its TOML, and what there is to ask about it."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from lus_stats import schema
from lus_stats.geography import MUNICIPALITIES
from lus_stats.store.headers import normal
from lus_stats.store.mapping.drafting.guesses import Guess
from lus_stats.store.mapping.drafting.known import meanings
from lus_stats.store.mapping.drafting.profile import Profile
from lus_stats.store.mapping.formats import EXCEL, day_of
from lus_stats.store.mapping.words import word_key, words_of

_ORDER: Final = (
    "vad står först, dagen eller månaden? Det går inte att avgöra av filen. Ta bort # framför den rad som gäller, och "
    "ta bort den andra."
)
_ONLY_DAYS: Final = (
    "kolumnen har bara dag, och rader utan klockslag avvisas. Finns klockslaget i en annan kolumn? Skriv då date_from "
    "och time_from i stället för from."
)
_DATES: Final = (schema.MOMENT, pl.Date())


@dataclass(frozen=True)
class Block:
    """The lines of one field, and its questions."""

    lines: tuple[str, ...]
    questions: tuple[str, ...] = ()

    def text(self) -> str:
        """The block as it stands in the file, the questions as comments below it."""
        return "\n".join([*self.lines, *(f"# FRÅGA: {question}" for question in self.questions)])


def quoted(text: str) -> str:
    """A text as TOML writes it, on one line whatever it holds."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def guessed_block(guess: Guess, settled: Collection[str]) -> Block:
    """The block of a field that has a guess; `settled` are the ways to write a day that the file leaves no doubt of."""
    column, header = guess.columns[0], guess.field.header
    lines = [f"[columns.{quoted(header)}]  # {guess.sureness}"]
    if len(guess.columns) == 2:
        lines += [f"date_from = {quoted(guess.headers[0])}", f"time_from = {quoted(guess.headers[1])}"]
    else:
        lines.append(f"from = {quoted(column.header)}")
    questions = [f"är det rätt kolumn för {header}?"] if guess.sureness == "osäker" else []
    for more, asked in _details(guess, settled):
        lines += more
        questions += asked
    return Block(tuple(lines), tuple(questions))


def missing_block(field: schema.Field) -> Block:
    """The block of a must-field that no column was found for: commented out, so that the draft is no mapping yet."""
    question = f"vilken kolumn är {field.header}? Skriv dess namn, och ta bort # framför de två raderna."
    lines = [f"# [columns.{quoted(field.header)}]", '# from = ""']
    if words_of(field):
        lines.append(f'# constant = "{words_of(field)[-1]}"   # i stället för from, om det gäller alla rader')
    return Block(tuple(lines), (question,))


def _details(guess: Guess, settled: Collection[str]) -> Iterator[tuple[list[str], list[str]]]:
    field, column = guess.field, guess.columns[0]
    if field.name == "episode_id" and normal(column.header) != field.header:
        yield (
            ["pseudonymise = true"],
            ["är numren pseudonymer redan? Ta i så fall bort pseudonymise; annars låt den stå."],
        )
    elif column.is_empty:
        yield [], ["kolumnen är tom i den här filen. Vad står i den när den är ifylld?"]
    elif field.dtype in _DATES:
        yield _of_dates(guess, settled)
    elif field.name == "municipality_code":
        yield _of_municipalities(field, column)
    elif words_of(field):
        yield _of_words(field, column)


def _of_dates(guess: Guess, settled: Collection[str]) -> tuple[list[str], list[str]]:
    field, column = guess.field, guess.columns[0]
    dating, pair = column.dating, len(guess.columns) == 2
    if not pair and column.reads_as(field) == 1.0:
        return [], []
    questions = [] if dating.share == 1.0 else ["några celler är skrivna på något annat sätt. Hur? Lägg till formatet."]
    if field.dtype == schema.MOMENT and not (pair or dating.has_time):
        return [], [*questions, _ONLY_DAYS]
    clocks = guess.columns[1].clocks.formats if pair else ()
    ways = [forms for forms in (dating.formats, dating.others) if forms]
    told = [forms for forms in ways if {day_of(form) or form for form in forms} <= set(settled)]
    chosen = told if len(told) == 1 else ways
    lines = [f"formats = [{_listed(_with_clocks(forms, clocks))}]" for forms in chosen]
    if len(chosen) > 1:
        questions.append(_ORDER)  # D58: neither is taken until somebody who knows has said which
        lines = [f"# {line}" for line in lines]
    if EXCEL in dating.formats and column.decimal:
        lines.append(f"decimal = {quoted(column.decimal)}")
    return lines, questions


def _with_clocks(days: Sequence[str], clocks: Sequence[str]) -> list[str]:
    return [f"{day} {clock}" for day in days for clock in clocks] if clocks else list(days)


def _of_municipalities(field: schema.Field, column: Profile) -> tuple[list[str], list[str]]:
    """Codes as they are; names by the whole of each county that is there, since other files name others."""
    if column.names_municipalities:
        places = [place for place in MUNICIPALITIES.values() if place.county in column.counties()]
        values = [
            f"{quoted(place.name + suffix)} = {quoted(place.code)}" for suffix in column.suffixes() for place in places
        ]
        return ["", f"[columns.{quoted(field.header)}.values]", *values], []
    lines = [f"decimal = {quoted(column.decimal)}"] if column.decimal else []
    return lines, ["några celler är ingen kommunkod. Vad står i dem?"] if column.reads_as(field) < 1.0 else []


def _of_words(field: schema.Field, column: Profile) -> tuple[list[str], list[str]]:
    """What the known words mean; of the others only those that many rows hold are written out (D58)."""
    known = meanings(field, column)
    ordered = sorted(known.items(), key=lambda pair: (words_of(field).index(pair[1]), pair[0]))
    pairs = [f"{quoted(word)} = {quoted(ours)}" for word, ours in ordered if word_key(word) != ours]
    unknown = [word for word in column.words if word not in known]
    shown = [word for word in unknown if column.may_be_shown(word)]
    questions = [
        f"vad betyder {quoted(word)}? Lägg till det i values, som ett av {', '.join(words_of(field))}; "
        'eller som "" om det betyder okänt.'
        for word in shown
    ]
    if hidden := len(unknown) - len(shown):
        questions.append(
            "ett ovanligt värde i kolumnen visas inte här. Lägg till det i values."
            if hidden == 1
            else f"{hidden} ovanliga värden i kolumnen visas inte här. Lägg till dem i values."
        )
    return [f"values = {{ {', '.join(pairs)} }}"] if pairs else [], questions


def _listed(forms: Sequence[str]) -> str:
    return ", ".join(map(quoted, forms))
