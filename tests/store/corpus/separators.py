"""What stands between cells, and quotes in every place."""

from tests.generate import HEADERS
from tests.store.corpus.case import Taken, denied, hostile, same
from tests.store.corpus.plain import HEAD, LINES, PLAIN, TEXT, quoted, table, with_cells
from tests.store.material import csv_text


@hostile("feb.csv", same())
def commas() -> bytes:
    """Commas between the cells, as an English system writes."""
    return quoted(table(), ",").encode()


@hostile("feb.csv", same())
def tabs() -> bytes:
    """Tabs between the cells, in a file called csv."""
    return quoted(table(), "\t").encode()


@hostile("feb.txt", same())
def bars() -> bytes:
    """Bars between the cells."""
    return quoted(table(), "|").encode()


@hostile("feb.csv", same())
def everything_quoted() -> bytes:
    """Quotes around every cell, the empty ones too."""
    return quoted(table(), all_of_them=True).encode()


@hostile("feb.csv", Taken(3))
def separators_inside_quotes() -> bytes:
    """Semicolons, commas and tabs inside a quoted cell."""
    return quoted(table(with_cells(2, sjukhus="Lasarettet; avd. 3, rum\t4 | 5"))).encode()


@hostile("feb.csv", Taken(3))
def commas_with_semicolons_inside() -> bytes:
    """Commas between the cells and more semicolons inside one than there are commas."""
    return quoted(table(with_cells(1, sjukhus=";" * 40)), ",").encode()


@hostile("feb.csv", Taken(3))
def doubled_quotes() -> bytes:
    """Quotes doubled inside a quoted cell."""
    return quoted(table(with_cells(1, sjukhus='"Östra" ""'))).encode()


@hostile("feb.csv", Taken(3))
def quote_inside_a_cell() -> bytes:
    """A quote in the middle of a cell that is not quoted."""
    return csv_text(with_cells(1, sjukhus='5" hus'), HEADERS).encode()


@hostile("feb.csv", Taken(3))
def text_after_a_closed_quote() -> bytes:
    """A cell that goes on after its closing quote, and so eats the next separator in some readers."""
    return csv_text(with_cells(2, sjukhus='"Lasarettet" "Nya'), HEADERS).encode()


@hostile("feb.csv", denied("rad 3", "citattecken"))
def unclosed_quote() -> bytes:
    """A quote that never closes: the rest of the file is one cell."""
    return csv_text(with_cells(2, sjukhus='"Lasarettet'), HEADERS).encode()


@hostile("feb.csv", denied("rad 4", "citattecken"))
def unclosed_quote_in_the_last_cell() -> bytes:
    """A quote that opens in the very last cell."""
    return csv_text(with_cells(3, registrerad='"2020-02-04 15:00'), HEADERS).encode()


@hostile("feb.csv", denied("rad 1", "citattecken"))
def unclosed_quote_in_the_header() -> bytes:
    """A quote that opens among the headers."""
    return TEXT.replace("sjukhus", '"sjukhus', 1).encode()


@hostile("feb.csv", same())
def named_separator() -> bytes:
    """Excel's own first line `sep=,`, which says what separates."""
    return ("sep=,\n" + quoted(table(), ",")).encode()


@hostile("feb.csv", same())
def named_separator_quoted() -> bytes:
    """`"sep=;"` in quotes, with Windows' line ends."""
    return ('"sep=;"\r\n' + TEXT.replace("\n", "\r\n")).encode()


@hostile("feb.csv", Taken(3, {4: (None,)}))
def mixed_separators() -> bytes:
    """Commas in one row of a file with semicolons."""
    return f"{HEAD}\n{LINES[0]}\n{LINES[1]}\n{LINES[2].replace(';', ',')}\n".encode()


@hostile("feb.csv", Taken(3, {2: (None,), 3: (None,), 4: (None,)}))
def commas_over_semicolons() -> bytes:
    """The header with commas, the rows with semicolons."""
    return "\n".join([HEAD.replace(";", ","), *LINES, ""]).encode()


@hostile("feb.csv", denied("kolumn"))
def no_separator() -> bytes:
    """One column alone: whatever separated the cells is gone."""
    return "\n".join(row["vårdtillfälle"] for row in [{"vårdtillfälle": "vårdtillfälle"}, *PLAIN]).encode()


@hostile("feb.csv", Taken(3, {2: (None,), 3: (None,), 4: (None,)}))
def separator_after_each_row() -> bytes:
    """A separator too many after each row, but not after the header."""
    return "\n".join([HEAD, *(line + ";" for line in LINES), ""]).encode()


@hostile("feb.csv", same())
def separator_after_all() -> bytes:
    """A separator after each row and the header: a last column without name or cells."""
    return "\n".join([HEAD + ";", *(line + ";" for line in LINES), ""]).encode()


@hostile("feb.csv", Taken(4, {5: (None,)}))
def too_few_and_too_many() -> bytes:
    """A sum under the rows, of two cells."""
    return (TEXT + "Summa;3\n").encode()


@hostile("feb.csv", Taken(4, {5: (None,)}))
def a_remark_under_the_rows() -> bytes:
    """A remark under the rows, of one cell with a semicolon less."""
    return (TEXT + "\nUttaget 2020-03-06 av K\n").replace("\n\n", "\n").encode()


@hostile("feb.csv", denied("kolumn"))
def fixed_width() -> bytes:
    """Columns told apart by their place alone."""
    return "\n".join("".join(cell[:16].ljust(18) for cell in cells) for cells in table()).encode()
