"""Several readers of one process at once: each sees what it would have seen alone."""

import asyncio
from contextlib import AsyncExitStack
from typing import Final

import pytest

from tests.browser.wire import Reader, reading
from tests.coroutines import in_a_thread_of_its_own

pytestmark = pytest.mark.browser

LINKS: Final = (
    ("laget", "som=region-18&lan=18&vardform=somatic"),
    ("laget", "som=network-18&lan=18&vardform=psychiatric"),
    ("kommun", "som=municipality-1880&lan=18&kommun=1880"),
    ("kriterier", "som=network-18&lan=18"),
    ("fakturering", "som=network-18&lan=18&grans=2.5"),
    ("fakturaunderlag", "som=municipality-1880&lan=18&kommun=1880"),
)
MONTHS: Final = (1, 2, 0)


async def clicked(reader: Reader) -> list[str]:
    """What a reader sees who looks at some months one after another."""
    seen = []
    for at in MONTHS:
        await reader.choose("Månad", reader.lists["Månad"].options[at])
        seen.append(f"{reader.query}\n{reader.words()}")
    return seen


async def alone(address: str, page: str, query: str) -> list[str]:
    """The only reader there is."""
    async with reading(address, page, query) as reader:
        return await clicked(reader)


async def at_once(address: str) -> list[list[str]]:
    """All of them, click by click at the same time."""
    async with AsyncExitStack() as open_pages:
        readers = [await open_pages.enter_async_context(reading(address, *link)) for link in LINKS]
        return await asyncio.gather(*(clicked(reader) for reader in readers))


def test_no_reader_sees_another_s_choice_or_data(fresh_app: str) -> None:
    together = in_a_thread_of_its_own(at_once(fresh_app))
    each = [in_a_thread_of_its_own(alone(fresh_app, *link)) for link in LINKS]
    assert together == each
    assert len({tuple(seen) for seen in each}) == len(LINKS)
    assert all(len(set(seen)) == len(MONTHS) for seen in each), "a click changed nothing"
