"""The questions the command line and the pages both ask, answered in one place so that their figures are the same."""

from lus_stats.answers.bill import Bill, bill
from lus_stats.answers.breakdowns import criteria_combinations, criteria_gaps, criteria_states, hospitals, stay_lengths
from lus_stats.answers.comparison import Comparison, ComparisonQuestion, compare
from lus_stats.answers.comparisons import comparisons, months_to_compare
from lus_stats.answers.explain import explain
from lus_stats.answers.explain_lines import explain_line, explain_lines
from lus_stats.answers.explanation import CRITERION_SWEDISH, CriterionState, DayState, Explanation
from lus_stats.answers.history import HistoryQuestion, history
from lus_stats.answers.pooling import POOLS
from lus_stats.answers.question import Question
from lus_stats.answers.scenarios import scenario, scenario_names
from lus_stats.answers.spread import spread
from lus_stats.answers.statistics import Statistics, family_cells, statistics
from lus_stats.answers.statistics_question import BY, Grouping, StatisticsQuestion
from lus_stats.answers.stays import still_in_hospital
from lus_stats.answers.waterfall import blocked, waterfall
from lus_stats.answers.what_if import WhatIf, WhatIfQuestion, what_if
from lus_stats.answers.what_if_lines import what_if_lines

__all__ = [
    "BY",
    "CRITERION_SWEDISH",
    "POOLS",
    "Bill",
    "Comparison",
    "ComparisonQuestion",
    "CriterionState",
    "DayState",
    "Explanation",
    "Grouping",
    "HistoryQuestion",
    "Question",
    "Statistics",
    "StatisticsQuestion",
    "WhatIf",
    "WhatIfQuestion",
    "bill",
    "blocked",
    "compare",
    "comparisons",
    "criteria_combinations",
    "criteria_gaps",
    "criteria_states",
    "explain",
    "explain_line",
    "explain_lines",
    "family_cells",
    "history",
    "hospitals",
    "months_to_compare",
    "scenario",
    "scenario_names",
    "spread",
    "statistics",
    "stay_lengths",
    "still_in_hospital",
    "waterfall",
    "what_if",
    "what_if_lines",
]
