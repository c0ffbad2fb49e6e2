"""The figures of one municipality's month, by the keys that the workbook's formulas name."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from lus_stats.exports.invoice import Kind, SummaryFigure, Value
from lus_stats.text import numbers
from lus_stats.vocabulary import SWEDISH, AmountStatus, Model, State

MISSING: Final = "belopp saknas"
SHADOW: Final = "Skuggfaktura (om regionen hade uppfyllt alla kriterier)"
NOT_APPLICABLE: Final = SWEDISH[State.NOT_APPLICABLE]


def figures(
    group: Mapping[str, Any] | None, met: Mapping[str, Any] | None, lines: int, model: Model
) -> Iterator[SummaryFigure]:
    """The month as billing.groups has it, the same month with every criterion met, and how many lines there are."""
    for key, label, value, kind in _figures(group or {}, met or {}, lines, model):
        yield SummaryFigure(key, label, value, kind, _said(value, kind))


def _figures(
    of: Mapping[str, Any], met: Mapping[str, Any], lines: int, model: Model
) -> Iterator[tuple[str, str, Value, Kind]]:
    no_mean = NOT_APPLICABLE if model == Model.INDIVIDUAL else "saknas"
    mean, limit, room = (of.get(name) for name in ("mean_ready_days", "threshold_tenths", "headroom_tenths"))
    yield "lines", "Vårdtillfällen, alla rader", lines, "days"
    yield "episodes", "Vårdtillfällen registrerade i tid", of.get("episodes", 0), "days"
    yield "in_mean", "Vårdtillfällen i medelvärdet", of.get("episodes_in_mean", 0), "days"
    yield "mean_days", "Utskrivningsklara dagar i medelvärdet", of.get("ready_days", 0), "days"
    yield "mean", "Medelvärde, dagar", no_mean if mean is None else mean, "mean"
    yield "limit", "Gräns, dagar", no_mean if limit is None else limit / 10, "tenths"
    yield "headroom", "Utrymme till gränsen, dagar", no_mean if room is None else room / 10, "tenths"
    yield "liable", "Över gränsen", no_mean if model == Model.INDIVIDUAL else yes(of.get("liable")), "text"
    yield "billed", "Debiterade vårdtillfällen", of.get("billed_episodes", 0), "days"
    yield "billed_days", "Debiterade dagar", *_days(of, model)
    yield "amount_sek", "Att betala, kronor", _kronor(of, "amount_sek"), "kronor"
    blocked = NOT_APPLICABLE if model == Model.MEAN_EXCESS else None
    yield "blocked_days", "Stoppade dagar", blocked or of.get("blocked_days", 0), "days"
    yield "blocked_sek", "Stoppat, kronor", blocked or _kronor(of, "blocked_sek"), "kronor"
    yield "status", "Beloppens status", SWEDISH[AmountStatus(of.get("amount_status", "confirmed"))], "text"
    yield "shadow_days", f"{SHADOW}, dagar", *_days(met, model)
    yield "shadow_sek", f"{SHADOW}, kronor", _kronor(met, "amount_sek"), "kronor"


def _days(row: Mapping[str, Any], model: Model) -> tuple[Value, Kind]:
    """Whole days, but for a mean's excess."""
    tenths: int = row.get("billed_tenths", 0)
    return (tenths / 10, "tenths") if model == Model.MEAN_EXCESS else (tenths // 10, "days")


def _said(value: Value, kind: Kind) -> str:
    if not isinstance(value, int | float):
        return str(value)
    return numbers.number(value, {"mean": 2, "tenths": 1}.get(kind, 0))


def yes(said: bool | None) -> str:
    """`ja` or `nej`."""
    return "ja" if said else "nej"


def _kronor(row: Mapping[str, Any], name: str) -> int | str:
    found = row.get(name, 0)
    return MISSING if found is None else int(found)
