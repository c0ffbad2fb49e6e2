"""The lines of one municipality's bill explained: one of them, or all in one pass."""

from typing import Any

import polars as pl

from lus_stats import months
from lus_stats.answers.bill import Bill
from lus_stats.answers.explanation import Explanation
from lus_stats.answers.question import Question
from lus_stats.answers.trial import by_year, numbered_days, recorded, tried_criteria
from lus_stats.answers.without import without
from lus_stats.errors import Refused
from lus_stats.rules import load
from lus_stats.rules.table import in_force
from lus_stats.store import DataFolder, asked_of_the_store
from lus_stats.vocabulary import CareForm


@asked_of_the_store
def explain_line(
    folder: DataFolder,
    answer: Bill,
    question: Question,
    episode_id: str,
    care_form: str | None = None,
    elsewhere: tuple[str, ...] = (),
) -> Explanation:
    """One line of a bill. `question` is the one that the bill answers, of one municipality.

    Errors: Refused where the bill has no such line.
    """
    lines = answer.lines.filter(pl.col("episode_id") == episode_id)
    if care_form is not None:
        lines = lines.filter(pl.col("care_form") == care_form)
    if lines.is_empty():
        raise Refused(f"Vårdtillfället {episode_id!r} finns inte bland raderna för {months.key(answer.month)}.")
    (explained,) = _explained(folder, answer, question, lines.head(1), elsewhere)
    return explained


@asked_of_the_store
def explain_lines(
    folder: DataFolder, answer: Bill, question: Question, municipality: str, care_form: str
) -> tuple[Explanation, ...]:
    """Every line of one municipality and care form, in the bill's order."""
    return _explained(folder, answer, question, answer.lines_of(municipality, care_form))


def _explained(
    folder: DataFolder, answer: Bill, question: Question, lines: pl.DataFrame, elsewhere: tuple[str, ...] = ()
) -> tuple[Explanation, ...]:
    """Lines of one municipality and care form."""
    if lines.is_empty():
        return ()
    rules = load(folder.rules_folders)
    priced = by_year(answer.amounts)
    first = lines.row(0, named=True)
    group = answer.groups.filter(_of(first, "municipality_code", "care_form"))
    said = group.row(0, named=True)
    extract = answer.extracts.filter(_of(first, "county", "care_form")).row(0, named=True)
    agreed, own = in_force(question.agreement)(rules, first["county"], answer.month, CareForm(first["care_form"]))
    terms = question.changes.on(own)
    left = without(answer.lines_of(first["municipality_code"], first["care_form"]), group, answer.amounts)
    return tuple(
        Explanation(
            line=line,
            group=said,
            extract=extract,
            demo=answer.demo,
            agreement=agreed,
            terms=terms,
            days=tuple(numbered_days(line, priced)),
            criteria=tuple(tried_criteria(line, terms.criteria)),
            without=left[line["episode_id"]],
            ignored=answer.ignored,
            elsewhere=elsewhere,
        )
        for line in lines.with_columns(recorded=recorded()).to_dicts()
    )


def _of(line: dict[str, Any], *names: str) -> pl.Expr:
    """The rows that share some columns' values with a line."""
    return pl.all_horizontal(pl.col(name) == line[name] for name in names)
