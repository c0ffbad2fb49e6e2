"""Stores under the eyes of readers."""

import shutil
from multiprocessing.connection import Connection
from pathlib import Path

from tests.store.crash.children import Look
from tests.store.crash.material import Material

READERS = 2


class Stage:
    """Data folders that hold the first import, one after another, each under the readers' eyes."""

    def __init__(self, base: Path, material: Material, readers: list[Connection]) -> None:
        self.base, self.material, self.readers = base, material, readers
        self.looks: list[Look] = []

    def raised(self) -> Path:
        """A new one; the readers turn to it."""
        data = self.base / "data"
        shutil.copytree(self.base / "first/data", data)
        self._tell(str(data))
        return data

    def struck(self) -> None:
        """The readers leave it and say what they saw; nothing may have been wrong."""
        self._tell("")
        for reader in self.readers:
            self.looks.append(reader.recv())
            assert self.looks[-1].wrong is None, self.looks[-1].wrong
        shutil.rmtree(self.base / "data")

    def _tell(self, what: str) -> None:
        for reader in self.readers:
            reader.send(what)
