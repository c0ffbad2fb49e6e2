"""Workbooks whose rows do not simply lie at the top of the first sheet."""

import xlsxwriter

from tests.store.corpus.books import lay, made, typed, xlsx
from tests.store.corpus.case import Taken, denied, hostile, same
from tests.store.corpus.people import OLD, TEN
from tests.store.corpus.plain import PLAIN, table, with_cells

RESTORED = 1  # the plain file's one row of Stockholm, whose 0180 is 180 as a number


@hostile("feb.xlsx", same(restored=RESTORED))
def titles_and_merged_cells_above() -> bytes:
    """A merged title, a date and a blank row above: the header is on row 4."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 17, "Utskrivningsklara patienter, februari 2020")
        sheet.write_string(1, 0, "Uttaget 2020-03-06")
        lay(book, sheet, typed(), 3)

    return made(fill)


@hostile("feb.xlsx", Taken(3, {8: ("kommunkod",)}))
def rows_numbered_as_the_spreadsheet_shows() -> bytes:
    """The header on row 4, blank rows, and a fault on row 8: it is row 8 that is named."""
    rows = table(with_cells(3, kommunkod="9999", stadsdelsområde=""))
    return xlsx([[], ["Rapport"], [], *rows[:3], [], rows[3]])


@hostile("feb.xlsx", Taken(3, {3: ("kommunkod",), 4: ("kommunkod",)}))
def merged_cells_in_the_body() -> bytes:
    """One kommunkod merged over three rows: only the first has it."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        rows = table([row | {"kommunkod": "", "stadsdelsområde": ""} for row in PLAIN])
        lay(book, sheet, rows)
        sheet.merge_range(1, 1, 3, 1, "1880")

    return made(fill)


@hostile("feb.xlsx", same(noted=("avdelning",)))
def a_merged_header() -> bytes:
    """A header merged over two columns: the second has none."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        lay(book, sheet, [[*row, "", ""] for row in table()])
        sheet.merge_range(0, 18, 0, 19, "avdelning")

    return made(fill)


@hostile("feb.xlsx", same(restored=RESTORED))
def hidden_rows_and_columns() -> bytes:
    """Rows filtered away and a hidden column: they are in the file, and are read."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        lay(book, sheet, typed())
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(4, 4, None, None, {"hidden": True})

    return made(fill)


def _sheets(*sheets: tuple[str, list[list[object]], bool]) -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        laid = [(book.add_worksheet(name), rows, hidden) for name, rows, hidden in sheets]
        for sheet, rows, hidden in laid:
            lay(book, sheet, rows)
            if hidden:
                sheet.hide()
        next(sheet for sheet, _, hidden in laid if not hidden).activate()

    return made(fill)


@hostile("feb.xlsx", same(restored=RESTORED))
def a_sheet_about_the_file_first() -> bytes:
    """The first sheet tells about the extract, the second has the rows."""
    return _sheets(("Om uttaget", [["Uttaget", "2020-03-06"], ["Av", "K"]], False), ("Data", typed(), False))


@hostile("feb.xlsx", same(restored=RESTORED))
def empty_sheets_beside() -> bytes:
    """Blad1 empty, the rows on Blad2, Blad3 empty."""
    return _sheets(("Blad1", [], False), ("Blad2", typed(), False), ("Blad3", [], False))


@hostile("feb.xlsx", same(restored=RESTORED))
def a_hidden_sheet_of_lists() -> bytes:
    """A hidden sheet with the lists that the cells are chosen from."""
    return _sheets(("listor", [["somatisk", "psykiatrisk"], ["grön", "gul"]], True), ("Blad1", typed(), False))


@hostile("feb.xlsx", denied("jan", "feb"))
def two_sheets_of_rows() -> bytes:
    """A sheet for each month: to read one would lose the other."""
    return _sheets(("jan", typed(), False), ("feb", typed(), False))


@hostile("feb.xlsx", denied("inget synligt blad"))
def an_empty_workbook() -> bytes:
    """A workbook without a single cell."""
    return xlsx([])


@hostile("feb.xlsx", Taken(0))
def a_workbook_of_headers() -> bytes:
    """A header and no rows in a workbook."""
    return xlsx(table()[:1])


@hostile("feb.xlsx", same(restored=RESTORED))
def an_odd_sheet_name() -> bytes:
    """A sheet whose name has quotes, ampersands and 31 characters."""
    return xlsx(typed(), "Ö'r<e>b&r\"o – feb (slutlig) 20")


@hostile("feb.xlsx", same(restored=1, noted=("(dolt)",)), secrets=(TEN,))
def a_sheet_named_after_a_person() -> bytes:
    """The sheet with the rows is named by a personnummer, and a second sheet makes that worth a note."""
    return _sheets((f"pat {TEN}", typed(), False), ("Om", [["Uttaget", "2020-03-06"]], False))


@hostile("feb.xlsx", denied("(dolt)"), secrets=(TEN, OLD))
def two_sheets_named_after_people() -> bytes:
    """Two sheets of rows, each named by a personnummer: the refusal would name them."""
    return _sheets((TEN, typed(), False), (f"{OLD[:6]}-{OLD[6:]}", typed(), False))


@hostile("feb.xlsx", denied("(dolt)", "rad 1"), secrets=(TEN,))
def a_person_in_the_title() -> bytes:
    """A personnummer in the title above the header: it is no column, but it is in the file."""
    return xlsx([[f"Uttag för {TEN}"], *typed()])


@hostile("feb.xlsx", denied("rad 3", "rad 4"))
def a_patient_above_the_header() -> bytes:
    """A row of data sorted above the header, as happens when the header was sorted along."""
    rows = typed()
    return xlsx([["Rapport"], [], rows[1], rows[0], *rows[2:]])
