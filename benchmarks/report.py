"""What was measured, as a table; and which targets held."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Final, NamedTuple

Runs = Mapping[str, Sequence[Mapping[str, float]]]
"""Per contender, what each round measured."""

LABELS: Final = {
    "engine": "lus_stats (Polars)",
    "duckdb": "DuckDB SQL, rules joined",
    "pandas": "pandas",
    "decode": "only decoding the columns",
    "ten": "lus_stats, ten times the rows",
}


class Target(NamedTuple):
    """A ratio between two contenders, and where it should lie."""

    label: str
    over: str
    under: str
    figure: str
    at_least: float | None = None
    at_most: float | None = None

    def held(self, ratio: float) -> bool:
        """Whether the ratio lies where it should."""
        return ratio >= (self.at_least or 0) and (self.at_most is None or ratio <= self.at_most)


TARGETS: Final = (
    Target("times as fast as pandas", "pandas", "engine", "seconds", at_least=8),
    Target("times as fast as DuckDB with the rules joined", "duckdb", "engine", "seconds", at_least=1),
    Target("times the time of only decoding the columns", "engine", "decode", "seconds", at_most=4),
    Target("of pandas' peak memory", "engine", "pandas", "peak_mb", at_most=1 / 3),
    Target("times the time for ten times the rows", "ten", "engine", "seconds", at_most=12),
    Target("times the memory for ten times the rows", "ten", "engine", "peak_mb", at_most=2),
)


def lines(runs: Runs) -> Iterator[str]:
    """The medians of each contender, then each target with its ratio.

    What all threads worked tells a busy machine from a slow contender: it hardly moves with the neighbours.
    """
    yield f"{'':32}{'median':>10}{'fastest':>10}{'all threads':>13}{'peak memory':>14}"
    for contender, rounds in runs.items():
        seconds = [one["seconds"] for one in rounds]
        peak = median(one["peak_mb"] for one in rounds)
        work = median(one["cpu_seconds"] for one in rounds)
        yield f"{LABELS[contender]:32}{median(seconds):8.3f} s{min(seconds):8.3f} s{work:11.3f} s{peak:11.0f} MB"
    yield ""
    for target in TARGETS:
        if target.over in runs and target.under in runs:
            value = ratio(runs, target)
            bound = f"≥ {target.at_least:g}" if target.at_least else f"≤ {target.at_most:.3g}"
            yield f"{'held  ' if target.held(value) else 'MISSED'}  {value:6.2f} {target.label} (target {bound})"


def ratio(runs: Runs, target: Target) -> float:
    """The median of the rounds' own ratios, so that a slow minute of the machine falls on both sides."""
    over, under = runs[target.over], runs[target.under]
    if len(over) != len(under):
        return median(one[target.figure] for one in over) / median(one[target.figure] for one in under)
    return median(one[target.figure] / other[target.figure] for one, other in zip(over, under, strict=True))


def held(label: str, value: float, at_most: float) -> None:
    """One figure of the app, and whether it lies where it should."""
    say(f"{'held  ' if value <= at_most else 'MISSED'}  {value:6.2f} {label} (target ≤ {at_most:g})")


def say(line: str) -> None:
    """Print a line at once, also into a pipe."""
    print(line, flush=True)  # noqa: T201 - this is what a benchmark is for
