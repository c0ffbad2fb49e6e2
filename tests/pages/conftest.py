"""What AppTest does anew for each app, though every app of a run would find the same."""

from collections.abc import Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner


@pytest.fixture(scope="session", autouse=True)
def installed_once() -> Iterator[None]:
    """Each app asks every installed library whether it is a component of Streamlit's: two thirds of a page's test."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield
