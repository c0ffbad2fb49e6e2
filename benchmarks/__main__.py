"""Generate the episodes, ask every contender in turn, hold the answers against each other, print the figures."""

import argparse
import json
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Final

import polars as pl

from benchmarks import episodes, report
from benchmarks.compare import assert_same
from benchmarks.report import say
from benchmarks.worker import CONTENDERS

WARM_ROWS: Final = 50_000
TEN_TIMES_ROUNDS: Final = 3
ROOT: Final = Path(__file__).parents[1]
OF_THE_APP: Final = ("browser", "pages", "readers", "what_if")  # loaded only then: the engine has no use for a browser


def main() -> None:
    """Run the benchmark.

    Errors: AssertionError where two contenders disagree.
    """
    chosen = arguments()
    with tempfile.TemporaryDirectory(prefix="lus-bench-") as scratch:
        folder = chosen.folder or Path(scratch)
        say(
            f"{chosen.rows:,} episodes, {episodes.YEARS} years; {chosen.repeat} rounds; {pl.thread_pool_size()} threads"
        )
        runs = all_contenders(folder, chosen.rows, chosen.repeat)
        if chosen.ten_times:
            larger = generated(folder, chosen.rows * 10)
            runs["ten"] = [measure("engine", larger, folder) for _ in range(min(chosen.repeat, TEN_TIMES_ROUNDS))]
        for line in report.lines(runs):
            say(line)


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--repeat", type=int, default=5, help="rounds; each contender runs once in each")
    parser.add_argument(
        "--ten-times", action=argparse.BooleanOptionalAction, default=True, help="and ten times the rows"
    )
    parser.add_argument("--folder", type=Path, help="keep the generated files here (otherwise they are removed)")
    return parser.parse_args()


def all_contenders(folder: Path, rows: int, repeat: int) -> dict[str, list[dict[str, float]]]:
    """Ask all contenders, round by round, and hold the first round's answers against each other."""
    source = generated(folder, rows)
    runs: dict[str, list[dict[str, float]]] = {contender: [] for contender in CONTENDERS}
    for number in range(repeat):
        for contender, rounds in runs.items():
            rounds.append(measure(contender, source, folder, keep=number == 0))
    ours, *others = (pl.read_parquet(folder / f"{name}.parquet") for name in ("engine", "duckdb", "pandas"))
    for theirs in others:
        assert_same(ours, theirs)
    say(f"All three agree on {ours.height:,} groups and {ours['amount_sek'].sum():,} kr\n")
    return runs


def generated(folder: Path, rows: int) -> Path:
    """The folder of that many episodes, generated where it is not there."""
    return episodes.write(folder / f"{rows}-episodes", rows)


def measure(contender: str, source: Path, folder: Path, keep: bool = False) -> dict[str, float]:
    """One measurement in a process of its own, so that no contender inherits another's memory."""
    answer = [folder / f"{contender}.parquet"] if keep else []
    command = [sys.executable, "-m", "benchmarks.worker", contender, source, generated(folder, WARM_ROWS), *answer]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in OF_THE_APP:
        import_module(f"benchmarks.{sys.argv.pop(1)}").main()
    else:
        main()
