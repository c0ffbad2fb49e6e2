"""The data of all these tests, made once."""

import pytest

from tests.every_figure.material import Expected, expected_in


@pytest.fixture(scope="session")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Expected:
    """The oracle's answers, with the same rows in a folder that the pages can read."""
    return expected_in(tmp_path_factory.mktemp("every_figure"))


@pytest.fixture(autouse=True)
def _pages_read_it(expected: Expected, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUS_DATA", str(expected.folder))
