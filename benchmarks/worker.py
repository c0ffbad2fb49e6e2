"""One measurement in a process of its own: `python -m benchmarks.worker CONTENDER FOLDER WARM ANSWER`."""

import gc
import json
import resource
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Final

from benchmarks.question import rules

CONTENDERS: Final = {
    "engine": ("benchmarks.with_engine", "answer"),
    "duckdb": ("benchmarks.with_duckdb", "answer"),
    "pandas": ("benchmarks.with_pandas", "answer"),
    "decode": ("benchmarks.with_engine", "decode"),
}


def measure(contender: str, folder: Path, warm: Path, answer: Path | None) -> dict[str, float]:
    """Time one contender from Parquet to answer, after a first turn on a few rows has loaded its libraries.

    Unit: seconds by the clock, seconds of all threads' work, and MB at most in memory at any time.
    """
    module, function = CONTENDERS[contender]
    ask = getattr(import_module(module), function)
    tables = rules()
    ask(warm, tables)
    gc.collect()
    started, worked = time.perf_counter(), time.process_time()
    found = ask(folder, tables)
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - worked
    peak = peak_mb()
    if answer is not None:
        found.write_parquet(answer)
    return {"seconds": seconds, "cpu_seconds": cpu_seconds, "peak_mb": peak}


def peak_mb() -> float:
    """The most memory this process has held; Linux counts the parent too in `ru_maxrss`, so that comes second."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    contender, folder, warm, *answer = sys.argv[1:]
    measured = measure(contender, Path(folder), Path(warm), Path(answer[0]) if answer else None)
    sys.stdout.write(json.dumps(measured))
