"""The lines of Fakturaunderlag: every episode of one municipality's month, as read and as a file."""

from typing import Any, Final

import polars as pl

from lus_stats.criteria import BY_KEY
from lus_stats.figures.theme import number
from lus_stats.rules import Terms
from lus_stats.text import numbers
from lus_stats.ui.tables import Column
from lus_stats.ui.views.billing_steps import SHORT
from lus_stats.vocabulary import SWEDISH, AmountStatus, Outcome, Track

PIVOTAL: Final = "avgörande"
ORDER: Final = (
    Outcome.BILLED,
    Outcome.CRITERIA_UNMET,
    Outcome.MEAN_NOT_OVER_THRESHOLD,
    Outcome.IN_MEAN,
    Outcome.WITHIN_FREE_DAYS,
    Outcome.LATE_REGISTRATION,
)
"""Which lines a controller looks at first."""

_SCHEMA: Final = {
    "episode_id": pl.String,
    "tag": pl.String,
    "outcome": pl.String,
    "ready_days": pl.Int64,
    "billed_days": pl.String,
    "sek": pl.String,
}


def in_order(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines with those that cost something first, the longest first among them.

    Needs: billing.lines.
    """
    place = pl.col("outcome").cast(pl.String).replace_strict({one.value: at for at, one in enumerate(ORDER)})
    return lines.sort(place, -pl.col("ready_days"), "episode_id")


def read(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines in words: episode_id, tag, outcome, ready_days, billed_days, sek."""
    return pl.DataFrame([_read(row) for row in lines.select(_NEEDED).to_dicts()], schema=_SCHEMA)


_NEEDED: Final = ("episode_id", "pivotal", "outcome", "unmet_criteria", "ready_days", "billed_days", "amount_sek")


def labels(lines: pl.DataFrame) -> dict[str, str]:
    """Each line's name in the list to choose from, by its id: `K-4533 · 4 dagar · debiteras`."""
    outcome = pl.col("outcome").cast(pl.String).replace({one.value: SWEDISH[one] for one in Outcome})
    days = pl.when(pl.col("ready_days") == 1).then(pl.lit("dag")).otherwise(pl.lit("dagar"))
    said = pl.format("{} · {} {} · {}", "episode_id", "ready_days", days, outcome)
    return dict(lines.select("episode_id", said.alias("said")).iter_rows())


def _read(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "episode_id": row["episode_id"],
        "tag": PIVOTAL if row["pivotal"] else None,
        "outcome": _outcome(row["outcome"], row["unmet_criteria"]),
        "ready_days": row["ready_days"],
        "billed_days": "–" if row["billed_days"] is None else number(row["billed_days"]),
        "sek": _kronor(row["billed_days"], row["amount_sek"]),
    }


def _outcome(outcome: str, unmet: list[str]) -> str:
    if outcome != Outcome.CRITERIA_UNMET:
        return SWEDISH[Outcome(outcome)]
    return f"stoppas: {', '.join(SHORT[key].lower().replace('sip', 'SIP') for key in unmet)}"


def _kronor(billed_days: int | None, amount_sek: int | None) -> str:
    """Unknown kronor are said; a line of a month that is billed as a whole has none."""
    if billed_days is None:
        return "–"
    return numbers.kronor(None) if amount_sek is None else number(amount_sek)


def columns(terms: Terms, mark: str | None) -> tuple[Column, ...]:
    """The table's columns; `mark` is said of all the kronor."""
    single = (
        Column("billed_days", "Debiteras", "figure"),
        Column("sek", f"Kronor ({mark})" if mark else "Kronor", "figure"),
    )
    return (
        Column("episode_id", "Vårdtillfälle", tag="tag"),
        Column("ready_days", "Dagar", "count"),
        *(single if terms.free_days is not None else ()),
        Column("outcome", "Utfall"),
    )


def file_rows(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines as a file keeps them: plain values and Swedish words."""
    statuses = {status.value: SWEDISH[status] for status in AmountStatus}
    criteria = {key: criterion.label for key, criterion in BY_KEY.items()}
    return lines.with_columns(
        outcome=pl.col("outcome").cast(pl.String).replace({one.value: SWEDISH[one] for one in Outcome}),
        track=pl.col("track").cast(pl.String).replace({one.value: SWEDISH[one] for one in Track}),
        status=pl.col("amount_status").cast(pl.String).replace(statuses),
        unmet=pl.col("unmet_criteria").list.eval(pl.element().replace(criteria)).list.join(", "),
    )


FILE_COLUMNS: Final = (
    Column("episode_id", "Vårdtillfälle"),
    Column("municipality_code", "Kommunkod"),
    Column("district", "Stadsdelsområde"),
    Column("hospital", "Sjukhus"),
    Column("track", "Spår"),
    Column("first_ready_on", "Första dag"),
    Column("last_ready_on", "Sista dag"),
    Column("ready_days", "Utskrivningsklara dagar"),
    Column("free_days", "Fristdagar"),
    Column("outcome", "Utfall"),
    Column("unmet", "Ouppfyllda kriterier"),
    Column("billed_days", "Debiterade dagar"),
    Column("amount_sek", "Debiteras, kronor"),
    Column("blocked_days", "Stoppade dagar"),
    Column("blocked_sek", "Stoppat, kronor"),
    Column("status", "Beloppets status"),
    Column("pivotal", "Avgörande"),
)
