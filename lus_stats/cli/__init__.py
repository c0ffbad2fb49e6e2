"""The command line `lus`: the same questions and figures as the pages, for operators, scheduled jobs and checks."""

from lus_stats.cli.entry import main

__all__ = ["main"]
