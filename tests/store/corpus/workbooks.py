"""The plain rows in workbooks of every kind: Excel, LibreOffice, old and new, under right and wrong names."""

from tests.store.corpus.books import ods, parts, typed, xls, xlsx, zipped
from tests.store.corpus.case import hostile, same
from tests.store.corpus.plain import table

RESTORED = 1  # the plain file's one row of Stockholm, whose 0180 is 180 as a number


@hostile("feb.xlsx", same())
def xlsx_of_texts() -> bytes:
    """Every cell a text."""
    return xlsx(table())


@hostile("feb.xlsx", same(restored=RESTORED))
def xlsx_of_values() -> bytes:
    """Moments as date cells and the kommunkod as a number, which loses its leading zero."""
    return xlsx(typed())


@hostile("feb.xlsx", same(restored=RESTORED))
def xlsx_from_1904() -> bytes:
    """Days counted from 1904, as old Excel on a Macintosh does."""
    return xlsx(typed(), date_1904=True)


@hostile("feb.xls", same())
def xls_of_texts() -> bytes:
    """The old format, every cell a text."""
    return xls(table())


@hostile("feb.xls", same(restored=RESTORED))
def xls_of_values() -> bytes:
    """The old format with date cells and numbers."""
    return xls(typed())


@hostile("feb.xls", same(restored=RESTORED))
def xls_from_1904() -> bytes:
    """The old format, its days counted from 1904."""
    return xls(typed(), dates_from_1904=True)


@hostile("feb.ods", same())
def ods_of_texts() -> bytes:
    """LibreOffice's format, every cell a text."""
    return ods(table())


@hostile("feb.ods", same(restored=RESTORED))
def ods_of_values() -> bytes:
    """LibreOffice's format with date cells, shown in another order, and numbers."""
    return ods(typed())


@hostile("feb.csv", same())
def xlsx_called_csv() -> bytes:
    """A workbook with the ending csv."""
    return xlsx(table())


@hostile("feb.xls", same())
def xlsx_called_xls() -> bytes:
    """A new workbook with the old ending."""
    return xlsx(table())


@hostile("feb.xlsx", same())
def xls_called_xlsx() -> bytes:
    """An old workbook with the new ending."""
    return xls(table())


@hostile("feb.xlsm", same())
def xlsm_with_macros() -> bytes:
    """A workbook with macros: the rows are read, and nothing is run."""
    files = parts(xlsx(table()))
    types = files["[Content_Types].xml"].replace(b"spreadsheetml.sheet.main", b"macroEnabled.main")
    types = types.replace(
        b"application/vnd.openxmlformats-officedocument.macro", b"application/vnd.ms-excel.sheet.macro"
    )
    return zipped(files | {"[Content_Types].xml": types, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"\0" * 512})
