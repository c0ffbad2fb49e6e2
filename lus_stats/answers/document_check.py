"""A document held against the store: does it say what the store gives today under the same terms, and if not, what."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from lus_stats import months
from lus_stats.answers.document import FORMAT, LINE_FACTS, Document, content_id, document
from lus_stats.answers.document_marks import altered
from lus_stats.answers.question import Question
from lus_stats.errors import LusError, Refused
from lus_stats.exports import content_pdf, content_sheet
from lus_stats.rules import parse_changes
from lus_stats.store import DataFolder, asked_of_the_store
from lus_stats.store.naming import names
from lus_stats.text import numbers
from lus_stats.vocabulary import SWEDISH, CareForm

_UNREADABLE: Final = "Filen är inget fakturaunderlag från LUS-statistik. Ange en PDF eller arbetsbok därifrån."
_MOST_NAMED: Final = 10
_PARTS: Final = {
    "agreement": "överenskommelsen är en annan",
    "terms": "villkoren är andra",
    "extract": "uttaget eller versionens ställning är en annan",
    "group": "kommunens summor är andra",
}


@dataclass(frozen=True)
class Checked:
    """What came out: what the document is, whether it agrees, and what was found, in sentences."""

    title: str
    agrees: bool
    said: tuple[str, ...]


@asked_of_the_store
def check_document(folder: DataFolder, raw: bytes) -> Checked:
    """Hold a file against the store.

    Errors: Refused for a file that is no document of ours.
    """
    content = _content(raw)
    was = _facts(content)
    asked, care_form, demo, title = _claimed(was, content_id(content))
    own, revision = folder.for_demo() if demo else folder.for_real(), asked.revision
    try:
        today = document(own, replace(asked, revision=None), care_form)
        same = today if today.extract["revision"] == revision else document(own, asked, care_form)
    except LusError as refused:
        return Checked(title, agrees=False, said=(f"Lagret kan inte svara som dokumentet säger: {refused}",))
    found = [*_newer(today, revision), *_differences(was, same)]
    if not found:
        found += altered(own, same, raw)
    if found:
        return Checked(title, agrees=False, said=tuple(found))
    said = "Dokumentet stämmer: lagret ger samma rader och summor under samma villkor."
    return Checked(title, agrees=True, said=(said,))


def _content(raw: bytes) -> str:
    if raw.startswith(b"%PDF-"):
        return content_pdf.read_content(raw)
    if raw.startswith(b"PK"):
        return content_sheet.read_content(raw)
    raise Refused(_UNREADABLE)


def _facts(content: str) -> dict[str, Any]:
    """The content as facts of the layout that this version writes."""
    try:
        facts = json.loads(content)
    except ValueError as error:
        raise Refused(_UNREADABLE) from error
    if not isinstance(facts, dict) or facts.get("format") != FORMAT:
        raise Refused(_UNREADABLE)
    return facts


def _claimed(was: Mapping[str, Any], known_by: str) -> tuple[Question, CareForm, bool, str]:
    """The question that the document answers, on its revision; of which care form, of invented rows, and its title."""
    try:
        changes, extract, form = parse_changes(was["changed_terms"]), was["extract"], CareForm(was["care_form"])
        month, code, revision = months.parse(was["month"]), was["municipality_code"], extract["revision"]
        agreement, texts = was["asked_agreement"], (code, *(line["episode_id"] for line in was["lines"]))
        known = isinstance(agreement, str | None) and isinstance(revision, int | None)
        if not known or not all(isinstance(text, str) for text in texts):
            raise TypeError("another kind of value")
        of = f"Fakturaunderlag, {was['municipality']}, {numbers.month_and_year(month)}, {SWEDISH[form]} vård"
        title = f"{of}: version {revision}, uttag {extract['extracted_on']}, innehålls-id {known_by}"
        return Question(month, None, code, agreement, changes, revision), form, bool(was["demo"]), title
    except (LusError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused(_UNREADABLE) from error


def _newer(today: Document, revision: int | None) -> Iterator[str]:
    now = today.extract
    if now["revision"] != revision:
        yield (
            f"Månaden räknas nu på version {now['revision']} (uttag {now['extracted_on']}), dokumentet på version "
            f"{revision}. Ladda ner underlaget på nytt."
        )


def _differences(was: Mapping[str, Any], same: Document) -> Iterator[str]:
    """What the same revision gives now, where it is not what the document says."""
    if was == same.facts:
        return
    for part, said in _PARTS.items():
        if was.get(part) != same.facts[part]:
            yield f"I lagret: {said} än i dokumentet."
    yield from _lines(was["lines"], same.facts["lines"])


def _lines(before: list[dict[str, Any]], now: list[dict[str, Any]]) -> Iterator[str]:
    was, has = ({line["episode_id"]: line for line in lines} for lines in (before, now))
    yield from _named("Rader som lagret inte har", [name for name in was if name not in has])
    yield from _named("Rader som dokumentet saknar", [name for name in has if name not in was])
    other = [f"{name} ({_fields(was[name], has[name])})" for name in was if name in has and was[name] != has[name]]
    yield from _named("Rader som skiljer sig", other)


def _fields(was: Mapping[str, Any], has: Mapping[str, Any]) -> str:
    """`billed_days 3 i dokumentet, 1 i lagret`."""
    differ = [name for name in LINE_FACTS if was.get(name) != has[name]]
    return "; ".join(f"{name} {was.get(name)} i dokumentet, {has[name]} i lagret" for name in differ)


def _named(said: str, found: list[str]) -> Iterator[str]:
    if found:
        yield f"{said} ({len(found)}): {names(found[:_MOST_NAMED], len(found))}."
