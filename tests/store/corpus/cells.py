"""Cells that mean something else than they seem to: formulas, NUL, dates in other ways of writing."""

from datetime import date

from tests.generate import HEADERS
from tests.store.corpus.case import Taken, denied, hostile, same
from tests.store.corpus.plain import DATED, TEXT, quoted, table, with_cells, with_column
from tests.store.material import csv_text

FORMULAS = (
    "=1+1",
    "+46 19 602 10 00",
    "-1",
    "@SUMMA(A1)",
    "\t=1",
    '=HYPERLINK("http://x.test";"se")',
    "=cmd|' /C x'!A1",
)
"""Texts that a spreadsheet would take for a formula."""


@hostile("feb.csv", Taken(7))
def formulas_in_hospitals() -> bytes:
    """Hospitals that begin as formulas do: they are texts, and are kept."""
    rows = [with_cells(1)[0] | {"vårdtillfälle": f"f{place}", "sjukhus": text} for place, text in enumerate(FORMULAS)]
    return quoted(table(rows)).encode()


@hostile("feb.csv", Taken(7, dict.fromkeys(range(2, 9), ("kommunkod",))))
def formulas_in_rejected_rows() -> bytes:
    """Values that begin as formulas do in the very cells that rows are rejected for."""
    rows = [with_cells(1)[0] | {"vårdtillfälle": f"f{place}", "kommunkod": text} for place, text in enumerate(FORMULAS)]
    return quoted(table(rows)).encode()


@hostile("=2+5.csv", Taken(3, {2: ("spår",)}))
def a_formula_for_a_file_name() -> bytes:
    """A file whose name is a formula, with a row that is rejected."""
    return csv_text(with_cells(1, spår="lila"), HEADERS).encode()


@hostile("feb.csv", same(noted=("=avdelning",)))
def a_formula_for_a_header() -> bytes:
    """An unknown column named as a formula."""
    return with_column("=avdelning", "1", "2", "3").encode()


@hostile("feb.csv", denied("NUL"))
def nul_in_the_header() -> bytes:
    """A NUL among the headers."""
    return TEXT.encode().replace(b"sjukhus", b"sjuk\0hus", 1)


@hostile("feb.csv", denied("NUL", "rad 3"))
def nul_in_a_cell() -> bytes:
    """A NUL in a cell, where a C program ends the text."""
    return TEXT.encode().replace(b"Lindes", b"Lin\0des")


@hostile("feb.csv", denied("NUL"))
def nul_at_the_end() -> bytes:
    """The end of the file filled with NUL, as a disk that lost its power leaves it."""
    return TEXT.encode() + b"\0" * 512


@hostile("feb.csv", denied("NUL"))
def nul_only() -> bytes:
    """Nothing but NUL."""
    return b"\0" * 4096


@hostile("feb.csv", Taken(3))
def control_characters() -> bytes:
    """A bell, an escape sequence that colours a terminal, and a backspace in cells."""
    return csv_text(with_cells(2, sjukhus="Las\x07a\x1b[31mret\x08tet"), HEADERS).encode()


@hostile("feb.csv", Taken(3, {3: ("kommunkod",)}))
def an_escape_sequence_that_is_rejected() -> bytes:
    """A value that would rewrite the terminal it is shown on."""
    return csv_text(with_cells(2, kommunkod="\x1b]0,ägd\x07\x1b[2J18"), HEADERS).encode()


@hostile("feb.csv", Taken(3, {3: ("kommunkod",)}))
def markup_that_is_rejected() -> bytes:
    """A value that is markup to a browser, and to the terminal's tables."""
    return csv_text(with_cells(2, kommunkod="<script>alert(1)</script>[bold red]"), HEADERS).encode()


@hostile("feb.csv", Taken(3, {2: ("kommunkod",)}))
def digits_of_another_script() -> bytes:
    """A kommunkod in Arabic digits, and one in full width: neither is one of ours."""
    return csv_text(with_cells(1, kommunkod="١٨٨٠"), HEADERS).encode()


@hostile("feb.csv", Taken(3, {2: ("inskriven",), 3: ("utskrivningsklar",), 4: ("utskriven",)}))
def mixed_date_formats() -> bytes:
    """Three ways to write a moment in one file: none of them is guessed at."""
    rows = with_cells(1, inskriven="28/1/2020 09:30")
    rows[1] |= {"utskrivningsklar": "1 feb 2020 10.00"}
    rows[2] |= {"utskriven": "02/04/2020 2:00 PM", "stadsdelsområde": "", "kommunkod": "1880"}
    return csv_text(rows, HEADERS).encode()


@hostile("feb.csv", Taken(3, {2: ("inskriven",), 3: ("utskriven",), 4: ("registrerad",)}))
def swedish_text_dates() -> bytes:
    """Dates as a person would say them."""
    rows = with_cells(1, inskriven="tisdag 28 januari 2020")
    rows[1] |= {"utskriven": "i går"}
    rows[2] |= {"registrerad": "v. 6"}
    return csv_text(rows, HEADERS).encode()


@hostile("feb.csv", Taken(3, {2: ("inskriven",), 3: ("utskriven",), 4: ("beräknad_utskrivning",)}))
def serial_numbers_as_text() -> bytes:
    """Excel's own day numbers where the dates lost their format."""
    rows = with_cells(1, inskriven="43858,3958333333")
    rows[1] |= {"utskriven": "43865.583"}
    rows[2] |= {"beräknad_utskrivning": "43865"}
    return csv_text(rows, HEADERS).encode()


@hostile("feb.csv", Taken(3, {2: ("utskriven",), 3: ("utskriven",), 4: ("utskriven",)}))
def times_that_do_not_exist() -> bytes:
    """24:00, a leap second, and an hour of one digit."""
    rows = with_cells(1, utskriven="2020-02-04 24:00")
    rows[1] |= {"utskriven": "2020-02-04 23:59:60"}
    rows[2] |= {"utskriven": "2020-02-04 9:00"}
    return csv_text(rows, HEADERS).encode()


@hostile("feb.csv", Taken(3))
def times_the_clock_skips() -> bytes:
    """Half past two on the nights when the clock goes forward and back: local time, taken as it stands."""
    later = {"registrerad": "2020-10-26 08:00"}
    rows = with_cells(1, utskriven="2020-03-29 02:30", **later)
    rows[1] |= {"utskriven": "2020-10-25 02:30"} | later
    rows[2] |= {"utskriven": "2020-03-29 02:59:59"} | later
    return csv_text(rows, HEADERS).encode()


@hostile("feb.csv", Taken(3, {2: ("inskriven",), 3: ("registrerad",), 4: ("beräknad_utskrivning", "inskriven")}))
def first_and_last_year() -> bytes:
    """The years 1, 9999 and 0."""
    rows = with_cells(1, inskriven="0001-01-01 00:00")
    rows[1] |= {"registrerad": "9999-12-31 23:59:59"}
    rows[2] |= {"beräknad_utskrivning": "0000-01-01", "inskriven": "0000-00-00 00:00"}
    return csv_text(rows, HEADERS).encode()


@hostile("feb.csv", Taken(3, {2: ("inskriven", "utskrivningsklar", "utskriven", "registrerad")}))
def zones_and_fractions() -> bytes:
    """Moments with a zone or parts of a second: they say more than local time does, and are not cut."""
    cells = {"inskriven": "2020-01-28T09:30Z", "utskrivningsklar": "2020-02-01T10:00:00+01:00"}
    rest = {"utskriven": "2020-02-04 14:00:00.000", "registrerad": "2020-02-04T15:00:00.123456Z"}
    return csv_text(with_cells(1, **cells, **rest), HEADERS).encode()


@hostile("feb.csv", Taken(3, {3: tuple(sorted(set(DATED) | {"kommunkod", "vårdform", "spår", "sip_krävs"}))}))
def everything_wrong_at_once() -> bytes:
    """A row with thirteen things wrong with it: each is said, and the row is rejected once."""
    wrong = dict.fromkeys([*DATED, "kommunkod", "vårdform", "spår", "sip_krävs"], "?")
    return csv_text(with_cells(2, **wrong), HEADERS).encode()


@hostile("feb.csv", Taken(5, {2: ("vårdtillfälle",), 4: ("vårdtillfälle",)}))
def ids_that_come_again() -> bytes:
    """The same episode twice, in two Unicode forms and with spaces around: the later registered stays."""
    rows = [*with_cells(1), *with_cells(1)[:2]]
    rows[3] |= {"vårdtillfälle": " ra\u0308k-1\u00a0", "registrerad": "2020-02-05 08:00"}
    rows[4] |= {"vårdtillfälle": "räk-3", "registrerad": "2020-02-05 08:00"}
    return csv_text(rows, HEADERS).encode()


@hostile("feb.csv", Taken(3, {3: ("kommunkod", "sip_krävs", "utskriven")}))
def words_for_nothing() -> bytes:
    """`NULL`, `#N/A` and `-` where a cell should be empty: they are texts."""
    return csv_text(with_cells(2, kommunkod="NULL", sip_krävs="#N/A", utskriven="-"), HEADERS).encode()


@hostile("feb.csv", denied("rad 3", "uttag"))
def a_patient_in_hospital_and_no_extract_date() -> bytes:
    """A patient who has not left, in a file that nobody says when it was drawn."""
    return csv_text(with_cells(2, utskriven=""), HEADERS).encode()


@hostile("mars.csv", Taken(3, {2: ("utskriven",)}), extracted_on=date(2020, 3, 6))
def discharged_after_the_extract() -> bytes:
    """A discharge the day after the file was drawn, one on that day, and a patient still in hospital."""
    rows = with_cells(1, utskriven="2020-03-07 00:00", registrerad="2020-03-07 08:00")
    rows[1] |= {"utskriven": "2020-03-06 23:59:59", "registrerad": "2020-03-07 08:00"}
    rows[2] |= {"utskriven": "", "registrerad": "2020-03-05 08:00"}
    return csv_text(rows, HEADERS).encode()
