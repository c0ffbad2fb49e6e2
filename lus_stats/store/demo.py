"""Demo data out of the way, so that new can be written."""

from lus_stats.errors import Refused
from lus_stats.store.folder import DataFolder
from lus_stats.store.footer import read_footer
from lus_stats.store.layout import listing, stored


def remove_demo(folder: DataFolder) -> None:
    """Remove the demo store, whatever version wrote it, and the demo's rejected rows and import log.

    Errors: Refused where a file in it does not say of itself that it is invented, or cannot be read.
    """
    demo = folder.for_demo()
    root = demo.store.root
    if not all(read_footer(root.address(found.file)).demo for found in stored(listing(root))):
        raise Refused(f"{root} innehåller riktiga data och tas inte bort. Flytta dem därifrån först.")
    for leftover in (root, demo.rejected, demo.log):
        leftover.clear()
