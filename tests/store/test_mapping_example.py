"""The shipped example: through its mapping, the store holds exactly what the same rows in canonical CSV give."""

import base64
import hashlib
import hmac
import re
from pathlib import Path

import pytest
import xlsxwriter

from lus_stats.schema import HEADERS
from lus_stats.store.mapping import CANONICAL, find
from lus_stats.store.mapping.loader import parsed
from lus_stats.store.mapping.secret import VARIABLE
from tests.house.source import ROOT
from tests.store.mapping_material import contents, imported_through
from tests.store.material import csv_text
from tests.tables import drawn

KEY = "a key for the example only"
FILE = (ROOT / "docs/exempelsystem.txt").read_bytes()

# The file's rows as a person reads them; the ids are the source's own, before they are pseudonymised.
PATIENTS = """
    vårdtillfälle | kommunkod | stadsdelsområde    | vårdform    | sjukhus                | spår
    10241         | 1880      | –                  | somatisk    | Exempelsjukhuset       | gul
    10242         | 1880      | –                  | somatisk    | Exempelsjukhuset       | grön
    10255         | 1883      | –                  | somatisk    | Norra exempelkliniken  | röd
    10260         | 1885      | –                  | psykiatrisk | Exempelsjukhuset       | –
    10263         | 1880      | –                  | psykiatrisk | Exempelsjukhuset       | blå
    10270         | 1861      | –                  | somatisk    | Norra exempelkliniken  | grön
    20811         | 0180      | Kungsholmen        | somatisk    | Södra exempelsjukhuset | gul
    20812         | 0180      | Hässelby-Vällingby | somatisk    | Södra exempelsjukhuset | röd
    20820         | 0180      | Älvsjö             | psykiatrisk | Södra exempelsjukhuset | grön
    20831         | 0127      | –                  | somatisk    | Södra exempelsjukhuset | –
    20840         | 0182      | –                  | somatisk    | Södra exempelsjukhuset | gul
    20844         | 0184      | –                  | psykiatrisk | Södra exempelsjukhuset | blå
"""

BEFORE = """
    vårdtillfälle | inskriven        | inskrivningsmeddelande | beräknad_utskrivning | fast_vårdkontakt | sip_krävs
    10241         | 2020-01-25 09:30 | 2020-01-26 10:00       | 2020-02-01           | 2020-01-30 14:00 | nej
    10242         | 2020-01-27 13:15 | 2020-01-28 08:20       | 2020-02-02           | 2020-01-31 09:00 | nej
    10255         | 2020-01-29 22:05 | 2020-01-30 09:10       | 2020-02-07           | 2020-02-03 15:30 | ja
    10260         | 2020-01-02 16:40 | 2020-01-03 11:00       | 2020-02-10           | –                | ja
    10263         | 2020-01-15 08:00 | –                      | 2020-02-12           | 2020-02-11 08:30 | nej
    10270         | 2020-02-03 07:50 | 2020-02-03 12:00       | 2020-02-09           | 2020-02-07 10:15 | nej
    20811         | 2020-02-01 18:30 | 2020-02-02 09:00       | 2020-02-08           | 2020-02-06 13:00 | ja
    20812         | 2020-02-02 11:20 | 2020-02-03 08:00       | 2020-02-10           | –                | ja
    20820         | 2020-01-10 10:10 | 2020-01-11 09:30       | 2020-02-14           | 2020-02-01 11:00 | nej
    20831         | 2020-02-05 14:00 | 2020-02-06 10:00       | 2020-02-13           | 2020-02-10 10:00 | nej
    20840         | 2020-02-08 20:15 | 2020-02-09 09:45       | 2020-02-17           | 2020-02-14 16:00 | ja
    20844         | 2020-01-20 09:00 | 2020-01-20 15:00       | 2020-02-20           | –                | nej
"""

AFTER = """
    vårdtillfälle | sip_kallelse     | utskrivningsklar | underrättelse    | hemgångsklar
    10241         | –                | 2020-02-01 11:00 | 2020-02-01 11:00 | ja
    10242         | –                | 2020-02-01 13:00 | 2020-02-01 13:00 | ja
    10255         | 2020-02-04 10:00 | 2020-02-06 12:00 | 2020-02-06 12:10 | nej
    10260         | 2020-02-05 09:00 | 2020-02-10 09:45 | 2020-02-10 10:00 | ja
    10263         | –                | 2020-02-12 14:20 | 2020-02-12 14:30 | ja
    10270         | –                | 2020-02-09 10:00 | 2020-02-09 10:05 | ja
    20811         | 2020-02-06 14:00 | 2020-02-08 09:30 | 2020-02-08 09:30 | ja
    20812         | –                | 2020-02-10 15:00 | 2020-02-10 15:10 | nej
    20820         | –                | 2020-02-14 11:59 | 2020-02-14 12:01 | ja
    20831         | –                | 2020-02-13 08:45 | –                | ja
    20840         | 2020-02-14 16:10 | 2020-02-17 10:30 | 2020-02-17 10:40 | ja
    20844         | –                | 2020-02-20 13:30 | 2020-02-20 14:00 | nej
"""

OUT = """
    vårdtillfälle | öppenvård_tillgänglig | utskriven        | registrerad
    10241         | ja                    | 2020-02-04 14:00 | 2020-02-04 15:00
    10242         | ja                    | 2020-02-04 10:30 | 2020-02-04 11:00
    10255         | ja                    | 2020-02-11 13:00 | 2020-02-11 13:30
    10260         | oklart                | 2020-02-18 15:15 | 2020-02-18 15:30
    10263         | nej                   | 2020-02-14 11:00 | 2020-02-14 12:00
    10270         | ja                    | 2020-02-09 15:00 | 2020-02-09 16:45
    20811         | ja                    | 2020-02-12 10:00 | 2020-02-12 10:30
    20812         | ja                    | 2020-02-17 12:00 | 2020-02-17 13:00
    20820         | ja                    | 2020-02-20 09:00 | 2020-02-20 09:15
    20831         | oklart                | 2020-02-13 14:30 | 2020-02-14 08:10
    20840         | ja                    | 2020-02-21 13:45 | 2020-02-21 14:00
    20844         | nej                   | 2020-02-28 11:30 | 2020-02-28 12:00
"""


def canonical() -> str:
    """The same rows as the canonical CSV, each id made a pseudonym here and not by the code that is tried."""
    rows = []
    for parts in zip(drawn(PATIENTS), drawn(BEFORE), drawn(AFTER), drawn(OUT), strict=True):
        assert len({part["vårdtillfälle"] for part in parts}) == 1
        row = {key: "" if cell == "–" else cell for part in parts for key, cell in part.items()}
        assert row.keys() == HEADERS.keys()
        rows.append(row | {"vårdtillfälle": pseudonym(row["vårdtillfälle"])})
    return csv_text(rows)


def pseudonym(number: str) -> str:
    digest = hmac.new(KEY.encode(), number.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode().lower()[:26]


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, KEY)


def test_the_example_gives_the_stored_rows_of_the_canonical_file(tmp_path: Path) -> None:
    through = imported_through(tmp_path / "through", find("exempelsystem", []), FILE, "exempelsystem.txt")
    plain = imported_through(tmp_path / "plain", CANONICAL, canonical())
    assert (through.accepted, through.rejected, plain.accepted, plain.rejected) == (12, 0, 12, 0)
    held = contents(tmp_path / "through")
    assert len(held) == 4
    assert held.equals(contents(tmp_path / "plain"))


def test_it_says_that_its_rows_are_invented_and_is_in_the_encoding_it_claims() -> None:
    assert FILE.decode("iso-8859-1").splitlines()[0].endswith("alla rader är påhittade, inga riktiga patienter")
    with pytest.raises(UnicodeDecodeError):
        FILE.decode("utf-8")


def test_the_example_of_the_how_to_is_a_mapping() -> None:
    text = (ROOT / "docs/mappningar.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    mapping = parsed(example.encode(), "karolin.toml")
    assert (mapping.key, len(mapping.columns), mapping.pseudonymises) == ("karolin", 8, True)


def test_a_workbook_of_it_gives_the_same_rows(tmp_path: Path) -> None:
    """The same mapping reads the same table where Excel has made numbers of its cells."""
    book = xlsxwriter.Workbook(tmp_path / "export.xlsx")
    sheet = book.add_worksheet("Uttag")
    lines = FILE.decode("iso-8859-1").splitlines()
    headers = lines[1].split("\t")
    for row, line in enumerate(lines):
        for place, text in enumerate(line.split("\t")):
            if row > 1 and headers[place] in {"Ärendenr", "Home municipality", "Registrerad"}:
                sheet.write_number(row, place, float(text.replace(",", ".")))
            else:
                sheet.write_string(row, place, text)
    book.close()
    raw = (tmp_path / "export.xlsx").read_bytes()
    report = imported_through(tmp_path / "book", find("exempelsystem", []), raw, "export.xlsx")
    imported_through(tmp_path / "plain", CANONICAL, canonical())
    assert (report.refused, report.accepted) == (None, 12)
    assert contents(tmp_path / "book").equals(contents(tmp_path / "plain"))
