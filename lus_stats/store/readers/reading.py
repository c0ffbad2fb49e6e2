"""What a mapping says about how a file is split; what it leaves open is found out from the file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """How a file is split, as far as its mapping says; None is found out from the file itself.

    `encoding` is "utf-8", "utf-16", "windows-1252" or "iso-8859-1"; `delimiter` one of ; , tab and |; `sheet` a
    workbook's sheet by name; `header_row` the row of the columns' names, as a spreadsheet numbers it.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
