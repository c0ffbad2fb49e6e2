"""`lus months --diff`: what differs between two revisions of a month, and what it would have moved."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from lus_stats import months
from lus_stats.answers import ComparisonQuestion, compare, comparisons, months_to_compare
from lus_stats.cli import differing_rows, differing_tables
from lus_stats.cli.measuring import chosen_care_form
from lus_stats.cli.options import whole
from lus_stats.cli.output import Format, chosen_format, note, write_csv, write_json
from lus_stats.errors import WrongCall
from lus_stats.geography import check_county
from lus_stats.rules import Changes, load, parse_changes
from lus_stats.store import DataFolder, open_data
from lus_stats.vocabulary import CareForm


@dataclass(frozen=True)
class Asked:
    """What the options ask: every month that has come again, or one month's two revisions."""

    month: date | None
    county: str | None
    care_form: CareForm | None
    before: int | None
    after: int | None
    agreement: str | None
    changes: Changes


def asked(
    month: str | None,
    county: str | None,
    care_form: str | None,
    before: str | None,
    after: str | None,
    agreement: str | None,
    settings: list[str],
) -> Asked:
    """The question that the options ask.

    Errors: WrongCall.
    """
    if month is None and (before is not None or after is not None):
        raise WrongCall("--from och --to gäller en månads versioner. Ange månaden med --month.")
    if county is not None:
        check_county(county)
    return Asked(
        None if month is None else months.parse(month),
        county,
        None if care_form is None else chosen_care_form(care_form),
        None if before is None else whole(before, "--from"),
        None if after is None else whole(after, "--to"),
        agreement,
        parse_changes(settings),
    )


def run(data: str, asked: Asked, output: str) -> None:
    """Answer and write.

    Errors: WrongCall for a format or an agreement there is not; as answers.compare.
    """
    how = chosen_format(output)
    folder = open_data(data)
    load(folder.rules_folders).first_month(asked.agreement)  # an agreement there is not is a wrong call in any month
    if asked.month is None:
        _write_overview(folder, asked, how)
    else:
        _write_month(folder, asked, asked.month, how)


def _write_overview(folder: DataFolder, asked: Asked, how: Format) -> None:
    found = comparisons(folder, asked.county, asked.agreement, asked.changes)
    if asked.care_form is not None:
        found = found.filter(pl.col("care_form") == asked.care_form)
    if found.is_empty():
        note("Ingen månad har en senare version än sitt underlag.")
    if how == Format.JSON:
        rows = [differing_rows.overview(row) for row in found.to_dicts()]
        write_json({"demo": folder.store.is_demo, "comparisons": rows})
    elif how == Format.CSV:
        write_csv(differing_rows.OVERVIEW, differing_rows.overview_csv(found))
    else:
        differing_tables.write_overview(found, demo=folder.store.is_demo)


def _write_month(folder: DataFolder, asked: Asked, month: date, how: Format) -> None:
    sides, terms = (asked.before, asked.after), (asked.agreement, asked.changes)
    cells = months_to_compare(folder, month, asked.county, asked.care_form, *sides)
    answers = [compare(folder, ComparisonQuestion(county, month, form, *sides, *terms)) for county, form in cells]
    for sentence in dict.fromkeys(said for answer in answers for said in answer.ignored):
        note(sentence)
    if not answers:
        note(f"Ingen senare version än underlaget finns för {months.key(month)}.")
    if how == Format.JSON:
        said = {"month": months.key(month), "demo": folder.store.is_demo}
        write_json(said | {"comparisons": [differing_rows.as_json(answer) for answer in answers]})
    elif how == Format.CSV:
        write_csv(differing_rows.COLUMNS, [row for answer in answers for row in differing_rows.as_csv(answer)])
    else:
        for answer in answers:
            differing_tables.write_month(answer)
