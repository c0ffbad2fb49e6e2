"""What-if as data: terms changed for one question, and put on any terms."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import time
from typing import Any

from lus_stats.rules.agreement_file import USED_BY
from lus_stats.rules.model import Terms
from lus_stats.vocabulary import MeanPopulation


@dataclass(frozen=True)
class Changes:
    """The terms the reader has changed; None leaves a term as it is. Hashable, so that it can key a cache.

    `cutoff` is a tuple because "no cutoff" is a value of its own: `(None,)`.
    """

    threshold_tenths: int | None = None
    free_days: int | None = None
    cutoff: tuple[time | None] | None = None
    discharge_day_counts: bool | None = None
    mean_population: MeanPopulation | None = None
    criteria: tuple[str, ...] | None = None
    amount_sek: int | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) is not None for field in fields(self))

    def unused_by(self, terms: Terms) -> list[str]:
        """The changed terms that a model has no use for, as `--set` names them."""
        unused = {"threshold_days", "free_days", "mean_population"} - set(USED_BY[terms.model])
        return sorted(key for key in unused if getattr(self, attribute(key)) is not None)

    def on(self, terms: Terms) -> Terms:
        """The terms with the changes that their model uses."""
        changed: dict[str, Any] = {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if field.name not in ("amount_sek", "cutoff") and getattr(self, field.name) is not None
        }
        for key in self.unused_by(terms):
            changed.pop(attribute(key))
        if self.cutoff is not None:
            changed["cutoff"] = self.cutoff[0]
        return replace(terms, **changed)

    @property
    def terms(self) -> tuple[str, ...]:
        """The changed terms, as `--set` names them and in its order."""
        return tuple(key for key in SETTABLE if getattr(self, attribute(key)) is not None)

    def only(self, keys: Collection[str]) -> "Changes":
        """Of these changes those of the terms named."""
        return Changes(**{attribute(key): getattr(self, attribute(key)) for key in SETTABLE if key in keys})

    def beyond(self, terms: Terms) -> "Changes":
        """What of these changes makes the terms others than they are; one that the model has no use for stays."""
        unused, changed = self.unused_by(terms), self.on(terms)
        same = (key for key in self.terms if key != "amount_sek" and key not in unused)
        idle = {key for key in same if getattr(changed, attribute(key)) == getattr(terms, attribute(key))}
        return self.only([key for key in self.terms if key not in idle])


NO_CHANGES = Changes()
SETTABLE = (
    "threshold_days",
    "free_days",
    "cutoff",
    "discharge_day_counts",
    "mean_population",
    "criteria",
    "amount_sek",
)


def attribute(key: str) -> str:
    """The field of `Changes`, and of `Terms`, that holds a term `--set` names so."""
    return "threshold_tenths" if key == "threshold_days" else key
