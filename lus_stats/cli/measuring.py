"""`lus stats`: indicators, with small numbers hidden unless asked for."""

from typing import Final

import polars as pl

from lus_stats import months
from lus_stats.answers import Grouping, Statistics, StatisticsQuestion, statistics
from lus_stats.answers.holdings import only_municipalities
from lus_stats.cli.measuring_table import unit, write_figures
from lus_stats.cli.options import whole
from lus_stats.cli.output import Format, chosen_format, note, write_csv, write_json
from lus_stats.errors import WrongCall
from lus_stats.geography import county_name, municipality_name
from lus_stats.rules import parse_changes
from lus_stats.store import DataFolder, open_data
from lus_stats.vocabulary import SWEDISH, CareForm, State

_FIGURES: Final = ("care_form", "indicator", "numerator", "denominator", "value", "low", "high", "state")
_DISTRICTS: Final = {"recorded": False, "today": True}


def question(
    month: str,
    to: str | None,
    by: str,
    care_form: str | None,
    indicators: list[str],
    agreement: str | None,
    settings: list[str],
    districts: str,
    *,
    show_small: bool,
    pool: str = "1",
) -> StatisticsQuestion:
    """The question that the options ask.

    Errors: WrongCall.
    """
    return StatisticsQuestion(
        month=months.parse(month),
        last=None if to is None else months.parse(to),
        by=_grouping(by),
        care_form=None if care_form is None else chosen_care_form(care_form),
        indicators=tuple(dict.fromkeys(indicators)),
        agreement=agreement,
        changes=parse_changes(settings),
        districts_today=_today(districts),
        sees_small=show_small,
        pool=whole(pool, "--pool"),
    )


def _grouping(text: str) -> Grouping:
    words = {str(grouping): grouping for grouping in Grouping} | {
        "län": Grouping.COUNTY,
        "kommun": Grouping.MUNICIPALITY,
        "stadsdelsområde": Grouping.DISTRICT,
        "sjukhus": Grouping.HOSPITAL,
        "spår": Grouping.TRACK,
    }
    if text.lower() not in words:
        raise WrongCall(f"Nivån {text!r} finns inte. Välj bland: {', '.join(Grouping)}.")
    return words[text.lower()]


def chosen_care_form(text: str) -> CareForm:
    """A care form, in either language.

    Errors: WrongCall.
    """
    words = {str(form): form for form in CareForm} | {SWEDISH[form]: form for form in CareForm}
    if text.lower() not in words:
        raise WrongCall(f"Vårdformen {text!r} finns inte. Välj somatisk eller psykiatrisk.")
    return words[text.lower()]


def _today(text: str) -> bool:
    if text.lower() not in _DISTRICTS:
        raise WrongCall(f"Indelningen {text!r} finns inte. Välj recorded (som registrerat) eller today (dagens).")
    return _DISTRICTS[text.lower()]


def run(data: str, asked: StatisticsQuestion, output: str) -> None:
    """Answer and write.

    Errors: WrongCall for a format there is not; as answers.statistics.
    """
    how = chosen_format(output)
    folder = open_data(data)
    answer = statistics(folder, asked)
    _say(answer)
    if asked.by is not Grouping.MUNICIPALITY:
        _say_only(folder, answer)
    figures = answer.figures.filter(pl.col("state") != State.NOT_APPLICABLE)  # D12
    if how == Format.TABLE:
        write_figures(figures.to_dicts(), asked.by)
        _say_pool(asked)
        _say_source(answer)
        return
    columns = ("month", unit(asked.by), *_FIGURES, "n", *_beside(asked.by))
    rows = figures.with_columns(pl.col("month").dt.strftime("%Y-%m"), n="population").select(columns).to_dicts()
    if how == Format.JSON:
        write_json({"rows": rows})
    else:
        write_csv(columns, rows)


def _beside(by: Grouping) -> tuple[str, ...]:
    """A hospital's name may be another one's in the next county, and a track is every county's."""
    return ("county",) if by in (Grouping.HOSPITAL, Grouping.TRACK) else ()


def _say_only(folder: DataFolder, answer: Statistics) -> None:
    """Where a county's figures are one municipality's, because no other's rows are held."""
    counties = set(answer.extracts["county"])
    for code in only_municipalities(folder):
        if code[:2] in counties:
            note(f"Uppgifterna för {county_name(code[:2])} gäller bara kommunen {municipality_name(code)}.")


def _say(answer: Statistics) -> None:
    for sentence in answer.ignored:
        note(sentence)
    if answer.before_terms:
        first, last = (months.key(answer.before_terms[place]) for place in (0, -1))
        span = first if first == last else f"{first} till {last}"
        note(f"{span}: före villkorens första månad. De räknas ändå enligt samma villkor, så att serien hänger ihop.")
    left_out = answer.figures.filter(pl.col("state") == State.NOT_APPLICABLE)["indicator"].unique(maintain_order=True)
    if len(left_out):
        note(f"Ej tillämpligt under villkoren och därför inte med överallt: {', '.join(left_out)}.")


def _say_pool(asked: StatisticsQuestion) -> None:
    """What the months of the table stand for."""
    if asked.pool > 1:
        note(f"Varje rad gäller {asked.pool} månader, till och med den som står i raden.")


def _say_source(answer: Statistics) -> None:
    """Which extracts the figures rest on."""
    drawn = sorted(set(answer.extracts["extracted_on"]))
    if not drawn:
        return
    span = str(drawn[0]) if len(drawn) == 1 else f"{drawn[0]} till {drawn[-1]}"
    note(f"Räknat på den senaste versionen av varje månad, alla vårdtillfällen; uttag {span}.")
