"""Files with cells spoiled at random: the importer and the oracle, which share no code, agree on every row."""

from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import polars as pl
import pytest

from lus_stats.schema import FIELDS
from lus_stats.store.readers import read
from lus_stats.store.validation import validated
from tests.generate import HEADERS, Row, episodes, write_csv
from tests.oracle.cells import DATES
from tests.oracle.intake import intake
from tests.store.material import NOW

MOMENTS = [
    "2009-12-31 23:59", "2010-01-01 00:00", "2020-03-06 23:59", "2020-03-07 00:00", "2026-11-20 12:00",
    "2026-11-20 12:00:01", "2026-11-21 00:00", "2020-02-30 10:00", "2020-02-04T10:00:00", "2020-02-04 24:00",
    "2020-02-04", "2020-02-04 10", "okänt", "", " ",
]  # fmt: skip
DAYS = ["2009-12-31", "2010-01-01", "2030-01-01", "2020-02-30", "2020-02-04 10:00", "04/02/2020", "", " 2020-02-04 "]
OTHERS = {
    "vårdtillfälle": ["", " ", "samma", "samma", "samma "],
    "kommunkod": ["", "180", "0180", "9999", "999", "1880 ", "18800", "x"],
    "stadsdelsområde": ["", "Bromma", "Älvsjö", "Hägersten - älvsjö", "Järva", "NORRMALM", "Gamla stan"],
    "vårdform": ["", "Somatisk", "PSYKIATRISK ", "somatic"],
    "sjukhus": ["", " Östra "],
    "spår": ["", "GRÖN", " blå", "gro\u0308n", "lila"],
    "sip_krävs": ["", "Ja", "oklart"],
    "hemgångsklar": ["NEJ", "1"],
    "öppenvård_tillgänglig": ["oklart", "Nej", "kanske"],
}


def spoiled(rows: list[Row], rng: Random) -> list[Row]:
    """Every third row with one to four cells replaced."""
    for row in rows:
        if rng.random() < 0.35:
            for header in rng.sample(HEADERS, rng.choice([1, 1, 2, 4])):
                pool = OTHERS.get(header) or (DAYS if header == "beräknad_utskrivning" else MOMENTS)
                row[header] = rng.choice(pool)
    return rows


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("extracted_on", [None, date(2020, 3, 6), date(2026, 11, 20)])
def test_the_importer_and_the_oracle_agree_on_every_row(tmp_path: Path, seed: int, extracted_on: date | None) -> None:
    rows = spoiled(episodes(400, seed), Random(seed))
    for row in rows:
        if extracted_on is None and row["utskriven"].strip() == "":
            row["utskriven"] = "2020-02-04 10:00"
    ours = validated(read(write_csv(rows, tmp_path / "a.csv").read_bytes(), "a.csv"), NOW, extracted_on)
    theirs = intake(rows, extracted_on, NOW)

    assert ours.rows == theirs.rows
    said = Counter(ours.reasons.select("row", "column").rows())
    assert said == Counter((row, column) for row, column, _ in theirs.rejected)
    names = [field.name for field in FIELDS]
    assert ours.episodes.select(names).rows() == [
        tuple(getattr(episode, name) for name in names) for episode in theirs.accepted
    ]
    assert len(theirs.rejected_rows) > 50
    assert ours.restored["rows"].sum() == len(theirs.restored)


def test_the_spoiling_reaches_every_column() -> None:
    assert set(OTHERS) | set(DATES) == set(HEADERS)
    assert pl.DataFrame(spoiled(episodes(50, 1), Random(1))).height == 50
