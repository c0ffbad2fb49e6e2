"""`python -m lus_stats.cli` is `lus`."""

from lus_stats.cli.entry import main

main()
