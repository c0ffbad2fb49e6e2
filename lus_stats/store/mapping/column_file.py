"""One `[columns.…]` table of a mapping file: how a field is made of the source's columns."""

import polars as pl

from lus_stats import schema
from lus_stats.geography import MUNICIPALITY_CODES
from lus_stats.store.headers import normal
from lus_stats.store.mapping import formats
from lus_stats.store.mapping.model import Column
from lus_stats.store.mapping.strict import MappingTable
from lus_stats.store.mapping.words import word_key, words_of

_DATES = (schema.MOMENT, pl.Date())
_WAYS = ("from", "date_from", "time_from", "constant")
_CHANGES = ("values", "formats", "decimal", "pseudonymise")


def read_column(table: MappingTable, header: str) -> Column:
    """The column that fills a field.

    Errors: Refused naming the file, the key and the cure.
    """
    field = schema.HEADERS[header]
    table.only([], [*_WAYS, *_CHANGES])
    _check_way(table, field)
    column = Column(
        header=header,
        sources=table.one_or_several("from") or table.one_or_several("date_from"),
        times=table.one_or_several("time_from"),
        constant=_constant(table, field),
        values=_values(table, field),
        formats=_formats(table, field),
        decimal=_decimal(table),
        pseudonymise=table.get("pseudonymise", bool, False),
    )
    if column.pseudonymise and field.name != "episode_id":
        raise table.error("'pseudonymise' finns bara för vårdtillfälle; ta bort den")
    for candidates in (column.sources, column.times):
        if len({normal(name) for name in candidates}) < len(candidates):
            raise table.error("samma kolumnnamn står flera gånger; ta bort alla utom ett")
    return column


def _check_way(table: MappingTable, field: schema.Field) -> None:
    """Exactly one way to fill the field, and one that it can have."""
    ways = [way for way in _WAYS if way in table.values]
    if ways not in (["from"], ["date_from", "time_from"], ["constant"]):
        raise table.error("ange antingen 'from', 'date_from' och 'time_from' tillsammans, eller 'constant'")
    if ways[0] == "date_from" and field.dtype != schema.MOMENT:
        raise table.error("'date_from' och 'time_from' är för fält med klockslag; ange 'from'")
    if ways == ["constant"]:
        if field.dtype in _DATES or field.name == "episode_id":
            raise table.error("fältet kan inte ha samma värde på alla rader; ange 'from'")
        for change in _CHANGES:
            if change in table.values:
                raise table.error(f"{change!r} har ingen verkan på 'constant'; ta bort den")


def _constant(table: MappingTable, field: schema.Field) -> str | None:
    value: str | None = table.get("constant", str)
    if value is not None:
        _check_word(table, "constant", value, field)
    return value


def _values(table: MappingTable, field: schema.Field) -> dict[str, str]:
    """From a source's word, in the form it is looked up by, to ours; an empty word of ours means unknown."""
    said = table.table("values")
    if said.values and field.name == "episode_id":
        raise table.error("'values' finns inte för vårdtillfälle; ta bort dem")
    values: dict[str, str] = {}
    for word in said.values:
        ours = said.get(word, str)
        if ours:
            _check_word(said, word, ours, field)
        if values.setdefault(word_key(word), ours) != ours:
            raise said.error(f"{word!r} står flera gånger med olika betydelse (stora och små bokstäver är lika)")
    return values


def _check_word(table: MappingTable, key: str, value: str, field: schema.Field) -> None:
    """A word of ours must be one that the field takes, where its words are known."""
    if field.dtype in _DATES:
        raise table.error(f'{key!r} kan bara bli tomt ("") i ett datum, inte {value!r}')
    known = words_of(field)
    if known and word_key(value) not in known:
        raise table.error(f"{key!r} ska vara något av {', '.join(known)}, inte {value!r}")
    if field.name == "municipality_code" and value not in MUNICIPALITY_CODES:
        raise table.error(f"{key!r} ska vara en kommunkod med fyra siffror, som '1880', inte {value!r}")


def _formats(table: MappingTable, field: schema.Field) -> tuple[str, ...]:
    forms = table.strings("formats")
    if forms and field.dtype not in _DATES:
        raise table.error("'formats' är för datum och klockslag; ta bort dem")
    for form in forms:
        problem = formats.fault(form)
        if problem:
            raise table.error(f"formatet {form!r} {problem}")
    if forms and field.dtype == schema.MOMENT and not any(map(formats.has_time, forms)):
        raise table.error(
            "'formats' har inget klockslag, och utan klockslag avvisas raderna; lägg till det, som '%Y-%m-%d %H:%M', "
            "eller ange 'date_from' och 'time_from'"
        )
    return forms


def _decimal(table: MappingTable) -> str | None:
    decimal: str | None = table.get("decimal", str)
    if decimal not in {None, ",", "."}:
        raise table.error(f"'decimal' ska vara ',' eller '.', inte {decimal!r}")
    return decimal
