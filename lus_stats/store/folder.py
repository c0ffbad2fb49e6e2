"""The data folder: its real store, its demo store, and which of them is read."""

from dataclasses import dataclass, field
from pathlib import Path

from lus_stats.errors import Refused
from lus_stats.store.catalogue import Store


@dataclass(frozen=True)
class DataFolder:
    """A data folder and the store in it that is read; demo data has a store of its own and never mixes with real."""

    root: Path
    store: Store = field()

    @property
    def home(self) -> Path:
        """The folder the store lies in: the data folder, or its `demo/`."""
        return self.store.root.parent

    @property
    def rejected(self) -> Path:
        """Where rejected rows are written."""
        return self.home / "rejected"

    @property
    def rules_folders(self) -> tuple[Path, ...]:
        """Where rules lie that go over the shipped ones, the strongest last; the demo's amounts only with its rows."""
        return tuple(dict.fromkeys((self.home / "rules", self.root / "rules")))

    def for_demo(self) -> "DataFolder":
        """The same folder, its demo store read."""
        return DataFolder(self.root, Store(self.root / "demo" / "store"))

    def for_real(self) -> "DataFolder":
        """The same folder, its real store read."""
        return DataFolder(self.root, Store(self.root / "store"))


def open_data(data: str | Path) -> DataFolder:
    """The data folder: its real store where that holds anything, else the demo store, else the empty real one.

    Errors: Refused for an address that is no folder of this machine.
    """
    if "://" in str(data):
        raise Refused(
            f"Data på {str(data).partition('://')[0]}:// kan inte läsas än. Ange en mapp, med --data eller LUS_DATA."
        )
    root = Path(data).absolute()
    if root.exists() and not root.is_dir():
        raise Refused(f"{root} är en fil. Ange en mapp, med --data eller LUS_DATA.")
    real = DataFolder(root, Store(root / "store"))
    if real.store.is_empty and not real.for_demo().store.is_empty:
        return real.for_demo()
    return real
