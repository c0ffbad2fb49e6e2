"""`lus explain`: one episode day by day, with every criterion."""

from collections.abc import Iterator
from typing import Any, Final

from lus_stats import months
from lus_stats.answers import Explanation, explain
from lus_stats.answers.explanation import ReadyDay, TriedCriterion
from lus_stats.answers.told import day_said
from lus_stats.cli.output import Format, chosen_format, note, write_csv, write_json, write_markdown, write_table
from lus_stats.cli.pricing import EXTRACT, group_json, line_json
from lus_stats.geography import municipality_name
from lus_stats.rules import parse_changes
from lus_stats.store import open_data
from lus_stats.text import numbers
from lus_stats.text.marking import plain

_FACTS: Final = ("admitted_at", "ready_at", "ready_notice_at", "discharged_at", "registered_at")
_DAY: Final = ("day", "number", "state", "amount_sek", "amount_status", "regulation")


def run(data: str, episode_id: str, agreement: str | None, settings: list[str], output: str) -> None:
    """Answer and write.

    Errors: WrongCall for a format there is not; as answers.explain.
    """
    how = chosen_format(output)
    changes = parse_changes(settings)
    answer = explain(open_data(data), episode_id, agreement, changes)
    for sentence in answer.ignored:
        note(sentence)
    for place in answer.elsewhere:
        note(f"Samma beteckning finns också i: {place}.")
    if how == Format.JSON:
        write_json(as_json(answer))
    elif how == Format.CSV:
        write_csv(_DAY, [vars(day) for day in answer.days])
    else:
        _write(answer)


def as_json(answer: Explanation) -> dict[str, Any]:
    """The whole explanation; a line and a group as `lus bill` has them."""
    line, terms = answer.line, answer.terms
    month = None if answer.group is None else months.key(line["month"])
    return {
        "episode_id": answer.episode_id,
        "month": month,
        "demo": answer.demo,
        "in_hospital": answer.group is None,
        "municipality_code": line["municipality_code"],
        "municipality": municipality_name(line["municipality_code"]),
        "district": line["district"],
        "care_form": line["care_form"],
        "hospital": line["hospital"],
        "track": line["track"],
        "agreement": answer.agreement.key,
        "terms_from": terms.valid_from,
        "terms": _terms(answer),
        "extract": {key: answer.extract[key] for key in EXTRACT},
        **{key: line[key] for key in _FACTS},
        "clock_at": line["ready_notice_at"] or line["ready_at"],
        "first_ready_on": line["first_ready_on"],
        "ready_days": line["ready_days"],
        "first_liable_on": line.get("first_liable_on"),
        "days": [{key: getattr(day, key) for key in _DAY} for day in answer.days],
        "criteria": [_criterion(one) for one in answer.criteria],
        "line": None if answer.group is None else line_json(line),
        "group": None if answer.group is None else group_json(answer.group),
        "without": None if answer.without is None else vars(answer.without),
        "sentences": [plain(sentence) for sentence in _sentences(answer)],
    }


def _terms(answer: Explanation) -> dict[str, Any]:
    terms = answer.terms
    return {
        "model": terms.model,
        "threshold_days": None if terms.threshold_tenths is None else terms.threshold_tenths / 10,
        "free_days": terms.free_days,
        "cutoff": terms.cutoff,
        "discharge_day_counts": terms.discharge_day_counts,
        "mean_population": terms.mean_population,
        "criteria": terms.criteria,
    }


def _criterion(one: TriedCriterion) -> dict[str, Any]:
    criterion = one.criterion
    said = {"key": criterion.key, "label": criterion.label, "party": criterion.party, "state": one.state}
    return said | {"facts": one.facts, "paragraph": criterion.paragraph, "source": criterion.source}


def _sentences(answer: Explanation) -> Iterator[str]:
    yield answer.clock_sentence
    yield answer.outcome_sentence
    if answer.without_sentence:
        yield answer.without_sentence


def _write(answer: Explanation) -> None:
    """The card, as text."""
    title = " · ".join((f"**{answer.title}**", *answer.marks))
    write_markdown([title, answer.place_line, "", answer.clock_sentence, ""])
    if answer.days:
        write_table("", ("Dag", "Datum", ""), map(_day, answer.days), ("Dag",))
    write_markdown([f"**{answer.criteria_title}**"])
    if answer.criteria:
        write_table("", ("Kriterium", "", "Paragraf"), map(_tried, answer.criteria))
    write_markdown([answer.outcome_sentence, *filter(None, [answer.without_sentence]), answer.source_line])


def _day(day: ReadyDay) -> tuple[str, ...]:
    return str(day.number), f"{numbers.day(day.day)} {day.day.year}", day_said(day)


def _tried(one: TriedCriterion) -> tuple[str, ...]:
    return one.criterion.label, one.words, one.criterion.paragraph
