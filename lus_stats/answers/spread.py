"""How a county's ready days are spread: what the chance of a unit's mean is worked out from."""

import polars as pl

from lus_stats import months
from lus_stats.answers.history import HistoryQuestion
from lus_stats.answers.question import cells
from lus_stats.derive import complete
from lus_stats.rules import load, terms_table
from lus_stats.rules.table import as_of
from lus_stats.store import DataFolder, asked_of_the_store


@asked_of_the_store
def spread(folder: DataFolder, question: HistoryQuestion) -> pl.DataFrame:
    """How many of the county's episodes, all months together, had each number of ready days, on the newest revisions.

    Shape: one row per care form and number of days that occurs: care_form, value, count.
    """
    rules = load(folder.rules_folders)
    rules.check_month(question.counted_as_of, question.agreement)
    asked = tuple(months.span(question.first, question.last))
    extracts = folder.store.extracts("newest", months=asked, counties=(question.county,))
    selection = as_of(question.counted_as_of, question.agreement)
    terms = terms_table(rules, cells(extracts), selection, question.changes)
    episodes = complete(folder.store.scan(extracts), terms, extracts)
    counted = episodes.group_by("care_form", value=pl.col("ready_days").cast(pl.Int64))
    return counted.agg(count=pl.len().cast(pl.Int64)).sort("care_form", "value").collect()
