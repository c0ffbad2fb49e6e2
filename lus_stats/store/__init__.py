"""The store: canonical files in, Parquet revisions kept, lazy frames out."""

from lus_stats.store.catalogue import Store
from lus_stats.store.demo import remove_demo
from lus_stats.store.folder import DataFolder, open_data
from lus_stats.store.importer import Batch, import_files, import_frames
from lus_stats.store.incoming import Incoming
from lus_stats.store.log_reading import entries as log_entries
from lus_stats.store.log_reading import faults as log_faults
from lus_stats.store.places import LocalFolder
from lus_stats.store.reading import asked_of_the_store
from lus_stats.store.report import FileReport, ImportReport, WrittenRevision
from lus_stats.store.revisions import Which
from lus_stats.store.scan import find_episode
from lus_stats.store.verify import Problem, verify

__all__ = [
    "Batch",
    "DataFolder",
    "FileReport",
    "ImportReport",
    "Incoming",
    "LocalFolder",
    "Problem",
    "Store",
    "Which",
    "WrittenRevision",
    "asked_of_the_store",
    "find_episode",
    "import_files",
    "import_frames",
    "log_entries",
    "log_faults",
    "open_data",
    "remove_demo",
    "verify",
]
