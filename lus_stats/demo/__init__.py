"""Demodata: invented episodes of Stockholm and Örebro counties, as files for the ordinary import.

Nobody in it exists. Its municipalities and populations are real (ungefärliga, 2023), its hospitals and amounts are not.
"""

from pathlib import Path
from typing import Final

from lus_stats.demo.batches import Batch, invent

DEMO_RULES: Final = Path(__file__).parent / "rules"
"""An overlay for `rules.load`: invented amounts ("demobelopp") for the years whose real one is unknown."""

__all__ = ["DEMO_RULES", "Batch", "invent"]
