"""Files that somebody takes home, as bytes: built from frames, read by a spreadsheet."""

from lus_stats.exports.rejected import RejectedFile, rejected_workbook

__all__ = ["RejectedFile", "rejected_workbook"]
