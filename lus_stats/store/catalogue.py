"""The store as its readers see it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from lus_stats.errors import Refused
from lus_stats.store import layout, revisions, scan
from lus_stats.store.places import Place
from lus_stats.store.revisions import Which


@dataclass(frozen=True)
class Store:
    """A place of revisions and snapshots; one that does not exist is an empty store."""

    root: Place

    @property
    def is_empty(self) -> bool:
        """Whether it holds neither a revision nor a snapshot."""
        return not any(layout.placed(found.name) for found in self.root.files())

    @property
    def is_demo(self) -> bool:
        """Whether every file says of itself that it is invented; an empty store is not."""
        demo = self.files()["demo"]
        return not demo.is_empty() and bool(demo.all())

    def stamp(self) -> str:
        """A text that changes as soon as the store does; cheap, from the directory alone."""
        return layout.stamp(self.root)

    def files(self) -> pl.DataFrame:
        """Every revision and snapshot with its footer.

        Shape: one row per file, as revisions.FILES.
        Errors: Refused for a file that is damaged or of another version.
        """
        return self._described(revisions.stored_files)

    def revisions(self) -> pl.DataFrame:
        """Every revision with its footer, and whether it is its month's frozen basis.

        Shape: one row per revision: county, month, care_form, revision, extracted_on, imported_at, rows, rejected,
        source, source_sha256, content_hash, demo, mapping, warnings, path, basis.
        Errors: Refused for a file that is damaged or of another version.
        """
        return self._described(revisions.stored_revisions)

    def _described(self, describe: Callable[[Place, layout.Listing], pl.DataFrame]) -> pl.DataFrame:
        """What the files say of themselves; one that went while they were read was no fault, so look again."""
        listed = layout.listing(self.root)
        while True:
            try:
                return describe(self.root, listed)
            except Refused:
                layout.look_again(self.root)
                before, listed = listed, layout.listing(self.root)
                if listed == before:
                    raise

    def extracts(
        self, which: Which, months: Sequence[date] | None = None, counties: Sequence[str] | None = None
    ) -> pl.DataFrame:
        """The revision that each county, month and care form is answered from: see `revisions.chosen`."""
        return revisions.chosen(self.revisions(), which, months, counties)

    def scan(self, extracts: pl.DataFrame, *columns: str) -> pl.LazyFrame:
        """The episodes of exactly those extracts: see `scan.episodes`."""
        return scan.episodes(self.root, extracts, columns)

    def in_hospital(self) -> pl.LazyFrame:
        """Patients still in hospital at each county's and care form's newest extract, with extracted_on."""
        return scan.in_hospital(self.files())

    def newest_complete_month(self, county: str | None = None) -> date | None:
        """The newest month with a frozen basis, of a county or of any."""
        frozen = self.revisions().filter("basis")
        if county is not None:
            frozen = frozen.filter(pl.col("county") == county)
        return frozen["month"].max()  # type: ignore[return-value]  # the column is a Date
