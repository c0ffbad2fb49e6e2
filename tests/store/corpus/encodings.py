"""The plain file in every encoding a system may write, sound and damaged."""

import codecs
import unicodedata

from tests.store.corpus.case import denied, hostile, same
from tests.store.corpus.plain import HEAD, LINES, TEXT


@hostile("feb.csv", same())
def utf_8() -> bytes:
    """UTF-8, the plain file itself."""
    return TEXT.encode()


@hostile("feb.csv", same())
def utf_8_marked() -> bytes:
    """UTF-8 with a byte order mark, as Excel saves it."""
    return codecs.BOM_UTF8 + TEXT.encode()


@hostile("feb.csv", same())
def utf_8_marked_twice() -> bytes:
    """Two byte order marks, of two programs that each wrote one."""
    return codecs.BOM_UTF8 * 2 + TEXT.encode()


@hostile("feb.csv", same())
def utf_8_decomposed() -> bytes:
    """Each å, ä and ö as two characters, as a Mac writes file names and some exports."""
    return unicodedata.normalize("NFD", TEXT).encode()


@hostile("feb.csv", same())
def utf_16_little() -> bytes:
    """UTF-16, little end first, with its mark: Excel's "Unicode-text"."""
    return codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")


@hostile("feb.csv", same())
def utf_16_big() -> bytes:
    """UTF-16, big end first, with its mark."""
    return codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")


@hostile("feb.csv", same())
def utf_16_little_unmarked() -> bytes:
    """UTF-16, little end first, and nothing that says so."""
    return TEXT.encode("utf-16-le")


@hostile("feb.csv", same())
def utf_16_big_unmarked() -> bytes:
    """UTF-16, big end first, and nothing that says so."""
    return TEXT.encode("utf-16-be")


@hostile("feb.csv", denied("UTF-16"))
def utf_16_half_a_character() -> bytes:
    """UTF-16 cut in the middle of a character, as a broken transfer leaves it."""
    return codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1]


@hostile("feb.csv", denied("UTF-16"))
def utf_16_lone_surrogate() -> bytes:
    """UTF-16 with half of a surrogate pair in a hospital's name."""
    return codecs.BOM_UTF16_LE + TEXT.replace("Östra", "Östra\ud83c").encode("utf-16-le", "surrogatepass")


@hostile("feb.csv", same(noted=("UTF-32",)))
def utf_32() -> bytes:
    """UTF-32 with its mark, which begins as UTF-16's does."""
    return codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le")


@hostile("feb.csv", same())
def iso_8859_1() -> bytes:
    """ISO-8859-1, as an old database exports."""
    return TEXT.encode("iso-8859-1")


@hostile("feb.csv", same())
def windows_1252() -> bytes:
    """Windows-1252, with line ends of Windows."""
    return TEXT.replace("\n", "\r\n").encode("windows-1252")


@hostile("feb.csv", denied("tecken"))
def windows_1252_with_an_unused_byte() -> bytes:
    """A byte that Windows-1252 has no character for."""
    return TEXT.encode("windows-1252").replace(b"Lindesbergs", b"Lindes\x81bergs")


@hostile("feb.csv", denied("saknar"))
def mac_roman() -> bytes:
    """The Macintosh's own encoding of before: å, ä and ö are other letters in every other."""
    return TEXT.encode("mac-roman")


@hostile("feb.csv", denied("saknar"))
def code_page_850() -> bytes:
    """The encoding of DOS: the letters are box lines and signs elsewhere."""
    return TEXT.encode("cp850")


@hostile("feb.csv", denied("saknar"))
def utf_8_twice() -> bytes:
    """UTF-8 taken for ISO-8859-1 and saved as UTF-8: vÃ¥rdtillfÃ¤lle."""
    return TEXT.encode().decode("iso-8859-1").encode()


@hostile("feb.csv", denied("UTF-8", "textrad 3"))
def utf_8_damaged() -> bytes:
    """UTF-8 in which one byte of an ö is gone."""
    return TEXT.replace("Lindesbergs", "Lindesbörgs").encode().replace(b"sb\xc3\xb6", b"sb\xb6")


@hostile("feb.csv", denied("UTF-8", "textrad 4"))
def utf_8_half_a_character() -> bytes:
    """UTF-8 that ends in the middle of a character."""
    return (TEXT.rstrip("\n") + " å").encode()[:-1]


@hostile("feb.csv", denied("UTF-8", "textrad 3"))
def two_encodings() -> bytes:
    """Half the file UTF-8, half of it Windows-1252: two exports pasted together."""
    return f"{HEAD}\n{LINES[0]}\n".encode() + f"{LINES[1]}Å\n{LINES[2]}\n".encode("windows-1252")


@hostile("feb.csv", denied("UTF-8", "textrad 2"))
def utf_8_lone_surrogate() -> bytes:
    """A lone surrogate written as if it were a character."""
    return TEXT.replace("Östra", "Östra\ud83c").encode("utf-8", "surrogatepass")


@hostile("feb.csv", denied("UTF-8", "textrad 2"))
def cesu_8() -> bytes:
    """A surrogate pair as two characters of three bytes (CESU-8), as Oracle's "UTF8" writes it."""
    return TEXT.replace("Östra", "Östra\ud83c\udfe5").encode("utf-8", "surrogatepass")


@hostile("feb.csv", denied("UTF-8", "textrad 2"))
def overlong() -> bytes:
    """A semicolon hidden in two bytes, which no right decoder takes."""
    return TEXT.encode().replace(b"stra sjukhuset", b"stra\xc0\xbbsjukhuset")


@hostile("feb.csv", denied("saknar"))
def other_alphabet() -> bytes:
    """ISO-8859-5: the letters are Cyrillic there."""
    return TEXT.translate(str.maketrans("åäöÖÄ", "абвАБ")).encode("iso-8859-5")


@hostile("feb.csv", denied("saknar"))
def utf_7() -> bytes:
    """UTF-7: å is +AOU-."""
    return TEXT.encode("utf-7")
