"""The data folder: its real store, its demo store, and which of them is read."""

from dataclasses import dataclass
from pathlib import Path

from lus_stats.store.catalogue import Store
from lus_stats.store.places import Place, place_at


@dataclass(frozen=True)
class DataFolder:
    """A data folder and the store in it that is read; demo data has a store of its own and never mixes with real."""

    place: Place
    store: Store

    @property
    def home(self) -> Place:
        """Where the store lies: the data folder, or its `demo/`."""
        return self.place if self.store == self.for_real().store else self.place.below("demo")

    @property
    def rejected(self) -> Place:
        """Where rejected rows are written."""
        return self.home.below("rejected")

    @property
    def log(self) -> Place:
        """Where each import leaves its entry."""
        return self.home.below("log")

    @property
    def rules_folders(self) -> tuple[Path, ...]:
        """Where rules lie that go over the shipped ones, the strongest last; the demo's amounts only with its rows."""
        return tuple(dict.fromkeys((self.home.folder("rules"), self.place.folder("rules"))))

    @property
    def mappings(self) -> Path:
        """Where own mappings lie."""
        return self.place.folder("mappings")

    @property
    def scenarios(self) -> Path:
        """Where kept scenarios lie: changed terms under a name."""
        return self.place.folder("scenarios")

    def for_demo(self) -> "DataFolder":
        """The same folder, its demo store read."""
        return DataFolder(self.place, Store(self.place.below("demo").below("store")))

    def for_real(self) -> "DataFolder":
        """The same folder, its real store read."""
        return DataFolder(self.place, Store(self.place.below("store")))


def open_data(data: str | Path) -> DataFolder:
    """The data folder: its real store where that holds anything, else the demo store, else the empty real one.

    Errors: Refused for an address that is neither a folder nor a bucket, or does not answer.
    """
    place = place_at(data)
    real = DataFolder(place, Store(place.below("store")))
    if real.store.is_empty and not real.for_demo().store.is_empty:
        return real.for_demo()
    return real
