"""What each filter's widget holds of a view."""

from typing import Any

from lus_stats.ui.filters import Filters


def values_of(chosen: Filters) -> dict[str, Any]:
    """Each widget's value, by its word in the address."""
    return {
        "som": chosen.viewer.key,
        "manad": chosen.month,
        "lan": chosen.county,
        "vardform": chosen.care_form,
        "enligt": chosen.agreement,
        "kommun": chosen.municipality,
        "stadsdelar": chosen.districts,
        "grans": chosen.changes.threshold_tenths,
        "utfall": chosen.outcome,
        "indikator": chosen.indicator,
        "period": chosen.pool,
        "jamfor": chosen.compared,
        "axlar": chosen.axes,
    }
