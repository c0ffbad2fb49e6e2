"""The demo data of all these tests, made once."""

import pytest

from lus_stats import store
from lus_stats.demo import invent
from lus_stats.store import Batch, DataFolder
from tests.attack.asking import LAST, MONTHS, NOW


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """The demo data, with all its small municipalities."""
    folder = store.open_data(tmp_path_factory.mktemp("attacked") / "data")
    batches = [Batch(one.name, one.rows, one.extracted_on) for one in invent(LAST, MONTHS, 1, NOW)]
    store.import_frames(folder, batches, max_rejected=1.0, demo=True, now=NOW)
    return folder.for_demo()
