"""Fakturaunderlag as a typeset PDF/UA-1, made offline by typst: the same document is always the same bytes."""

import json
import unicodedata
from datetime import UTC, datetime
from importlib.resources import as_file, files
from typing import Any, Final

import typst

from lus_stats.exports.invoice import PRINTED_HEADINGS, InvoiceDocument

SIGNED: Final = ("Namn", "Befattning", "Kontakt", "Datum", "Underskrift")
CHECK: Final = (
    "Filen prövas mot lagret med lus verify --document FIL. Uppgifterna ligger också i filen, som underlag.json."
)
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})  # steers or breaks the line, or is no character at all
_LAST_LATIN: Final = 0x24F
_PUNCTUATION: Final = range(0x2010, 0x2040)


def invoice_pdf(document: InvoiceDocument) -> bytes:
    """The PDF of one municipality's month in one care form."""
    said = _said(document)
    try:
        return _typeset(_each(said, _visible), document)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        # A character that none of the typefaces has would leave a hole that PDF/UA forbids; its number says it.
        return _typeset(_each(said, _latin), document)


def _typeset(said: dict[str, Any], document: InvoiceDocument) -> bytes:
    inputs = json.dumps(said | {"content": document.content, "content-id": document.content_id})
    made = datetime.combine(document.made_on, datetime.min.time(), tzinfo=UTC)
    with as_file(files("lus_stats.exports") / "typeset") as folder:
        made_of = typst.compile(
            str(folder / "invoice_basis.typ"),
            root=str(folder),
            font_paths=[str(folder)],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": inputs},
            pdf_standards="ua-1",
            timestamp=int(made.timestamp()),
        )
    return bytes(made_of)


def _said(document: InvoiceDocument) -> dict[str, Any]:
    """What the layout shows."""
    return {
        "title": document.title,
        "description": f"{document.title}. {document.sentence}",
        "subtitle": document.subtitle,
        "sentence": document.sentence,
        "marks": document.marks,
        "facts": [fact for fact in document.facts if fact[0] != "Innehålls-id"],
        "figures": [(figure.label, figure.said) for figure in document.figures],
        "headings": PRINTED_HEADINGS,
        "lines": document.printed,
        "sums": document.printed_sums,
        "terms": document.terms,
        "definitions": [(name, f"{said} {source}".strip()) for name, said, source in document.definitions],
        "signed": SIGNED,
        "check": CHECK,
    }


def _each(said: Any, mend: Any) -> Any:
    """Every text of it mended."""
    if isinstance(said, dict):
        return {key: _each(value, mend) for key, value in said.items()}
    if isinstance(said, list | tuple):
        return [_each(value, mend) for value in said]
    return mend(said)


def _visible(text: str) -> str:
    """The text without what cannot be seen and would turn, break or hide what stands beside it (D139, as D79)."""
    return "".join("?" if unicodedata.category(mark) in _UNSEEN else mark for mark in text)


def _latin(text: str) -> str:
    """The visible text, with the number of each character that is not Latin in place of it."""
    known = (ord(mark) <= _LAST_LATIN or ord(mark) in _PUNCTUATION or mark == "\u2212" for mark in _visible(text))
    return "".join(
        mark if is_known else f"[U+{ord(mark):04X}]" for mark, is_known in zip(_visible(text), known, strict=True)
    )
