"""Why an episode is, or is not, charged, and what else hangs on it: Markdown sentences from plain values."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from lus_stats.text import numbers
from lus_stats.text.explaining import day
from lus_stats.vocabulary import Model, Outcome


def mean_sentence(group: Mapping[str, Any]) -> str:
    """The month's mean and which side of the threshold it lies on.

    Needs: model, month, mean_ready_days, ready_days, episodes_in_mean, threshold_tenths, liable.
    """
    if group["model"] == Model.INDIVIDUAL:
        return "Villkoren prövar varje vårdtillfälle för sig, utan medelvärde för månaden."
    month, mean, limit = numbers.month_name(group["month"]), group["mean_ready_days"], group["threshold_tenths"]
    if mean is None:
        return f"Inget vårdtillfälle ingår i kommunens medelvärde i {month}."
    basis = f"{numbers.days(group['ready_days'])} på {numbers.episodes(group['episodes_in_mean'])}"
    place = side(mean, limit, group["liable"])
    return f"Kommunens medelvärde i {month} är **{numbers.mean_beside(mean, limit)}** ({basis}), {place}."


def side(mean: float, threshold_tenths: int, liable: bool) -> str:
    """`över 3,0`, `inte över 3,0`, or `precis på 3,0 och alltså inte över`."""
    limit = numbers.threshold(threshold_tenths)
    if liable:
        return f"över {limit}"
    return f"precis på {limit} och alltså inte över" if numbers.is_at(mean, threshold_tenths) else f"inte över {limit}"


def priced(days: Sequence[Mapping[str, Any]]) -> str:
    """Charged days at their years' amounts: `2 × 7 800 kr + 1 × 8 200 kr = 23 800 kr (…)`.

    Needs (each day): amount_sek, amount_status, regulation, invented.
    """
    years: dict[tuple[Any, ...], int] = {}
    for one in days:
        price = (one["amount_sek"], one["amount_status"], one["regulation"], one["invented"])
        years[price] = years.get(price, 0) + 1
    named = (_source(status, regulation, invented) for _, status, regulation, invented in years)
    sources = "; ".join(dict.fromkeys(named))
    if any(amount is None for amount, *_ in years):
        return f"**{numbers.days(len(days))}, belopp saknas** ({sources})"
    terms = " + ".join(f"{count} × {numbers.kronor(price[0])}" for price, count in years.items())
    total = sum(price[0] * count for price, count in years.items())
    return f"**{terms}{f' = {numbers.kronor(total)}' if len(days) > 1 else ''}** ({sources})"


def _source(status: Any, regulation: str, invented: bool) -> str:
    mark = "demobelopp" if invented else {"unconfirmed": "obekräftat", "entered": "angivet"}.get(str(status), "")
    return regulation if not mark or mark in regulation.lower() else f"{regulation}, {mark}"


def charge_sentence(
    outcome: Outcome,
    charged: Sequence[Mapping[str, Any]],
    ready_days: int,
    free_days: int | None,
    unmet: Sequence[str],
    *,
    liable: bool,
) -> str:
    """What follows for the episode. `charged` are the days after the free ones; `unmet` the criteria's labels.

    Needs (each day): number, amount_sek, amount_status, regulation, invented.
    """
    which = numbers.numbers_of_days(charged[0]["number"], charged[-1]["number"]) if charged else ""
    failing = _failing(unmet)
    match outcome:
        case Outcome.BILLED:
            return f"Därför debiteras {which}: {priced(charged)}."
        case Outcome.CRITERIA_UNMET if free_days is None:
            return f"{numbers.capitalised(failing)}, så vårdtillfället räknas inte i medelvärdet."
        case Outcome.CRITERIA_UNMET:
            return f"{numbers.capitalised(which)} debiteras ändå inte, för {failing}. Det stoppar {priced(charged)}."
        case Outcome.MEAN_NOT_OVER_THRESHOLD:
            return f"Därför debiteras inget, trots {numbers.days(len(charged))} efter fristen."
        case Outcome.WITHIN_FREE_DAYS:
            frist = numbers.days(free_days or 0)
            return f"Vårdtillfället har {numbers.days(ready_days)} och fristen är {frist}, så inget debiteras."
        case Outcome.IN_MEAN if liable:
            return "Kommunen betalar medelvärdets överskjutande dagar; raden har inga egna kronor."
        case Outcome.IN_MEAN:
            return "Därför debiteras inget."
    return "Därför räknas det varken i medelvärdet eller på fakturan."


def _failing(unmet: Sequence[str]) -> str:
    named = [f"”{label}”" for label in unmet]
    if len(named) == 1:
        return f"kriteriet {named[0]} är inte uppfyllt"
    return f"kriterierna {numbers.listed(named)} är inte uppfyllda" if named else ""


def late_sentence(registered_on: date, late_after: date) -> str:
    """Why an episode came too late."""
    return (
        f"Vårdtillfället registrerades **{day(registered_on, late_after)}**, efter att underlaget frystes "
        f"{numbers.day(late_after)} {late_after.year}."
    )


def without_sentence(
    *,
    group: Mapping[str, Any],
    mean: float | None,
    liable: bool,
    in_mean: bool,
    no_longer_billed: Sequence[str],
    newly_billed: Sequence[str],
    change_sek: int | None,
) -> str:
    """What else moves if this line falls away. `mean` is the new one; `change_sek` the municipality's whole sum.

    `no_longer_billed` and `newly_billed` are the other lines' ids.
    """
    said = [_new_mean(group, mean, liable, in_mean)] if group["model"] != Model.INDIVIDUAL else []
    if no_longer_billed:
        said.append(f"{_other_rows(no_longer_billed)} debiteras inte längre ({numbers.shortened(no_longer_billed)})")
    if newly_billed:
        said.append(f"{_other_rows(newly_billed)} börjar debiteras ({numbers.shortened(newly_billed)})")
    if not no_longer_billed and not newly_billed and group["model"] != Model.MEAN_EXCESS:
        said.append("ingen annan rad ändras")
    if change_sek:
        said.append(f"kommunen betalar {numbers.kronor(abs(change_sek))} {'mindre' if change_sek < 0 else 'mer'}")
    return f"Om den här raden föll bort: {' · '.join(said)}"


def _new_mean(group: Mapping[str, Any], mean: float | None, liable: bool, in_mean: bool) -> str:
    if not in_mean:
        return "medelvärdet ändras inte"
    if mean is None:
        return "inget vårdtillfälle blir kvar i medelvärdet"
    limit = group["threshold_tenths"]
    turn = {(True, True): "fortfarande ", (False, True): "nu ", (False, False): "fortfarande "}
    place = "inte längre över " + numbers.threshold(limit)
    if liable or not group["liable"]:
        place = turn[group["liable"], liable] + side(mean, limit, liable)
    return f"medelvärdet blir {numbers.mean_beside(mean, limit)}, {place}"


def _other_rows(names: Sequence[str]) -> str:
    return numbers.counted(len(names), "annan rad", "andra rader")


def standing(extract: Mapping[str, Any]) -> str:
    """What a revision is to the bill. Needs: basis, late_after."""
    if extract["basis"]:
        return "underlag för fakturering"
    return "preliminär" if extract["late_after"] is None else "inte underlag för fakturering"
