"""Files of the corpus damaged at random: always a report that adds up, or a refusal; never anything else."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lus_stats import store
from lus_stats.store import FileReport, Incoming
from tests.conftest import SOAK
from tests.store import trial
from tests.store.corpus import CORPUS
from tests.store.corpus.books import parts, zipped
from tests.store.material import NOW
from tests.store.trying import watchdog

LARGEST = 30_000  # bytes of a file worth damaging
TEXTS = ("cells", "encodings", "headers", "line_ends", "people", "separators")
OTHERS = ("sheets", "tables", "torn_books", "workbook_cells", "workbooks")
Damage = Callable[[bytes, bytes, Random], bytes]

__all__ = ["watchdog"]


def flipped(content: bytes, _: bytes, rng: Random) -> bytes:
    """One bit is another."""
    place = rng.randrange(len(content))
    return content[:place] + bytes([content[place] ^ (1 << rng.randrange(8))]) + content[place + 1 :]


def cut(content: bytes, _: bytes, rng: Random) -> bytes:
    """A stretch is gone: from the middle, or all that follows."""
    start = rng.randrange(len(content))
    end = rng.choice([len(content), min(len(content), start + rng.randrange(1, 200))])
    return content[:start] + content[end:]


def inserted(content: bytes, _: bytes, rng: Random) -> bytes:
    """Bytes that were not there, of the kind that matters."""
    place = rng.randrange(len(content) + 1)
    signs = [b'"', b";", b",", b"\n", b"\r", b"\0", b"\xff", b"\xc3", b"\t", b"=", b"\x1e", rng.randbytes(8)]
    return content[:place] + rng.choice(signs) * rng.choice([1, 1, 2, 50]) + content[place:]


def spliced(content: bytes, other: bytes, rng: Random) -> bytes:
    """The beginning of one file, the end of another."""
    return content[: rng.randrange(len(content) + 1)] + other[rng.randrange(len(other) + 1) :]


def doubled(content: bytes, _: bytes, rng: Random) -> bytes:
    """A stretch comes twice."""
    start = rng.randrange(len(content))
    end = min(len(content), start + rng.randrange(1, 2_000))
    return content[:end] + content[start:end] + content[end:]


def inside(damage: Damage) -> Damage:
    """The same to one file inside a zip file, packed again: its checksum is right, and a reader gets to see it."""

    def damaged(content: bytes, other: bytes, rng: Random) -> bytes:
        try:
            files = parts(content)
        except Exception:  # whatever a torn archive makes the library say
            return damage(content, other, rng)
        name = rng.choice([name for name in files if files[name]] or [""])
        return zipped(files | {name: damage(files[name], other, rng)}) if name else content

    return damaged


DAMAGES: list[Damage] = [flipped, cut, inserted, spliced, doubled]


@cache
def material(modules: tuple[str, ...]) -> list[tuple[str, bytes]]:
    """The small files of some modules, with their names."""
    cases = [case for case in CORPUS.values() if case.make.__module__.rpartition(".")[2] in modules and not case.soak]
    made = [(case.name, case.make()) for case in cases]
    return [(name, content) for name, content in made if 0 < len(content) <= LARGEST]


def tried(modules: tuple[str, ...], rng: Random, damages: list[Damage]) -> FileReport:
    """What an import says of a file damaged so."""
    files = material(modules)
    name, content = rng.choice(files)
    for damage in damages:
        how = inside(damage) if content.startswith(b"PK") and rng.random() < 0.8 else damage
        content = how(content, rng.choice(files)[1], rng) or b" "
    with TemporaryDirectory() as base:
        folder = store.open_data(Path(base) / "data")
        (report,) = store.import_files(folder, [Incoming(name, content)], max_rejected=1.0, now=NOW, dry_run=True).files
        assert not (Path(base) / "data").exists()
    return report


def check(report: FileReport) -> None:
    """The report adds up, or the refusal is one."""
    if report.refused is not None:
        trial.check_message(report.refused, report.file)
    else:
        assert report.rejected == report.rejected_rows["row"].n_unique()
        assert report.accepted == sum(written.rows for written in report.months)


drawn = (st.randoms(use_true_random=False), st.lists(st.sampled_from(DAMAGES), min_size=1, max_size=4))
hard = settings(deadline=None, suppress_health_check=list(HealthCheck))


@given(*drawn)
@settings(hard, max_examples=20_000 if SOAK else 150)
def test_a_damaged_text_file_is_reported_or_refused(rng: Random, damages: list[Damage]) -> None:
    check(tried(TEXTS, rng, damages))


@given(*drawn)
@settings(hard, max_examples=3_000 if SOAK else 12)
def test_a_damaged_workbook_or_table_is_reported_or_refused(rng: Random, damages: list[Damage]) -> None:
    check(tried(OTHERS, rng, damages))


@pytest.mark.parametrize("damage", DAMAGES)
def test_each_damage_changes_a_file(damage: Damage) -> None:
    rng = Random(1)
    assert sum(damage(b"abcdefgh" * 50, b"12345678" * 50, rng) != b"abcdefgh" * 50 for _ in range(50)) > 40
