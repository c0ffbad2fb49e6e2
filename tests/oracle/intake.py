"""Rows of text cells into episodes, or reasons why not (rules.md §2)."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tests.oracle.calendar import default_extract_date
from tests.oracle.cells import DATES, FLAGS, MUST, OPTIONAL, parse_date, parse_datetime, word
from tests.oracle.episode import Episode
from tests.oracle.errors import OracleRefused, OracleWrongCall
from tests.oracle.personnummer import holds_personnummer
from tests.oracle.places import DISTRICTS, NAMES

Rejection = tuple[int, str | None, str]  # row as a spreadsheet shows it, column, kind of reason
FIRST_YEAR = 2010


@dataclass
class Intake:
    """The rows that came through and the reasons of those that did not."""

    accepted: list[Episode] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    restored: list[int] = field(default_factory=list)
    personnummer: list[tuple[int, str]] = field(default_factory=list)
    rows: int = 0

    @property
    def rejected_rows(self) -> set[int]:
        """The numbers of the rejected rows, each once."""
        return {row for row, _, _ in self.rejected}

    def refused_at(self, max_rejected: float = 0.2) -> bool:
        """Whether the whole file is refused: a personnummer, or too large a share of rejected rows."""
        return bool(self.personnummer) or len(self.rejected_rows) > max_rejected * self.rows


def intake(
    rows: list[dict[str, str]], extracted_on: date | None, now: datetime, codes: Mapping[str, str] = NAMES
) -> Intake:
    """Validate a file's rows; the first one is row 2."""
    if extracted_on is not None and extracted_on > now.date():
        raise OracleWrongCall("the extract date lies ahead")
    result = Intake()
    valid: list[tuple[int, Episode]] = []
    for number, cells in enumerate(rows, start=2):
        if is_blank(cells):
            continue
        result.rows += 1
        result.personnummer.extend((number, column) for column in columns_with_personnummer(cells))
        episode, reasons, restored = read_row(cells, extracted_on, now, codes)
        result.rejected.extend((number, column, kind) for column, kind in reasons)
        if restored:
            result.restored.append(number)
        if episode is not None:
            valid.append((number, episode))
    keep_one_of_each(valid, result)
    if extracted_on is None and any(episode.discharged_at is None for episode in result.accepted):
        raise OracleRefused("patients still in hospital and no extract date said")
    return result


def is_blank(cells: Mapping[str, Any]) -> bool:
    """No cell holds anything."""
    return all(value is None or str(value).strip() == "" for value in cells.values())


def columns_with_personnummer(cells: Mapping[str, Any]) -> list[str]:
    """The columns, but the dates, whose text holds a personnummer."""
    return [
        column
        for column, value in cells.items()
        if column is not None and column not in DATES and value is not None and holds_personnummer(str(value))
    ]


def read_row(
    cells: Mapping[str, Any], extracted_on: date | None, now: datetime, codes: Mapping[str, str]
) -> tuple[Episode | None, list[tuple[str | None, str]], bool]:
    """The episode, or the reasons why not; and whether a leading zero was restored."""
    if None in cells or None in cells.values():
        return None, [(None, "cells")], False
    values: dict[str, Any] = {}
    reasons: list[tuple[str | None, str]] = []
    for column, name in {**MUST, **OPTIONAL}.items():
        text = str(cells.get(column, "")).strip()
        if text == "":
            values[name] = None
            if column in MUST:
                reasons.append((column, "missing"))
            continue
        values[name], reason = read_cell(column, text, codes)
        if reason is not None:
            reasons.append((column, reason))
    restored = values["municipality_code"] is not None and len(cells["kommunkod"].strip()) == 3
    reasons += order_reasons(values) + time_reasons(values, extracted_on, now)
    in_hospital = str(cells.get("utskriven", "")).strip() == ""
    reasons += district_reasons(values, extracted_on if in_hospital else None)
    if reasons:
        return None, reasons, restored
    return Episode(**values), [], restored


def read_cell(column: str, text: str, codes: Mapping[str, str]) -> tuple[Any, str | None]:
    """One cell's value, or the kind of what is wrong with it."""
    if column in DATES:
        value = parse_date(text) if column == "beräknad_utskrivning" else parse_datetime(text)
        return value, None if value is not None else "unparseable"
    if column == "kommunkod":
        code = "0" + text if len(text) == 3 else text
        return (code, None) if code in codes else (None, "unknown")
    if column == "stadsdelsområde":
        return one_district(text), None
    if column in FLAGS:
        meanings = FLAGS[column]
        return (meanings[word(text)], None) if word(text) in meanings else (None, "unknown")
    composed = unicodedata.normalize("NFC", text)
    return " ".join(composed.split()) if column == "sjukhus" else composed, None


def one_district(text: str) -> str:
    """The district's name as we write it, stray spaces around hyphens and letter case forgiven."""

    def plain(name: str) -> str:
        joined = "-".join(part.strip() for part in unicodedata.normalize("NFC", name).split("-"))
        return " ".join(joined.split()).casefold()

    for name in DISTRICTS:
        if plain(name) == plain(text):
            return name
    return text


def order_reasons(values: Mapping[str, Any]) -> list[tuple[str | None, str]]:
    """Admission, readiness and discharge in the wrong order."""
    admitted, ready, discharged = values["admitted_at"], values["ready_at"], values["discharged_at"]
    reasons: list[tuple[str | None, str]] = []
    if discharged is not None and admitted is not None and discharged < admitted:
        reasons.append(("utskriven", "discharged_before_admitted"))
    if ready is not None and admitted is not None and ready < admitted:
        reasons.append(("utskrivningsklar", "ready_before_admitted"))
    if discharged is not None and ready is not None and discharged < ready:
        reasons.append(("utskriven", "discharged_before_ready"))
    return reasons


def time_reasons(values: Mapping[str, Any], extracted_on: date | None, now: datetime) -> list[tuple[str | None, str]]:
    """Events before 2010, after the import, and a discharge after the extract."""
    reasons: list[tuple[str | None, str]] = []
    for column, name in DATES.items():
        value = values[name]
        if value is None:
            continue
        if value.year < FIRST_YEAR:
            reasons.append((column, "before_2010"))
        if column != "beräknad_utskrivning" and value > now:
            reasons.append((column, "in_future"))
    discharged = values["discharged_at"]
    if discharged is not None:
        drawn_on = extracted_on or default_extract_date(discharged.strftime("%Y-%m"), now.date())
        if discharged.date() > drawn_on:
            reasons.append(("utskriven", "discharged_after_extract"))
    return reasons


def district_reasons(values: Mapping[str, Any], seen_on: date | None) -> list[tuple[str | None, str]]:
    """A district outside Stockholm, or one not valid when the patient left (or at the extract)."""
    district, code = values["district"], values["municipality_code"]
    if district is None or code is None:
        return []
    if code != "0180" or district not in DISTRICTS:
        return [("stadsdelsområde", "district")]
    discharged = values["discharged_at"]
    day = discharged.date() if discharged is not None else seen_on
    first, last = DISTRICTS[district]
    if day is not None and not first <= day <= last:
        return [("stadsdelsområde", "district")]
    return []


def keep_one_of_each(valid: list[tuple[int, Episode]], result: Intake) -> None:
    """Of the same episode id the later registered stays, on a tie the last row."""
    kept: dict[str, tuple[int, Episode]] = {}
    for number, episode in valid:
        before = kept.get(episode.episode_id)
        if before is not None and before[1].registered_at > episode.registered_at:
            result.rejected.append((number, "vårdtillfälle", "duplicate"))
            continue
        if before is not None:
            result.rejected.append((before[0], "vårdtillfälle", "duplicate"))
        kept[episode.episode_id] = (number, episode)
    result.accepted = [episode for _, episode in sorted(kept.values(), key=lambda pair: pair[0])]
    result.rejected.sort(key=lambda rejection: (rejection[0], rejection[1] or "", rejection[2]))
