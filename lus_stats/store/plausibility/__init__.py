"""What looks odd about rows that are accepted: nothing is rejected for it, and somebody should look (D63)."""

from lus_stats.store.plausibility.judging import Judged, judged

__all__ = ["Judged", "judged"]
