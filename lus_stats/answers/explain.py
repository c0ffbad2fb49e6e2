"""One episode explained, from the store: its days, its criteria, its part in the month."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import polars as pl

from lus_stats import months
from lus_stats.answers.bill import on_extracts
from lus_stats.answers.explain_lines import explain_line
from lus_stats.answers.explanation import Explanation
from lus_stats.answers.question import Question, ignored_changes
from lus_stats.answers.stays import still_in_hospital
from lus_stats.answers.trial import by_year, numbered_days, recorded, tried_criteria
from lus_stats.errors import Refused
from lus_stats.geography import county_name
from lus_stats.prepare import with_prepared
from lus_stats.rules import NO_CHANGES, Changes, amounts_table, load
from lus_stats.rules.table import in_force
from lus_stats.schema import FIELDS
from lus_stats.store import DataFolder, asked_of_the_store, find_episode
from lus_stats.vocabulary import SWEDISH, CareForm


@asked_of_the_store
def explain(
    folder: DataFolder, episode_id: str, agreement: str | None = None, changes: Changes = NO_CHANGES
) -> Explanation:
    """One episode, wherever in the store it lies: in the newest month that has it, on the frozen basis.

    Errors: Refused for an id that the store does not hold, and for what `bill` refuses.
    """
    places = find_episode(folder.store, episode_id)
    if places.is_empty():
        raise Refused(
            f"Vårdtillfället {episode_id!r} finns inte bland de inlästa. Kontrollera stavningen; stora och små "
            "bokstäver skiljer. `lus months` visar vilka månader som är inlästa."
        )
    first = _preferred(places)
    elsewhere = tuple(_place_said(place) for place in _others(places, first))
    if first["month"] is None:
        return _waiting(folder, episode_id, first, agreement, changes, elsewhere)
    municipality = _municipality(folder, episode_id, first)
    question = Question(first["month"], None, municipality, agreement, changes)
    answer = on_extracts(folder, question, places.filter(_is_place(first)))
    return explain_line(folder, answer, question, episode_id, first["care_form"], elsewhere)


def _preferred(places: pl.DataFrame) -> dict[str, Any]:
    """The newest month's frozen basis, else its highest revision; a month before patients still in hospital."""
    newest = places.filter(pl.col("month") == pl.col("month").max())
    candidates = places if newest.is_empty() else newest.sort("basis", "revision", descending=True)
    return candidates.row(0, named=True)


def _others(places: pl.DataFrame, first: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The other months, counties and care forms that hold the same id."""
    cells = places.select("county", "month", "care_form").unique(maintain_order=True)
    return [cell for cell in cells.to_dicts() if any(cell[key] != first[key] for key in cell)]


def _is_place(place: Mapping[str, Any]) -> pl.Expr:
    return pl.all_horizontal(pl.col(key) == place[key] for key in ("county", "month", "care_form", "revision"))


def _place_said(place: Mapping[str, Any]) -> str:
    when = "kvar på sjukhus" if place["month"] is None else months.key(place["month"])
    return f"{county_name(place['county'])}, {SWEDISH[CareForm(place['care_form'])]} vård, {when}"


def _municipality(folder: DataFolder, episode_id: str, place: dict[str, Any]) -> str:
    extract = pl.DataFrame([{key: place[key] for key in ("county", "month", "care_form", "revision")}])
    rows = folder.store.scan(extract, "episode_id", "municipality_code").filter(pl.col("episode_id") == episode_id)
    return str(rows.collect()["municipality_code"][0])


def _waiting(
    folder: DataFolder,
    episode_id: str,
    place: Mapping[str, Any],
    agreement: str | None,
    changes: Changes,
    elsewhere: tuple[str, ...],
) -> Explanation:
    """A patient still in hospital, as if discharged at the end of the extract's day."""
    month = months.month_of(place["extracted_on"])
    rules = load(folder.rules_folders)
    rules.check_month(month, agreement)
    rows = folder.store.in_hospital().filter(pl.col("episode_id") == episode_id).collect()
    question = Question(month, None, rows["municipality_code"][0], agreement, changes)
    patient = still_in_hospital(folder, question).filter(pl.col("episode_id") == episode_id).head(1)
    line = patient.row(0, named=True)
    selection, care_form = in_force(agreement), CareForm(line["care_form"])
    agreed, terms = selection(rules, line["county"], month, care_form)
    return Explanation(
        line=line,
        group=None,
        extract=dict(place),
        demo=folder.store.is_demo,
        agreement=agreed,
        terms=changes.on(terms),
        days=tuple(numbered_days(line, by_year(amounts_table(rules, month.year + 1, changes)))),
        criteria=tuple(tried_criteria(_as_discharged(patient, place["extracted_on"]), changes.on(terms).criteria)),
        without=None,
        ignored=tuple(ignored_changes(rules, [(line["county"], month, care_form)], selection, changes)),
        elsewhere=elsewhere,
    )


def _as_discharged(patient: pl.DataFrame, extracted_on: date) -> dict[str, Any]:
    """The patient's facts as they stand at the extract, for the criteria that look at the discharge."""
    end = datetime.combine(extracted_on, time(23, 59, 59))
    facts = patient.lazy().select(field.name for field in FIELDS).with_columns(discharged_at=pl.lit(end))
    prepared = with_prepared(facts).collect().with_columns(patient["exempt"])
    return prepared.with_columns(recorded=recorded()).row(0, named=True)
