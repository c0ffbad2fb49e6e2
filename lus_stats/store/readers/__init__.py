"""Files as they come, split into rows of text cells; what the cells mean is the importer's."""

from lus_stats.store.readers.kinds import read
from lus_stats.store.readers.reading import Reading
from lus_stats.store.readers.sheet import Origin, Sheet

__all__ = ["Origin", "Reading", "Sheet", "read"]
