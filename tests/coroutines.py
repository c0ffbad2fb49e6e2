"""Coroutines run from tests that are not coroutines themselves."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Found = TypeVar("Found")


def in_a_thread_of_its_own(coroutine: Coroutine[Any, Any, Found]) -> Found:
    """Run it to its end: Playwright's own loop runs in a worker's thread from the first browser test it is given."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()
