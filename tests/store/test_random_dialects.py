"""Random rows in a random dress: whatever the file, the importer and the oracle agree on every row."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lus_stats import store
from lus_stats.schema import FIELDS
from lus_stats.store import FileReport, Incoming
from tests.conftest import SOAK
from tests.generate import HEADERS, Row
from tests.oracle.episode import Episode
from tests.oracle.errors import OracleRefused
from tests.oracle.intake import Intake, intake
from tests.store import trial
from tests.store.dialects import Dialect, dialects
from tests.store.material import NOW
from tests.store.test_against_the_oracle import DAYS, MOMENTS, OTHERS
from tests.strategies import small_months

EXTRACTS = [None, date(2021, 3, 31), date(2026, 11, 20)]
TEXTS = ['Östra; "nya" sjukhuset, avd. 3', "rad\nbruten", "=1+1", "'", "1|2\t3", "å" * 300]


@st.composite
def spoiled_rows(draw: st.DrawFn) -> list[Row]:
    """A small month's rows, some cells replaced and some rows blank."""
    _, rows = draw(small_months(at_most=8))
    spoilings = st.tuples(st.integers(0, len(rows) - 1), st.sampled_from([*HEADERS, "sjukhus", "blank"]))
    for place, header in draw(st.lists(spoilings, max_size=8)):
        if header == "blank":
            rows[place] = dict.fromkeys(HEADERS, "")
        else:
            rows[place] = rows[place] | {header: draw(st.sampled_from(pool(header)))}
    return rows


def pool(header: str) -> list[str]:
    """Texts for a column, sound and not."""
    if header == "sjukhus":
        return TEXTS
    return OTHERS.get(header) or (DAYS if header == "beräknad_utskrivning" else MOMENTS)


@given(rows=spoiled_rows(), dialect=dialects, extracted_on=st.sampled_from(EXTRACTS))
@settings(max_examples=2_000 if SOAK else 30, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_the_dress_the_rows_are_those_of_the_oracle(
    rows: list[Row], dialect: Dialect, extracted_on: date | None
) -> None:
    with TemporaryDirectory() as base:
        folder = store.open_data(Path(base) / "data")
        incoming = Incoming(dialect.name, dialect.rendered(rows))
        (report,) = store.import_files(
            folder, [incoming], mapping=dialect.mapping, extracted_on=extracted_on, max_rejected=1.0, now=NOW
        ).files
        check(report, expected(rows, extracted_on), dialect, Path(base))


def expected(rows: list[Row], extracted_on: date | None) -> Intake | None:
    """What the oracle makes of the rows; None where it refuses them."""
    try:
        return intake(rows, extracted_on, NOW)
    except OracleRefused:
        return None


def check(report: FileReport, theirs: Intake | None, dialect: Dialect, base: Path) -> None:
    """The report and the stored rows are the oracle's."""
    if theirs is None:
        assert report.refused is not None
        assert "uttagets datum" in report.refused
        return
    assert report.refused is None, report.refused
    assert report.accepted + report.rejected == theirs.rows
    shift = dialect.first_row - 1
    said = Counter(report.rejected_rows.select("row", "column").rows())
    assert said == Counter((row + shift, column and dialect.said(column)) for row, column, _ in theirs.rejected), (
        report.rejected_rows.rows()
    )
    trial.check_rejected_file(report)
    assert stored(base) == sorted(map(values, theirs.accepted))


def values(episode: Episode) -> str:
    """An episode as one text."""
    return json.dumps([getattr(episode, field.name) for field in FIELDS], default=str)


def stored(base: Path) -> list[str]:
    """Every stored episode as one text."""
    frames = [pl.read_parquet(path) for path in base.rglob("*.parquet")]
    return sorted(values(Episode(**row)) for frame in frames for row in frame.select(f.name for f in FIELDS).to_dicts())
