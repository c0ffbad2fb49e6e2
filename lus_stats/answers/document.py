"""One municipality's invoice basis as a document that can be known again: its content, and the content's checksum."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any, Final

import polars as pl

from lus_stats import months
from lus_stats.answers.bill import Bill, bill, on_extracts
from lus_stats.answers.question import Question
from lus_stats.geography import municipality_name
from lus_stats.rules import Agreement, Terms, load, settings
from lus_stats.rules.table import in_force
from lus_stats.store import DataFolder, asked_of_the_store
from lus_stats.store.revisions import chosen
from lus_stats.vocabulary import CareForm

FORMAT: Final = "lus-fakturaunderlag-1"
GROUP_FACTS: Final = (
    "model",
    "episodes",
    "episodes_in_mean",
    "ready_days",
    "threshold_tenths",
    "liable",
    "headroom_tenths",
    "billed_episodes",
    "billed_tenths",
    "amount_sek",
    "amount_status",
    "blocked_days",
    "blocked_sek",
)
LINE_FACTS: Final = (
    "episode_id",
    "district",
    "hospital",
    "track",
    "first_ready_on",
    "last_ready_on",
    "ready_days",
    "in_mean",
    "free_days",
    "outcome",
    "unmet_criteria",
    "billed_days",
    "amount_sek",
    "blocked_days",
    "blocked_sek",
    "amount_status",
    "pivotal",
)
EXTRACT_FACTS: Final = ("county", "revision", "extracted_on", "basis", "late_after")


@dataclass(frozen=True)
class Document:
    """A municipality's month in one care form, as it is put on paper.

    `bill` is the one it is taken out of, `group` the row of the municipality (None where nobody was discharged),
    `lines` its lines, `extract` the revision they are of. `question` is of this municipality alone.
    """

    question: Question
    care_form: CareForm
    bill: Bill
    group: Mapping[str, Any] | None
    lines: pl.DataFrame
    extract: Mapping[str, Any]
    agreement: Agreement
    own_terms: Terms

    @property
    def terms(self) -> Terms:
        """The agreement's own terms with the changes asked for."""
        return self.question.changes.on(self.own_terms)

    @property
    def municipality(self) -> str:
        """The municipality's code."""
        return self.question.municipality or ""

    @cached_property
    def facts(self) -> dict[str, Any]:
        """Everything the document stands for; equal facts are the same document (D135)."""
        group = self.group
        return {
            "format": FORMAT,
            "month": months.key(self.bill.month),
            "municipality_code": self.municipality,
            "municipality": municipality_name(self.municipality),
            "care_form": self.care_form.value,
            "demo": self.bill.demo,
            "asked_agreement": self.question.agreement,
            "changed_terms": list(settings(self.question.changes)),
            "agreement": self.agreement.key,
            "terms": _terms(self.terms),
            "extract": {name: _plain(self.extract[name]) for name in EXTRACT_FACTS},
            "group": None if group is None else {name: _plain(group[name]) for name in GROUP_FACTS},
            "lines": [{name: _plain(row[name]) for name in LINE_FACTS} for row in self.lines.to_dicts()],
        }

    @cached_property
    def content(self) -> str:
        """The facts as text, always written in the same way."""
        return json.dumps(self.facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @cached_property
    def content_id(self) -> str:
        """The SHA-256 of the content."""
        return content_id(self.content)


def content_id(content: str) -> str:
    """What a document's content is known by."""
    return sha256(content.encode()).hexdigest()


@asked_of_the_store
def document(folder: DataFolder, question: Question, care_form: CareForm) -> Document:
    """The document of one municipality; `question` names it.

    Errors: as answers.bill.
    """
    if question.revision is None:
        return document_of(folder, bill(folder, question), question, care_form)
    held = folder.store.revisions().filter(pl.col("care_form") == care_form)  # the other may lack that revision
    extracts = chosen(held, question.revision, (question.month,), question.counties)
    return document_of(folder, on_extracts(folder, question, extracts), question, care_form)


def document_of(folder: DataFolder, answer: Bill, question: Question, care_form: CareForm) -> Document:
    """The document taken out of a bill that is at hand, the county's or the municipality's own."""
    county = (question.municipality or "")[:2]
    agreed, terms = in_force(question.agreement)(load(folder.rules_folders), county, answer.month, care_form)
    cell = (pl.col("county") == county) & (pl.col("care_form") == care_form)
    return Document(
        question=question,
        care_form=care_form,
        bill=answer,
        group=answer.group_of(question.municipality, care_form),
        lines=answer.lines_of(question.municipality, care_form).sort("episode_id"),
        extract=next(iter(answer.extracts.filter(cell).to_dicts()), dict.fromkeys(EXTRACT_FACTS)),
        agreement=agreed,
        own_terms=terms,
    )


def shadow(folder: DataFolder, one: Document) -> Mapping[str, Any] | None:
    """The same month as if the region had met every criterion: the row of billing.groups, or None."""
    met = on_extracts(folder, one.question.shadow, one.bill.extracts)
    return met.group_of(one.question.municipality, one.care_form)


def _terms(terms: Terms) -> dict[str, Any]:
    return {
        "valid_from": terms.valid_from.isoformat(),
        "model": terms.model.value,
        "threshold_tenths": terms.threshold_tenths,
        "free_days": terms.free_days,
        "cutoff": None if terms.cutoff is None else f"{terms.cutoff:%H:%M}",
        "discharge_day_counts": terms.discharge_day_counts,
        "mean_population": None if terms.mean_population is None else terms.mean_population.value,
        "criteria": list(terms.criteria),
        "exempt_tracks": {key: sorted(track.value for track in tracks) for key, tracks in terms.exempt_tracks.items()},
    }


def _plain(value: Any) -> Any:
    """As JSON has it."""
    return value.isoformat() if isinstance(value, date) else value
