"""The large imports, made once, and the readers of what becomes of them."""

from collections.abc import Iterator

import pytest

from tests.store.crash.children import readers
from tests.store.crash.material import Material, made
from tests.store.crash.stage import READERS, Stage


@pytest.fixture(scope="session")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """The files, and the first of them imported."""
    return made(tmp_path_factory.mktemp("crash"))


@pytest.fixture
def stage(material: Material) -> Iterator[Stage]:
    """The readers, and the folders they read."""
    with readers(READERS, material) as reading:
        yield Stage(material.first.parent, material, reading)
