"""Trouble in and above the header."""

import unicodedata

from tests.generate import HEADERS
from tests.store.corpus.case import Taken, denied, hostile, same
from tests.store.corpus.plain import HEAD, LINES, PLAIN, TEXT, with_column
from tests.store.material import csv_text


@hostile("feb.csv", same())
def shouted_headers() -> bytes:
    """Headers in capitals, decomposed, with spaces for underscores and no-break spaces around."""
    shouted = (unicodedata.normalize("NFD", header).upper().replace("_", " ") for header in HEADERS)
    return "\n".join([";".join(f"\u00a0{header} " for header in shouted), *LINES, ""]).encode()


@hostile("feb.csv", denied("kommunkod", "flera kolumner"))
def a_header_twice() -> bytes:
    """The same header on two columns."""
    return TEXT.replace("sjukhus", "kommunkod", 1).encode()


@hostile("feb.csv", denied("vårdform", "flera kolumner"))
def a_header_in_two_forms() -> bytes:
    """The same header twice, composed and decomposed: one to the eye, two to a program."""
    return with_column(unicodedata.normalize("NFD", "vårdform"), "somatisk", "somatisk", "psykiatrisk").encode()


@hostile("feb.csv", denied("sip_krävs", "flera kolumner"))
def a_header_with_and_without_underscore() -> bytes:
    """`sip_krävs` and `SIP krävs` side by side."""
    return with_column("SIP krävs", "ja", "nej", "ja").encode()


@hostile("feb.csv", denied("saknar", "kommunkod"))
def a_must_column_missing() -> bytes:
    """No kommunkod at all."""
    return csv_text(PLAIN, [header for header in HEADERS if header != "kommunkod"]).encode()


@hostile("feb.csv", same(noted=("avdelning", "Kommentar")))
def unknown_columns() -> bytes:
    """Columns that nobody asked for, two of them without a name."""
    more = [row | {"avdelning": "A1", "Kommentar": "lös text"} for row in PLAIN]
    return csv_text(more, ["avdelning", "", *HEADERS, "", "Kommentar"]).encode()


@hostile("feb.csv", Taken(0))
def header_only() -> bytes:
    """A header and no rows: a month without discharges, or an export that failed."""
    return f"{HEAD}\n".encode()


@hostile("feb.csv", Taken(0))
def header_only_without_end() -> bytes:
    """A header without even a line end."""
    return HEAD.encode()


@hostile("feb.csv", denied("saknar"))
def no_header() -> bytes:
    """The first row is a patient."""
    return "\n".join([*LINES, ""]).encode()


UNREAD = tuple(sorted(set(HEADERS) - {"vårdtillfälle", "stadsdelsområde", "sjukhus"}))


@hostile("feb.csv", Taken(4, {4: UNREAD}))
def header_again_within() -> bytes:
    """The header again in the middle, where two files were put together."""
    return "\n".join([HEAD, LINES[0], LINES[1], HEAD, LINES[2], ""]).encode()


@hostile("feb.csv", same())
def titles_above() -> bytes:
    """Two title rows and a blank one above the header."""
    return ("Utskrivningsklara februari 2020\nUttaget av enheten för statistik;;\n\n" + TEXT).encode()


@hostile("feb.csv", Taken(4, {2: ("inskriven", "kommunkod", "registrerad", "utskrivningsklar", "vårdform")}))
def units_below() -> bytes:
    """A row of units under the header."""
    units = {"vårdtillfälle": "text", "kommunkod": "fyra siffror", "vårdform": "ord"}
    moments = dict.fromkeys(("inskriven", "utskrivningsklar", "registrerad"), "ÅÅÅÅ-MM-DD TT:MM")
    return csv_text([units | moments, *PLAIN], HEADERS).encode()


@hostile("feb.csv", same())
def columns_backwards() -> bytes:
    """The columns in the opposite order."""
    return csv_text(PLAIN, HEADERS[::-1]).encode()


@hostile("feb.csv", denied("saknar"))
def english_headers() -> bytes:
    """The headers in the code's own language."""
    return TEXT.replace("vårdtillfälle", "episode_id", 1).replace("kommunkod", "municipality_code", 1).encode()


@hostile("feb.csv", same())
def invisible_marks() -> bytes:
    """Headers and cells with zero-width spaces, soft marks of order and tabs around them."""
    return TEXT.replace("kommunkod", "\u200bkommunkod\u2060", 1).replace(";1880", ";\u200b 1880\t").encode()


@hostile("feb.csv", denied("saknar"))
def a_look_alike_header() -> bytes:
    """A Cyrillic о in kommunkod: the same to the eye."""
    return TEXT.replace("kommunkod", "kоmmunkod", 1).encode()


@hostile("feb.csv", denied("rad 1", "rad 4"))
def rows_above_the_header() -> bytes:
    """Two exports put together, of which the first lacks its header: three patients stand above the names."""
    others = [line.replace("räk-", "övre-") for line in LINES]
    return "\n".join([*others, HEAD, *LINES, ""]).encode()
