"""Hostile files, each made by a named maker that says what is hostile and what must become of it."""

from tests.store.corpus import (
    bombs,
    cells,
    encodings,
    headers,
    line_ends,
    people,
    renamed,
    separators,
    sheets,
    sizes,
    tables,
    torn_books,
    workbook_cells,
    workbooks,
)
from tests.store.corpus.case import CORPUS, Denied, Hostile, Taken

__all__ = [
    "CORPUS",
    "Denied",
    "Hostile",
    "Taken",
    "bombs",
    "cells",
    "encodings",
    "headers",
    "line_ends",
    "people",
    "renamed",
    "separators",
    "sheets",
    "sizes",
    "tables",
    "torn_books",
    "workbook_cells",
    "workbooks",
]
