"""Cells of workbooks that are another kind of value than they should be."""

from datetime import date, datetime

import xlsxwriter

from tests.generate import HEADERS
from tests.store.corpus.books import changed, lay, made, ods, typed, xls, xlsx
from tests.store.corpus.case import Taken, denied, hostile, same
from tests.store.corpus.people import TEN
from tests.store.corpus.plain import table, with_cells

RESTORED = 1  # the plain file's one row of Stockholm, whose 0180 is 180 as a number


@hostile("feb.xlsx", same(restored=RESTORED))
def numbers_stored_as_text() -> bytes:
    """A kommunkod as the text 180, with the apostrophe's mark."""
    return xlsx(table(with_cells(3, kommunkod="180")), strings_to_numbers=False)


@hostile("feb.xlsx", Taken(3, {4: ("kommunkod",)}))
def a_kommunkod_with_a_fraction() -> bytes:
    """A kommunkod that is the number 180.5."""
    rows = typed()
    rows[3][1] = 180.5
    return xlsx(rows)


@hostile("feb.xlsx", Taken(3, restored=RESTORED))
def ids_as_numbers() -> bytes:
    """Ids as numbers of six and of fifteen digits: 100000, not 100000.0 nor 1E+05."""
    rows = typed()
    for row, number in zip(rows[1:], (100_000, 123_456_789_012_345, 7), strict=True):
        row[0] = number
    return xlsx(rows)


@hostile("feb.xlsx", denied("cell A2", "15 siffror"))
def ids_longer_than_a_number() -> bytes:
    """Two ids of twenty digits as numbers: Excel kept fifteen, so that they are one and the same."""
    rows = typed()[:3]
    rows[1][0], rows[2][0] = 12_345_678_901_234_567_890, 12_345_678_901_234_567_891
    return xlsx(rows)


@hostile("feb.xlsx", same(restored=RESTORED))
def formulas_with_values() -> bytes:
    """Cells that are formulas, with the values they had when the file was saved."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        rows = typed()
        lay(book, sheet, rows)
        for row in (1, 2, 3):
            sheet.write_formula(row, 0, f'="räk-"&{row}', None, f"räk-{row}")
            sheet.write_formula(row, 1, f"={rows[row][1]}+0", None, rows[row][1])

    return made(fill)


@hostile("feb.xlsx", Taken(3, dict.fromkeys((2, 3, 4), ("kommunkod",))))
def formulas_without_values() -> bytes:
    """Formulas that no program has worked out: the cells have no value."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        lay(book, sheet, table())
        for row in (1, 2, 3):
            sheet.write_formula(row, 1, "=1800+80", None, "@")

    content = made(fill)
    return changed(content, "xl/worksheets/sheet1.xml", "<v>@</v>", "")


@hostile("feb.xlsx", Taken(3, {2: ("kommunkod",), 3: ("utskriven",), 4: ("spår",)}))
def error_cells() -> bytes:
    """Cells that hold Excel's own errors."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        lay(book, sheet, table(with_cells(3, stadsdelsområde="", kommunkod="1880")))
        sheet.write_formula(1, 1, "=NA()", None, "#N/A")
        sheet.write_formula(2, 16, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, 5, "=x()", None, "#NAME?")

    return made(fill)


@hostile("feb.xlsx", Taken(3, {2: ("utskriven",), 3: ("inskriven", "utskrivningsklar")}))
def dates_where_moments_are_due() -> bytes:
    """Date cells without a time of day: midnight is not read into them."""
    rows = typed(table(with_cells(3, kommunkod="1880", stadsdelsområde="")))
    rows[1][16] = date(2020, 2, 4)
    rows[2][6], rows[2][12] = date(2020, 1, 28), date(2020, 2, 1)
    return xlsx(rows)


@hostile("feb.xlsx", Taken(3))
def midnight() -> bytes:
    """Date cells that show 00:00: a time of day as good as any."""
    rows = typed(table(with_cells(3, kommunkod="1880", stadsdelsområde="")))
    for row in rows[1:]:
        row[6], row[16] = datetime(2020, 1, 28), datetime(2020, 2, 5)
        row[17] = datetime(2020, 2, 5)
    return xlsx(rows)


@hostile("feb.xlsx", same(restored=RESTORED))
def seconds_in_fractions_of_a_day() -> bytes:
    """Moments as numbers with too few decimals, so that a second is 0.99 of one."""
    return changed(xlsx(typed()), "xl/worksheets/sheet1.xml", r"(?<=\.\d{6})\d+(?=</v>)", "")


@hostile("feb.xlsx", Taken(3))
def booleans() -> bytes:
    """TRUE where it should say ja, in one row; the others say it in words."""
    rows = table(with_cells(3, kommunkod="1880", stadsdelsområde="", hemgångsklar="nej"))
    rows[1][HEADERS.index("hemgångsklar")] = True  # type: ignore[call-overload]
    return xlsx(rows)


@hostile("feb.xlsx", Taken(3, {2: ("inskriven",), 3: ("inskriven",), 4: ("inskriven",)}))
def numbers_where_moments_are_due() -> bytes:
    """Days as bare numbers: 43858 has no format that says it is a date."""
    rows = typed(table(with_cells(3, kommunkod="1880", stadsdelsområde="")))
    rows[1][6], rows[2][6], rows[3][6] = 43_858.395_833, 0, -1.5
    return xlsx(rows)


@hostile("feb.xlsx", denied("(dolt)", "rad 3", "kolumnen vårdtillfälle"), secrets=(TEN,))
def a_personnummer_as_a_number() -> bytes:
    """A personnummer that Excel made a number of."""
    rows = typed()
    rows[2][0] = int(TEN)
    return xlsx(rows)


@hostile("feb.ods", denied("(dolt)", "rad 4", "kolumnen sjukhus"), secrets=(TEN,))
def a_personnummer_with_its_century_as_a_number() -> bytes:
    """Twelve digits as a number, in a hospital's cell of an ods file."""
    rows = typed()
    rows[3][4] = int(f"19{TEN}")
    return ods(rows)


@hostile("feb.xls", denied("(dolt)", "rad 2", "kolumnen sjukhus"), secrets=(TEN,))
def a_personnummer_in_the_old_format() -> bytes:
    """In the old format, where the text lies in a table of its own."""
    return xls(table(with_cells(1, sjukhus=f"pat {TEN[:6]}-{TEN[6:]}")))
