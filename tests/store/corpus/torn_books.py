"""Workbooks that are broken, locked, or something else in a workbook's clothes."""

import io
from zipfile import ZIP_LZMA

from xlwt.CompoundDoc import XlsDoc

from tests.store.corpus.books import changed, ods, parts, typed, xls, xlsx, zipped
from tests.store.corpus.case import denied, hostile, same
from tests.store.corpus.plain import table

SHEET = "xl/worksheets/sheet1.xml"
MEGABYTE = 2**20


@hostile("feb.xlsx", denied())
def a_truncated_workbook() -> bytes:
    """The first half of a workbook: the upload broke off."""
    content = xlsx(table())
    return content[: len(content) // 2]


@hostile("feb.xlsx", denied())
def a_workbook_without_its_last_byte() -> bytes:
    """All of a workbook but its last bytes."""
    return xlsx(table())[:-10]


@hostile("feb.xls", denied())
def a_truncated_old_workbook() -> bytes:
    """The first half of an old workbook."""
    content = xls(table())
    return content[: len(content) // 2]


@hostile("feb.ods", denied())
def a_truncated_ods() -> bytes:
    """The first half of an ods file."""
    content = ods(table())
    return content[: len(content) // 2]


@hostile("feb.xlsx", denied())
def a_flipped_bit() -> bytes:
    """A bit flipped in the sheet's packed data."""
    content = bytearray(xlsx(table()))
    start = content.index(SHEET.encode()) + len(SHEET)
    content[start + 200] ^= 0x10
    return bytes(content)


@hostile("feb.xlsx", denied())
def a_sheet_cut_short() -> bytes:
    """A whole zip file around a sheet whose XML breaks off."""
    files = parts(xlsx(table()))
    return zipped(files | {SHEET: files[SHEET][: len(files[SHEET]) // 2]})


@hostile("feb.xlsx", denied())
def a_sheet_that_is_missing() -> bytes:
    """The workbook names a sheet that is not in it."""
    files = parts(xlsx(table()))
    del files[SHEET]
    return zipped(files)


@hostile("feb.xlsx", denied())
def texts_that_are_missing() -> bytes:
    """The table of texts is not in the file: every text cell points at nothing."""
    files = parts(xlsx(table()))
    del files["xl/sharedStrings.xml"]
    return zipped(files)


@hostile("feb.xlsx", denied())
def a_text_beyond_the_table() -> bytes:
    """A cell that points at the text number a million."""
    return changed(xlsx(table()), SHEET, r'(?<=t="s"><v>)20(?=</v>)', "1000000")


@hostile("feb.docx", denied())
def a_letter() -> bytes:
    """A Word document."""
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"})


@hostile("feb.xlsx", same(restored=1))
def links_to_another_file() -> bytes:
    """A link to a file on a server: nothing is fetched."""
    files = parts(xlsx(typed()))
    link = "<externalLink><externalBook r:id='rId1'/></externalLink>"
    where = '<Relationship Id="rId1" Target="http://x.test/hemlig.xlsx" TargetMode="External"/>'
    target = f"<Relationships>{where}</Relationships>"
    more = {"xl/externalLinks/externalLink1.xml": link, "xl/externalLinks/_rels/externalLink1.xml.rels": target}
    return zipped(files | more)


@hostile("feb.xlsx", denied())
def an_entity_that_reads_a_file() -> bytes:
    """An XML entity that stands for a file of the machine."""
    files = parts(xlsx(table()))
    entity = '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst'
    text = files["xl/sharedStrings.xml"].decode().replace("<sst", entity, 1)
    return zipped(files | {"xl/sharedStrings.xml": text.replace("Östra sjukhuset", "&x;")})


def _encrypted() -> bytes:
    """An OLE file whose one stream is called EncryptedPackage, as a workbook with a password is."""

    class Locked(XlsDoc):  # type: ignore[misc]
        def _build_directory(self) -> None:
            super()._build_directory()
            old, new = ("Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le"))
            entry = self.dir_stream.index(old)
            named = new.ljust(64, b"\0") + (len(new) + 2).to_bytes(2, "little")
            self.dir_stream = self.dir_stream[:entry] + named + self.dir_stream[entry + 66 :]

    content = io.BytesIO()
    Locked().save(content, bytes(range(256)) * 32)
    return content.getvalue()


@hostile("feb.xlsx", denied("lösenord"))
def a_workbook_with_a_password() -> bytes:
    """A workbook that is locked with a password."""
    return _encrypted()


@hostile("feb.ods", denied("lösenord"))
def an_ods_with_a_password() -> bytes:
    """An ods file that is locked with a password."""
    return ods(table(), inside="<manifest:encryption-data/>")


@hostile("feb.doc", denied())
def an_old_letter() -> bytes:
    """An old Word document: OLE as an old workbook is."""
    return xls(table()).replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le"))


@hostile("feb.xlsx", denied())
def a_rare_packing() -> bytes:
    """A workbook packed with LZMA, which the format does not know."""
    return zipped(parts(xlsx(table())), ZIP_LZMA)


@hostile("feb.xlsx", denied())
def a_rare_packing_torn() -> bytes:
    """A workbook packed with LZMA, with a few bytes of its sheet gone."""
    content = a_rare_packing()
    start = content.index(SHEET.encode()) + len(SHEET) + 60
    return content[:start] + b"\xff" * 8 + content[start + 8 :]
