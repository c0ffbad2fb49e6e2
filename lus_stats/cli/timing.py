"""`lus timetable`: when a month's extract, review and invoice are."""

from typing import Any, Final

from lus_stats import months
from lus_stats.answers.timetable import as_calendar, counties, timetable
from lus_stats.cli.options import whole
from lus_stats.cli.output import Format, chosen_format, write_csv, write_json, write_table, write_text
from lus_stats.errors import WrongCall
from lus_stats.geography import county_name
from lus_stats.rules.timetable import DatedStep
from lus_stats.store import open_data
from lus_stats.text import numbers
from lus_stats.text import timetable as words

ICS: Final = "ics"
_COLUMNS: Final = ("county", "month", "step", "label", "date", "assumed", "says", "source")
_MOST: Final = 60


def run(data: str, month: str, county: str | None, count: str, output: str) -> None:
    """Answer and write.

    Errors: WrongCall for a format, a county or a number of months there is not; as answers.timetable.
    """
    how = None if output.lower() == ICS else chosen_format(output)
    folder, first, ahead = open_data(data), months.parse(month), whole(count, "--months")
    if not 1 <= ahead <= _MOST:
        raise WrongCall(f"--months {count!r} ska vara från 1 till {_MOST}.")
    asked = (county,) if county is not None else counties(folder)
    steps = [(code, step) for code in asked for step in timetable(folder, code, first, ahead)]
    if how is None:
        write_text(as_calendar(steps, months.now()).decode())
    elif how == Format.TABLE:
        write_table("Tidtabell", ("Län", "Månad", "Steg", "Dag", "Grund"), [_read(*one) for one in steps])
    elif how == Format.JSON:
        write_json({"steps": [_row(*one) for one in steps]})
    else:
        write_csv(_COLUMNS, [_row(*one) for one in steps])


def _row(county: str, one: DatedStep) -> dict[str, Any]:
    step = one.step
    values = (county, months.key(one.month), step.key, step.label, one.day, one.is_assumed, step.says, step.source)
    return dict(zip(_COLUMNS, values, strict=True))


def _read(county: str, one: DatedStep) -> tuple[str, ...]:
    name, month = county_name(county), numbers.month_and_year(one.month)
    return name, month, one.step.label, words.day_and_year(one.day), one.step.source
