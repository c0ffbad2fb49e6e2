"""`lus bill`: the month's outcome, in groups and lines."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from lus_stats import months
from lus_stats.answers import Bill, Question, bill, scenario
from lus_stats.cli import pricing_tables
from lus_stats.cli.options import whole
from lus_stats.cli.output import Format, chosen_format, note, write_csv, write_json
from lus_stats.errors import WrongCall
from lus_stats.geography import municipality_name
from lus_stats.rules import parse_changes
from lus_stats.store import DataFolder, open_data
from lus_stats.vocabulary import SWEDISH, Model, State

EXTRACT: Final = ("county", "care_form", "revision", "extracted_on", "basis", "late_after")
GROUP: Final = (
    "municipality_code",
    "municipality",
    "care_form",
    "agreement",
    "terms_from",
    "model",
    "episodes",
    "episodes_in_mean",
    "ready_days",
    "mean_ready_days",
    "threshold_days",
    "liable",
    "headroom_days",
    "billed_episodes",
    "billed_days",
    "amount_sek",
    "amount_status",
    "blocked_days",
    "blocked_sek",
)
LINE: Final = (
    "episode_id",
    "municipality_code",
    "district",
    "care_form",
    "ready_days",
    "free_days",
    "billed_days",
    "amount_sek",
    "amount_status",
    "outcome",
    "unmet_criteria",
    "pivotal",
)
_MAY_BE_BLANK: Final = ("district",)


def question(
    month: str, municipality: str | None, agreement: str | None, settings: list[str], revision: str | None = None
) -> Question:
    """The question that the options ask.

    Errors: WrongCall.
    """
    number = None if revision is None else whole(revision, "--revision")
    return Question(months.parse(month), None, municipality, agreement, parse_changes(settings), number)


def under(folder: DataFolder, asked: Question, name: str) -> Question:
    """The same question under a scenario's terms, whose name is said.  # D132

    Errors: WrongCall beside --set or --agreement; as answers.scenario.
    """
    if asked.changes or asked.agreement:
        raise WrongCall("Ett scenario anger alla villkor: ta bort --set och --agreement, eller --scenario.")
    found = scenario(folder, name)
    note(f"Scenario: {found.name}. {found.description}".strip())
    return replace(asked, agreement=found.agreement, changes=found.changes)


def run(data: str, asked: Question, output: str, under_scenario: str | None = None) -> None:
    """Answer and write.

    Errors: WrongCall for a format there is not; as answers.bill and `under`.
    """
    how, folder = chosen_format(output), open_data(data)
    answer = bill(folder, asked if under_scenario is None else under(folder, asked, under_scenario))
    for sentence in (*answer.changed, *answer.ignored):
        note(sentence)
    if how == Format.JSON:
        write_json(as_json(answer))
    elif how == Format.CSV:
        write_csv(list(dict.fromkeys(("part", *GROUP, *LINE))), rows(answer))
    else:
        pricing_tables.write(answer, every_line=asked.municipality is not None)


def as_json(answer: Bill) -> dict[str, Any]:
    """The answer as cli.md has it."""
    return {
        "month": months.key(answer.month),
        "demo": answer.demo,
        "extracts": answer.extracts.select(EXTRACT).to_dicts(),
        "groups": [group_json(row) for row in answer.groups.to_dicts()],
        "lines": [line_json(row) for row in answer.lines.to_dicts()],
    }


def group_json(row: Mapping[str, Any]) -> dict[str, Any]:
    """One municipality and care form as cli.md has it; days are whole but for a mean's excess."""
    tenths = row["billed_tenths"]
    said = dict(row) | {
        "municipality": municipality_name(row["municipality_code"]),
        "threshold_days": _in_days(row["threshold_tenths"]),
        "headroom_days": _in_days(row["headroom_tenths"]),
        "billed_days": tenths / 10 if row["model"] == Model.MEAN_EXCESS else tenths // 10,
    }
    return {key: said[key] for key in GROUP}


def line_json(row: Mapping[str, Any]) -> dict[str, Any]:
    """One episode as cli.md has it."""
    return {key: row[key] for key in LINE}


def rows(answer: Bill) -> list[dict[str, Any]]:
    """Groups and then lines as rows of one table, where `part` says which a row is (D27)."""
    groups = [{"part": "groups"} | _spelled_out(group_json(row), row) for row in answer.groups.to_dicts()]
    lines = [{"part": "lines"} | _spelled_out(line_json(row), row) for row in answer.lines.to_dicts()]
    return groups + lines


def _in_days(tenths: int | None) -> float | None:
    return None if tenths is None else tenths / 10


def _spelled_out(said: dict[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with the word for what is not there: missing, or not applicable under the terms."""
    whole_group = "billed_tenths" in row
    without = _NO_MEAN if row["model"] == Model.INDIVIDUAL else ()
    without = _ON_THE_GROUP if row["model"] == Model.MEAN_EXCESS and not whole_group else without
    words = {
        key: SWEDISH[State.NOT_APPLICABLE if key in without else State.MISSING]
        for key, value in said.items()
        if value is None and key not in _MAY_BE_BLANK
    }
    return said | words


_NO_MEAN: Final = ("threshold_days", "mean_ready_days", "headroom_days")
_ON_THE_GROUP: Final = ("free_days", "billed_days", "amount_sek")
