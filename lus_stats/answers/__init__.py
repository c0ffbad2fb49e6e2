"""The questions the command line and the pages both ask, answered in one place so that their figures are the same."""

from lus_stats.answers.bill import Bill, bill
from lus_stats.answers.question import Question
from lus_stats.answers.statistics import BY, Grouping, StatisticsQuestion, statistics

__all__ = ["BY", "Bill", "Grouping", "Question", "StatisticsQuestion", "bill", "statistics"]
