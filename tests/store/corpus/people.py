"""Personnummer in every place: none may show anywhere, and only in a date's column is the rest of the file taken."""

from datetime import date

from tests.generate import HEADERS
from tests.store.corpus.case import Taken, denied, hostile
from tests.store.corpus.plain import LINES, PLAIN, TEXT, with_cells, with_column
from tests.store.material import csv_text, personnummer

TEN = personnummer()
SIX, FOUR = TEN[:6], TEN[6:]
COORDINATION = personnummer(plus=60)
OLD = personnummer(date(1912, 2, 29))
YOUNG = personnummer(date(2012, 5, 31))
HIDDEN = "(dolt)"


@hostile("feb.csv", denied(HIDDEN, "rad 3", "kolumnen vårdtillfälle"), secrets=(TEN,))
def in_the_id() -> bytes:
    """A personnummer for an episode's id."""
    return csv_text(with_cells(2, vårdtillfälle=TEN), HEADERS).encode()


@hostile("feb.csv", denied(HIDDEN, "rad 2", "kolumnen vårdtillfälle"), secrets=(YOUNG,))
def in_the_id_with_a_century() -> bytes:
    """Twelve digits with a hyphen, and a visit's number after them."""
    return csv_text(with_cells(1, vårdtillfälle=f"20{YOUNG[:6]}-{YOUNG[6:]}_2"), HEADERS).encode()


@hostile("feb.csv", denied(HIDDEN, "rad 2", "kolumnen sjukhus"), secrets=(TEN,))
def in_the_hospital() -> bytes:
    """In the middle of a longer text."""
    return csv_text(with_cells(1, sjukhus=f"Östra, pat {SIX}-{FOUR} (avd. 3)"), HEADERS).encode()


@hostile("feb.csv", denied(HIDDEN, "rad 4", "kolumnen stadsdelsområde"), secrets=(OLD,))
def in_the_district() -> bytes:
    """With a plus: someone older than a hundred."""
    return csv_text(with_cells(3, stadsdelsområde=f"{OLD[:6]}+{OLD[6:]}"), HEADERS).encode()


@hostile("feb.csv", denied(HIDDEN, "rad 2", "kolumnen kommunkod"), secrets=(COORDINATION,))
def in_the_municipality() -> bytes:
    """A samordningsnummer for a kommunkod: the row would be rejected with its value."""
    return csv_text(with_cells(1, kommunkod=COORDINATION), HEADERS).encode()


@hostile("feb.csv", denied(HIDDEN, "rad 1"), secrets=(TEN,))
def in_the_header() -> bytes:
    """For a column's name."""
    return with_column(TEN, "x", "y", "z").encode()


@hostile("feb.csv", denied(HIDDEN, "rad 1"), secrets=(TEN,))
def in_the_first_row_of_a_file_without_headers() -> bytes:
    """The first row is a patient with the real number."""
    return "\n".join(line.replace("räk-1", f"19{TEN}") for line in LINES).encode()


@hostile("feb.csv", denied(HIDDEN, "rad 4", "kolumnen anteckning"), secrets=(TEN,))
def in_an_unknown_column() -> bytes:
    """In a column that nobody asked for."""
    return with_column("anteckning", "", "", f"anhörig: 19{SIX}-{FOUR}").encode()


@hostile("feb.csv", denied(HIDDEN, "rad 3", "rad 4"), secrets=(TEN, COORDINATION))
def in_a_column_without_a_name() -> bytes:
    """In a column without a name, on two rows."""
    return with_column("", "", TEN, COORDINATION).encode()


@hostile("feb.csv", Taken(3, {2: ("inskriven",), 4: ("beräknad_utskrivning", "registrerad")}), secrets=(TEN, OLD))
def in_the_dates() -> bytes:
    """In the dates' columns, where ten digits may be a date gone wrong: the row is rejected, the value hidden."""
    rows = with_cells(1, inskriven=TEN)
    rows[2] |= {"beräknad_utskrivning": f"{OLD[:6]}+{OLD[6:]}", "registrerad": f"19{SIX}{FOUR}"}
    return csv_text(rows, HEADERS).encode()


@hostile("feb.csv", denied(HIDDEN, "rad 5"), secrets=(TEN,))
def in_a_row_with_too_many_cells() -> bytes:
    """Beyond the last column."""
    return (TEXT + LINES[0].replace("räk-1", "räk-9") + f";{TEN}\n").encode()


@hostile("feb.csv", denied(HIDDEN, "rad 5"), secrets=(TEN,))
def in_a_row_with_too_few_cells() -> bytes:
    """In a remark under the rows."""
    return (TEXT + f"uttaget av;{SIX}-{FOUR}\n").encode()


@hostile(f"lista {TEN}.csv", Taken(3, {2: ("kommunkod",)}), secrets=(TEN,))
def in_the_file_name() -> bytes:
    """In the file's name, of a file that also has a row to reject."""
    return csv_text(with_cells(1, kommunkod="9999"), HEADERS).encode()


@hostile("feb.csv", denied(HIDDEN, "rad 2", "rad 6", "till"), secrets=(TEN,))
def on_every_row() -> bytes:
    """On each of twenty rows: the first are named, the others counted."""
    rows = [PLAIN[0] | {"vårdtillfälle": f"p{number} {TEN}"} for number in range(20)]
    return csv_text(rows, HEADERS).encode()


@hostile("feb.csv", denied(HIDDEN, "rad 3", "kolumnen sjukhus"), secrets=(TEN,))
def behind_a_word_processors_dash() -> bytes:
    """With an en dash for a hyphen."""
    return csv_text(with_cells(2, sjukhus=f"{SIX}–{FOUR}"), HEADERS).encode()


@hostile("feb.csv", denied(HIDDEN), secrets=(TEN,))
def in_utf_16() -> bytes:
    """In a file whose bytes do not have the digits side by side."""
    return csv_text(with_cells(2, sjukhus=TEN), HEADERS).encode("utf-16")


@hostile("feb.csv", denied("citattecken"), secrets=(TEN,))
def in_a_file_that_cannot_be_split() -> bytes:
    """In the row whose quote never closes: the message may not quote it."""
    return csv_text(with_cells(2, sjukhus=f'"{TEN}'), HEADERS).encode()


@hostile("feb.csv", denied("UTF-8"), secrets=(TEN,))
def in_a_file_that_cannot_be_decoded() -> bytes:
    """Beside a damaged character: the message may not quote it."""
    return csv_text(with_cells(2, sjukhus=f"Örebro {TEN}"), HEADERS).encode().replace(b"bro", b"br\xc3")


@hostile("feb.csv", denied(), secrets=(TEN,))
def in_a_file_of_another_kind() -> bytes:
    """In a file with no column that is ours."""
    return f"namn;nummer\nKalle;{TEN}\n".encode()


@hostile("feb.csv", denied(HIDDEN, "rad 2"), secrets=(TEN,))
def in_a_title_above_the_header() -> bytes:
    """In a title above the header, which is not read as data."""
    return (f"Utskrivningsklara\n;uttag för {SIX}-{FOUR}\n" + TEXT).encode()
