"""Small files that unfold to enormous ones."""

import zlib

from tests.store.corpus.books import changed, ods, parts, typed, xlsx, zipped
from tests.store.corpus.case import denied, hostile, same
from tests.store.corpus.plain import table

SHEET = "xl/worksheets/sheet1.xml"
MEGABYTE = 2**20


@hostile("feb.xlsx", same(restored=1))
def an_absurd_dimension() -> bytes:
    """A sheet that says it goes to XFD1048576, and has four rows."""
    return changed(xlsx(typed()), SHEET, '(?<=<dimension ref=")[^"]*', "A1:XFD1048576")


@hostile("feb.xlsx", same(restored=1))
def a_wrong_dimension() -> bytes:
    """A sheet that says it is one cell."""
    return changed(xlsx(typed()), SHEET, '(?<=<dimension ref=")[^"]*', "A1")


@hostile("feb.xlsx", denied())
def a_cell_far_away() -> bytes:
    """A single cell in the sheet's last corner: a table of 17 thousand million cells."""
    cell = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    return changed(xlsx(table()), SHEET, "</sheetData>", cell)


@hostile("feb.xlsx", same(restored=1))
def formatted_to_the_last_row() -> bytes:
    """A format put on the last row of the sheet: it has cells, and nothing in them."""
    row = '<row r="1048576"><c r="A1048576" s="1"/></row></sheetData>'
    return changed(xlsx(typed()), SHEET, "</sheetData>", row)


@hostile("feb.xlsx", denied())
def a_cell_beyond_the_sheet() -> bytes:
    """A cell at ZZZZZZ99999999999."""
    cell = '<row r="99999999999"><c r="ZZZZZZ99999999999"><v>1</v></c></row></sheetData>'
    return changed(xlsx(table()), SHEET, "</sheetData>", cell)


@hostile("feb.xlsx", denied())
def entities_that_multiply() -> bytes:
    """XML entities that unfold to a thousand million letters."""
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    files = parts(xlsx(table()))
    text = files["xl/sharedStrings.xml"].decode().replace("<sst", f"<!DOCTYPE sst [{entities}]><sst", 1)
    return zipped(files | {"xl/sharedStrings.xml": text.replace("Östra sjukhuset", "&a9;")})


@hostile("feb.ods", same(restored=1))
def repeated_to_the_last_row() -> bytes:
    """An ods file's empty cells, repeated to the sheet's last row and column, as LibreOffice writes them."""
    return ods(typed(), after=_repeated('<table:table-cell table:number-columns-repeated="16384"/>'))


@hostile("feb.ods", denied())
def a_cell_repeated_everywhere() -> bytes:
    """An ods file with one cell repeated to 17 thousand million."""
    said = 'table:number-columns-repeated="16384" office:value-type="string"'
    return ods(table(), after=_repeated(f"<table:table-cell {said}><text:p>x</text:p></table:table-cell>"))


def _repeated(cells: str) -> str:
    """A row of an ods file, repeated to the sheet's end."""
    return f'<table:table-row table:number-rows-repeated="1048572">{cells}</table:table-row>'


@hostile("feb.zip", denied())
def a_zip_in_a_zip() -> bytes:
    """A zip file in a zip file in a zip file, a gigabyte in the innermost."""
    inner = _bomb({"x": 1024})
    for _ in range(3):
        inner = zipped({f"{number}.zip": inner for number in range(4)})
    return inner


@hostile("feb.xlsx", denied())
def a_workbook_of_a_gigabyte() -> bytes:
    """A workbook of a megabyte whose sheet is a gigabyte of spaces."""
    return _bomb({SHEET: 1024})


@hostile("feb.xlsx", denied())
def a_workbook_that_lies_about_its_size() -> bytes:
    """A sheet of a gigabyte that says it is of a thousand bytes."""
    content = _bomb({SHEET: 1024})
    return content.replace((1024 * MEGABYTE).to_bytes(4, "little"), (1000).to_bytes(4, "little"))


@hostile("feb.xlsx", denied())
def texts_of_a_gigabyte() -> bytes:
    """The table of texts a gigabyte."""
    return _bomb({"xl/sharedStrings.xml": 1024})


@hostile("feb.ods", denied())
def an_ods_of_a_gigabyte() -> bytes:
    """An ods file whose content is a gigabyte."""
    return _bomb({"content.xml": 1024}, ods(table()))


@hostile("feb.xlsx", denied(), soak=True)
def a_workbook_of_many_gigabytes() -> bytes:
    """Ten sheets of two gigabytes each."""
    return _bomb({f"xl/worksheets/sheet{number}.xml": 2047 for number in range(1, 11)})


def _bomb(sizes: dict[str, int], book: bytes = b"") -> bytes:
    """A workbook in which these parts are so many megabytes of spaces, in the middle of their XML."""
    files = parts(book or xlsx(table()))
    entries = [
        (name, data, zlib.compress(data)[2:-4], zlib.crc32(data)) for name, data in files.items() if name not in sizes
    ]
    for name, megabytes in sizes.items():
        start = files.get(name, files.get(SHEET, b""))
        packed, total = _packed(start, megabytes)
        entries.append((name, total, packed, 0))
    return _written(entries)


def _packed(start: bytes, megabytes: int) -> tuple[bytes, int]:
    """Deflated text that begins as a part does and goes on in spaces; the piece of a megabyte is packed once."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(start[:-40]) + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(b" " * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + piece * megabytes + packer.flush(zlib.Z_FINISH), megabytes * MEGABYTE


def _written(entries: list[tuple[str, bytes | int, bytes, int]]) -> bytes:
    """A zip file of entries that are packed already: name, data or size, packed, checksum."""
    body, directory = b"", b""
    for name, data, packed, crc in entries:
        size = data if isinstance(data, int) else len(data)
        common = (20).to_bytes(2, "little") + b"\0\0\x08\0\0\0\x21\0" + crc.to_bytes(4, "little")
        common += (
            len(packed).to_bytes(4, "little") + size.to_bytes(4, "little") + len(name).to_bytes(2, "little") + b"\0\0"
        )
        directory += b"PK\x01\x02\x14\0" + common + b"\0" * 10 + len(body).to_bytes(4, "little") + name.encode()
        body += b"PK\x03\x04" + common + name.encode() + packed
    count = len(entries).to_bytes(2, "little")
    end = (
        b"PK\x05\x06\0\0\0\0"
        + count
        + count
        + len(directory).to_bytes(4, "little")
        + len(body).to_bytes(4, "little")
        + b"\0\0"
    )
    return body + directory + end
