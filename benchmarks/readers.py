"""Many readers at once: `python -m benchmarks readers`.

Each is a socket of its own that opens a link and then clicks every five seconds: mostly another month, the newer the
oftener (`--evenly`: each of two years' as often), at times the other care form, agreement or page. A click counts from
the message sent until the server's word that the script has finished, by the readers' clock; they share the machine's
cores with the server. Whoever has the same address must see the same page; on Fakturaunderlag whoever also has the
same line open and the same rows before them, which no address says (ui/row_picker).
"""

import asyncio
import random
import re
import time
from itertools import zip_longest
from statistics import median
from typing import Final, NamedTuple

from benchmarks.app import data_folder, options, serving, worked
from benchmarks.report import held, say
from tests.browser.wire import Reader, reading

LINKS: Final = (
    "som=region-18&lan=18",
    "som=network-18&lan=18",
    "som=municipality-1880&lan=18",
    "som=region-01&lan=01",
    "som=network-01&lan=01",
    "som=municipality-0180&lan=01",
)
PAGES: Final = ("laget", "kommun", "kriterier", "trender", "fakturering", "fakturaunderlag")
OTHER: Final = {"Vårdform": ("Somatisk", "Psykiatrisk"), "Räknas enligt": ("Länets egna villkor", "Lagen")}
OPEN: Final = re.compile(r'<article class="episode"><h2>.*?</h2>|<tbody><tr[^>]*><th.*?</th>')
MONTHS: Final = 24  # the newest ones, which people look at


class Click(NamedTuple):
    """What was changed, and how long its page took."""

    what: str
    seconds: float
    received: int


class Crowd:
    """Readers who click, and what they all have seen."""

    def __init__(self, every: float, until: float, *, evenly: bool) -> None:
        """Each clicks once in `every` seconds, until that moment of the clock; on months `evenly`, or on newer ones."""
        self.every, self.until, self.evenly = every, until, evenly
        self.clicks: list[Click] = []
        self.seen: dict[tuple[str, ...], list[str]] = {}
        self.differing: dict[tuple[str, ...], str] = {}

    async def read(self, address: str, number: int) -> None:
        """One reader's visit."""
        chance = random.Random(number)
        await asyncio.sleep(chance.uniform(0, 4 * self.every))
        async with reading(address, PAGES[number % len(PAGES)], LINKS[number % len(LINKS)]) as reader:
            while time.monotonic() < self.until:
                await asyncio.sleep(chance.uniform(0.5, 1.5) * self.every)
                before = reader.received
                what = await click(reader, chance, evenly=self.evenly)
                self.clicks.append(Click(what, reader.seconds, reader.received - before))
                self.compare(reader)

    def compare(self, reader: Reader) -> None:
        """Hold what is shown against what the first reader of that address, with the same line open, saw."""
        words = reader.words()
        own = OPEN.findall(words) if reader.page == "fakturaunderlag" else []
        place, shown = (reader.page, reader.query, *own), words.split("\n")
        first = self.seen.setdefault(place, shown)
        if first != shown:
            pairs = zip_longest(first, shown, fillvalue="")
            self.differing[place] = next(f"{one[:400]}\n{other[:400]}" for one, other in pairs if one != other)


async def click(reader: Reader, chance: random.Random, *, evenly: bool) -> str:
    """Seven of ten times another month, twice another filter, once another page."""
    drawn = chance.random()
    if drawn < 0.1:
        await reader.turn_to(chance.choice([page for page in PAGES if page != reader.page]))
        return "page"
    label = chance.choice(list(OTHER)) if drawn < 0.3 else "Månad"
    if not (options := others(reader, label)):  # an agreement that this reader may not choose
        label, options = "Månad", others(reader, "Månad")
    weights = None if evenly or label != "Månad" else [1 / at for at, _ in enumerate(options, 1)]
    await reader.choose(label, chance.choices(options, weights)[0])
    return "month" if label == "Månad" else "other filter"


def others(reader: Reader, label: str) -> list[str]:
    """What else there is in a list, of what people look at."""
    held = reader.lists[label]
    listed = [one for one in held.options if one in OTHER[label]] if label in OTHER else held.options[:MONTHS]
    return [one for one in listed if one != held.raw_value]


async def crowd(address: str, readers: int, met: Crowd) -> None:
    """All of them at once."""
    await asyncio.gather(*(met.read(address, number) for number in range(readers)))


def main() -> None:
    """Measure, and print the figures beside the targets."""
    parser = options("readers", __doc__)
    parser.add_argument("--count", type=int, default=80)
    parser.add_argument("--every", type=float, default=5.0, help="seconds between one reader's clicks")
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--evenly", action="store_true", help="as many clicks on an old month as on a new one")
    chosen = parser.parse_args()
    with data_folder(chosen.data) as data, serving(data) as (address, server):
        spent, begun = worked(server), time.monotonic()
        met = Crowd(chosen.every, begun + chosen.seconds, evenly=chosen.evenly)
        asyncio.run(crowd(address, chosen.count, met))
        busy = (worked(server) - spent) / (time.monotonic() - begun)
        report(met, busy, server.memory_info().rss / 1e6)


def report(met: Crowd, busy: float, resident_mb: float) -> None:
    """The clicks by kind, then the targets."""
    say(f"{'':14}{'clicks':>8}{'median':>10}{'p95':>10}{'slowest':>10}{'received':>12}")
    for what in [*sorted({one.what for one in met.clicks}), "all"]:
        some = [one for one in met.clicks if what in {one.what, "all"}]
        took = sorted(one.seconds * 1000 for one in some)
        moved = median(one.received for one in some) / 1000
        say(f"{what:14}{len(some):8}{median(took):7.0f} ms{p95(took):7.0f} ms{took[-1]:7.0f} ms{moved:9.0f} kB")
    say(f"\nserver: {busy:.2f} cores, {resident_mb:.0f} MB; {len(met.seen)} different pages\n")
    held("ms per click, p95", p95(sorted(one.seconds * 1000 for one in met.clicks)), 500)
    held("pages that two readers saw differently", len(met.differing), 0)
    for place, first in met.differing.items():
        say(f"{'?'.join(place[:2])}\n{first}")


def p95(ordered: list[float]) -> float:
    """What 19 of 20 lie at or under."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
