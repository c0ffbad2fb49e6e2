"""Text files as they come: what separates the columns, which letters the bytes are, and where the names stand."""

import codecs

import pytest

from lus_stats.errors import Refused
from lus_stats.store.readers import Reading, Sheet, csv, read
from tests.store.material import csv_text, episode, episodes

TEXT = csv_text([episode("räk", sjukhus="Östra, avd. 3|4", spår="grön"), episode("e2")])
HEAD, FIRST, SECOND = TEXT.splitlines()


def split(text: str | bytes, **how: str | int) -> Sheet:
    """The text as a sheet."""
    raw = text if isinstance(text, bytes) else text.encode()
    return read(raw, "feb.csv", Reading(**how))  # type: ignore[arg-type]  # the test's own keywords


def quoted(text: str, delimiter: str) -> str:
    """A semicolon text with another separator, every cell in quotes."""
    lines = [delimiter.join(f'"{cell}"' for cell in line.split(";")) for line in text.splitlines()]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("delimiter", "notes"),
    [(";", ()), (",", ("Kolumnerna skiljs med komma.",)), ("\t", ("Kolumnerna skiljs med tabb.",)),
     ("|", ("Kolumnerna skiljs med lodstreck.",))],
)  # fmt: skip
def test_each_separator_gives_the_same_cells(delimiter: str, notes: tuple[str, ...]) -> None:
    sheet = split(quoted(TEXT, delimiter))
    assert sheet.headers == tuple(HEAD.split(";"))
    assert sheet.cells.equals(split(TEXT).cells)
    assert sheet.notes == notes


def test_the_names_decide_not_the_commas_in_them() -> None:
    """Foreign names full of commas: the rows below have as many cells as the names only by semicolon."""
    sheet = split("Id, internt;Inskriven, datum;Kön, ålder, ort\n1;2020-01-01;K, 80\n2;2020-01-02;M, 81\n")
    assert sheet.headers == ("Id, internt", "Inskriven, datum", "Kön, ålder, ort")


def test_more_canonical_names_beat_more_columns() -> None:
    assert len(split(HEAD + ",a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t\n").headers) == 18


def test_the_mapping_says_the_separator() -> None:
    assert split("a;b,c\n1;2,3\n", delimiter=",").headers == ("a;b", "c")
    with pytest.raises(Refused, match=r"rad 1\) med tabb som skiljetecken\. Spara"):
        split(TEXT, delimiter="\t")


@pytest.mark.parametrize("first", ["sep=|\r\n", '"sep=|"\n', "SEP=|\n"])
def test_excels_own_first_line_decides_and_is_no_row(first: str) -> None:
    sheet = split(first + "a;b|c\n1|2\n")
    assert sheet.headers == ("a;b", "c")
    assert sheet.cells["row"].to_list() == [2]
    assert sheet.notes == ("Kolumnerna skiljs med lodstreck.",)


ENCODED = {
    "UTF-8": (TEXT.encode(), ()),
    "UTF-8 with a mark": (codecs.BOM_UTF8 + TEXT.encode(), ()),
    "Windows-1252": (TEXT.encode("windows-1252"), ("Läst som Windows-1252.",)),
    "UTF-16": (TEXT.encode("utf-16"), ("Läst som UTF-16.",)),
    "UTF-16 without a mark": (TEXT.encode("utf-16-be"), ("Läst som UTF-16.",)),
    "UTF-32": (TEXT.encode("utf-32"), ("Läst som UTF-32.",)),
}


@pytest.mark.parametrize(("raw", "notes"), ENCODED.values(), ids=ENCODED)
def test_each_encoding_gives_the_same_cells_and_says_so(raw: bytes, notes: tuple[str, ...]) -> None:
    sheet = split(raw)
    assert sheet.cells.equals(split(TEXT).cells)
    assert sheet.notes == notes


def test_letters_cut_in_two_by_the_pieces_are_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lus_stats.store.readers.encoding._PIECE", 3)
    for raw, notes in ENCODED.values():
        sheet = split(raw)
        assert sheet.cells["0"].to_list() == ["räk", "e2"]
        assert sheet.notes == notes


def test_the_mapping_says_the_encoding_and_the_bytes_have_the_last_word() -> None:
    assert split(TEXT.encode("windows-1252"), encoding="iso-8859-1").notes == ()
    assert split(TEXT.encode("utf-16"), encoding="utf-16").notes == ()
    assert split(TEXT, encoding="iso-8859-1").notes == ("Läst som UTF-8, fast mappningen säger iso-8859-1.",)
    with pytest.raises(Refused, match=r"^börjar som UTF-8 men har ett tecken som inte är det, på textrad 1:"):
        split(TEXT.encode("windows-1252"), encoding="utf-8")


DAMAGED = {
    "UTF-16 cut off": (TEXT.encode("utf-16")[:-1], "har ett tecken som inte är det, på textrad 3: filen är skadad"),
    "half a pair of UTF-16": (
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le") + b"\x00\xd8a\x00", "på textrad 4: filen är skadad",
    ),
    "a NUL": ((HEAD + "\n" + FIRST + "\0\n").encode(), "ett NUL-tecken på textrad 2"),
    "a surrogate in UTF-8": (b"a;b\n1;\xed\xa0\xbd\xed\xb8\x80\n", "på textrad 2: filen är skadad"),
    "letters until it breaks": (TEXT.encode() + b"\xe5\n", "på textrad 4: filen är skadad"),
    "neither": (TEXT.encode("windows-1252") + b"\x81\n", "varken är UTF-8 eller Windows-1252, på textrad 4"),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "message"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_text_is_refused_with_its_line(raw: bytes, message: str) -> None:
    with pytest.raises(Refused) as refused:
        split(raw)
    assert message in str(refused.value)


def test_a_title_above_the_names_is_skipped_and_counted() -> None:
    sheet = split(f"Utskrivningsklara\nUttag;2020-03-06\n\n{TEXT}")
    assert (sheet.header_row, sheet.cells["row"].to_list()) == (4, [5, 6])
    assert sheet.notes == ("Kolumnernas namn står på rad 4; det som står ovanför används inte.",)


def test_foreign_names_under_a_title_are_found_by_how_full_they_are() -> None:
    sheet = split("Rapport;2020\nid;kod;form;in;ut;klar\n1;2;3;4;5;6\n")
    assert (sheet.header_row, sheet.headers[0]) == (2, "id")


def test_blank_lines_above_are_no_title() -> None:
    assert split("\r\n;;\r\n" + TEXT).notes == ()


def test_the_mapping_says_the_row_of_names() -> None:
    sheet = split(f"a;b;c\n{TEXT}", header_row=2)
    assert sheet.cells.equals(split(f"\n{TEXT}").cells)
    assert split("a;b\n\nc;d\n1;2\n", header_row=3).headers == ("c", "d")
    with pytest.raises(Refused, match="har inga kolumnnamn på rad 9, där mappningen säger"):
        split(TEXT, header_row=9)


def test_rows_of_another_width_are_kept_by_number_whatever_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    """A block is smaller than the rows are together, and one row larger than a block."""
    head, *rows = csv_text(episodes(200)).splitlines()
    rows[150] += ";"
    rows[20] = '"' + "\n" * 300 + '";x'
    text = "\n".join([head, *rows])
    whole = split(text)
    monkeypatch.setattr(csv, "_BLOCK", 1_000)
    parted = split(text)
    assert parted.cells.equals(whole.cells)
    assert parted.ragged.equals(whole.ragged)
    assert parted.ragged["row"].to_list() == [22, 152]


def test_an_open_quote_is_found_whatever_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv, "_BLOCK", 1_000)
    head, *rows = csv_text(episodes(200)).splitlines()
    rows[120] = '"' + rows[120]
    with pytest.raises(Refused, match=r"^rad 122 har ett citattecken"):
        split("\n".join([head, *rows]))


def test_ten_thousand_columns_are_split() -> None:
    sheet = split(HEAD + "".join(f";k{number}" for number in range(9_982)) + "\n" + FIRST + ";" * 9_982 + "\n")
    assert (len(sheet.headers), sheet.cells.height) == (10_000, 1)


def test_a_row_of_more_cells_than_a_sheet_has_keeps_all_its_text() -> None:
    sheet = split("a;b\n1;2\n" + "x;" * 20_000 + "sist\n")
    (cells,) = sheet.ragged["cells"].to_list()
    assert len(cells) == 16_385
    assert cells[-1].endswith("x;sist")


def test_rows_of_another_width_are_split_as_their_quotes_say() -> None:
    sheet = split('a;b\n1;2;3\n"1;\n2";"3";4\n;;;\n1\n')
    assert sheet.ragged.rows() == [(2, ["1", "2", "3"]), (3, ["1;\n2", "3", "4"]), (5, ["1"])]


def test_line_ends_without_end_are_refused_before_they_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv, "_MOST_IN_ALL", 3_000_000)
    with pytest.raises(Refused, match=r"har fler än 3 miljoner celler\. Dela den"):
        split(HEAD + "\r\n" * 200_000)
    assert split(HEAD + "\r\n" * 160_000).cells.height == 159_999
