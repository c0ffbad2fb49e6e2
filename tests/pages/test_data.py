"""Data: what the store holds, a file's way in through the page, what came late, and who may see any of it."""

import re
import shutil
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from lus_stats import store
from lus_stats.errors import WrongCall
from lus_stats.ui import cache_data, data_parts, uploading
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.data import data as data_view
from lus_stats.viewer import Viewer
from tests.pages.billing_material import NOW, ROOT, data_in, opened, seen, table
from tests.store.material import Row, csv_text, episode, personnummer, written

FEBRUARY = "Versioner i lagret, Örebro län"
CSV = "text/csv"
REGION = {"som": "region-18", "lan": "18", "manad": "2020-02", "vardform": "somatic"}


def stays(count: int, code: str = "1880", prefix: str = "K") -> list[Row]:
    """Stays of February 2020, each out on a day of its own."""
    return [
        episode(f"{prefix}-{number}", kommunkod=code, utskriven=f"2020-02-{number + 4:02} 14:00")
        for number in range(count)
    ]


def again(rows: Sequence[Row]) -> list[Row]:
    """The same extract later: 2 late registrations, 3 changed discharges, 1 gone."""
    kept = [dict(row) for row in rows[1:]]
    for row in kept[:3]:
        row["utskriven"] = "2020-02-27 14:00"
    late = [
        episode(f"L-{number}", utskriven="2020-02-20 14:00", registrerad="2020-03-09 10:00", kommunkod="1883")
        for number in range(2)
    ]
    return kept + late


FIRST = [*stays(12), *stays(6, "1883", "H")]
FAULTY = [*FIRST, episode("B-1", kommunkod="9999", spår="=lila")]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """February 2020 read in twice, the first time with a row that was rejected."""
    base = tmp_path_factory.mktemp("data_page")
    folder = store.open_data(base / "data")
    for rows, name in ((FAULTY, "feb.csv"), (again(FIRST), "feb-sen.csv")):
        store.import_files(folder, [written(base, rows, name)], now=NOW)
    return base / "data"


def page(data: Path, monkeypatch: pytest.MonkeyPatch, part: str = "Versioner", **query: str) -> AppTest:
    return turned_to(part, opened("data", data, monkeypatch, **(REGION | query)))


def turned_to(part: str, app: AppTest) -> AppTest:
    """The page with one of its parts open."""
    app.session_state[data_parts.OPEN] = part
    return app.run()


def upload(app: AppTest, **files: bytes | Sequence[Row]) -> AppTest:
    """Drop files on the page; a name without its ending."""
    contents = {name: rows if isinstance(rows, bytes) else csv_text(rows).encode() for name, rows in files.items()}
    app.file_uploader[0].set_value([(f"{name}.csv", content, CSV) for name, content in contents.items()])
    return app.run()


def read_in(app: AppTest) -> AppTest:
    return app.button(key="upload_read_in").click().run()


def hashes(folder: Path) -> list[str]:
    return store.open_data(folder).store.revisions()["content_hash"].to_list()


def test_the_region_sees_every_version_and_what_came_late(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch)
    said = seen(app)
    assert (
        "Senaste hela månad är februari 2020 , uttag 6 mars 2020, version 2. 2 vårdtillfällen registrerades för sent"
        in said
    )
    heading, newest, basis = table(app, FEBRUARY)
    assert heading[:6] == ["Månad", "Vårdform", "Version", "Slag", "Uttag", "Rader"]
    assert newest[:7] == ["feb 2020", "somatisk", "2", "senare version", "2020-03-06", "19", "0"]
    assert basis[:7] == ["feb 2020", "somatisk", "1", "underlag", "2020-03-06", "18", "1"]
    held = store.open_data(data).store.revisions()
    assert [row[-2].replace(" ", "") for row in (basis, newest)] == held["source_sha256"].to_list()
    assert [int(row[7]) for row in (basis, newest)] == held["warnings"].list.len().to_list()
    turned_to("Sent och ändrat", app)
    (month,) = table(app, "Skillnader mot underlaget")[1:]
    assert month[:9] == ["feb 2020", "somatisk", "1 → 2", "2020-03-06 → 2020-03-06", "2", "0", "3", "1", "0"]
    differing = {row[0]: [row[2], row[-1]] for row in table(app, "Vårdtillfällen som skiljer")[1:]}
    assert differing["L-0"] == ["registrerat för sent", ""]
    assert differing["K-1"] == ["ändrat", "utskriven: 2020-02-05 14:00 → 2020-02-27 14:00"]
    assert differing["K-0"] == ["borta", ""]
    assert len(differing) == 6
    log = table(turned_to("Logg och kontroll", app), "Importlogg")[1:]
    assert [row[1:5] for row in log] == [
        ["feb-sen.csv", "1 ny version", "19", "0"],
        ["feb.csv", "1 ny version", "18", "1"],
    ]
    assert [row[0] for row in table(turned_to("Avvisade rader", app), "Filer med avvisade rader")[1:]] == ["feb.csv"]


def test_others_see_neither_counts_nor_anybody_s_rows(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(data, monkeypatch, som="network-18")
    assert table(app, FEBRUARY)[0] == ["Månad", "Vårdform", "Version", "Slag", "Uttag", "Inläst"]
    whole = str(app.main)
    assert not [word for word in ("K-1", "L-0", "feb.csv", "feb-sen.csv", "för sent för underlaget") if word in whole]
    assert "Filer läses in av regionen." in seen(turned_to("Läs in filer", app))
    assert not app.file_uploader
    assert "visas för regionen och för den egna kommunen" in seen(turned_to("Sent och ändrat", app))
    for part in ("Avvisade rader", "Logg och kontroll"):
        assert "bara för regionen på den egna datorn" in seen(turned_to(part, app))
        assert "feb.csv" not in str(app.main)
    own = page(data, monkeypatch, "Sent och ändrat", som="municipality-1883")
    assert {row[0] for row in table(own, "Vårdtillfällen som skiljer")[1:]} == {"L-0", "L-1"}
    assert table(own, "Skillnader mot underlaget")[0] == ["Månad", "Vårdform", "Versioner", "Uttag"]
    assert "K-1" not in str(own.main)
    assert "2 vårdtillfällen skiljer mellan" in seen(own)


def test_a_file_is_tried_before_it_is_read_in_and_is_then_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(tmp_path, monkeypatch, "Läs in filer")
    assert "Det finns inga uppgifter än." in seen(app)
    upload(app, feb=FAULTY)
    assert "18 rader godkänns, 1 avvisas. 1 ny version skulle skrivas." in seen(app)
    assert table(app, "Skulle skrivas")[1][:4] == ["feb 2020", "somatisk", "1", "underlag"]
    assert [row[:3] for row in table(app, "Avvisade rader")[1:]] == [
        ["20", "kommunkod", "9999"],
        ["20", "spår", "=lila"],
    ]
    assert not (tmp_path / "store").exists()
    read_in(app)
    assert "Inläst: 1 ny version. 18 rader godkändes, 1 avvisades." in seen(app)
    assert "Senaste hela månad är februari 2020" in seen(app)
    state = app.session_state[uploading.STATE]
    assert (state.files, state.job) == ((), None)
    assert "K-3" not in str(state.outcome)
    by_command = tmp_path / "by_command"
    store.import_files(store.open_data(by_command), [written(tmp_path, FAULTY)], now=NOW)
    assert hashes(tmp_path) == hashes(by_command)
    assert store.log_entries(store.open_data(tmp_path))["channel"].to_list() == [uploading.CHANNEL]
    upload(app, feb=FAULTY)
    assert "Inläst:" not in seen(app)
    assert "Ingen ny version av någon månad skulle skrivas." in seen(app)
    read_in(app)
    assert "Ingen ny version av någon månad skrevs." in seen(app)
    assert len(hashes(tmp_path)) == 1


def test_a_later_version_says_what_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(tmp_path, monkeypatch, "Läs in filer")
    for rows in (FIRST, again(FIRST)):
        upload(app, feb=rows)
        read_in(app)
    assert "feb 2020, somatisk , mot underlaget: 2 registrerade för sent, 3 ändrade och 1 borta." in seen(app)


def test_a_file_with_a_personnummer_is_dropped_at_once_and_the_others_are_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = personnummer()
    app = upload(page(tmp_path, monkeypatch, "Läs in filer"), fel=[episode(number)], feb=FIRST)
    assert re.search(r"fel\.csv .*\(dolt\)", seen(app))
    state = app.session_state[uploading.STATE]
    assert [file.name for file in state.files] == ["feb.csv"]
    assert number not in str(app.main) + str(state)
    assert "18 rader godkänns, ingen avvisas." in seen(app)


def test_what_is_typed_decides_and_what_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [*FIRST[:2], *(episode(f"B-{number}", kommunkod="9999") for number in range(3))]
    app = upload(page(tmp_path, monkeypatch, "Läs in filer"), feb=many)
    assert "Filen tas inte emot. Inget skrivs." in seen(app)
    assert "höj gränsen med ”Högst andel avvisade rader”" in seen(app)
    assert app.button(key="upload_read_in").disabled
    app.text_input(key="upload_max_rejected").set_value("60").run()
    assert not app.button(key="upload_read_in").disabled
    app.text_input(key="upload_extracted_on").set_value("6 mars").run()
    assert "Uttagsdatumet går inte att läsa." in app.error[0].value
    assert "upload_read_in" not in {button.key for button in app.button}
    app.text_input(key="upload_extracted_on").set_value("2020-02-20").run()
    assert table(app, "Skulle skrivas")[1][3:6] == ["preliminär", "2", "2020-02-20"]
    app.button(key="upload_remove_0").click().run()
    assert app.session_state[uploading.STATE].files == ()


def test_nothing_is_taken_where_others_reach_the_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = data_in(tmp_path, stays(6)).folder
    monkeypatch.setattr(uploading, "on_loopback", lambda: False)
    app = page(data, monkeypatch)
    assert "Filer tas emot bara på den egna datorn" in seen(turned_to("Läs in filer", app))
    assert not app.file_uploader
    for part in ("Avvisade rader", "Logg och kontroll"):
        assert "visas bara för regionen på den egna datorn." in seen(turned_to(part, app))
    assert "Det här är demodata." in seen(app)


def test_rejected_rows_of_an_earlier_import_come_as_a_workbook(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUS_DATA", str(data))
    (path,) = (data / "rejected").iterdir()
    sheet = openpyxl.load_workbook(BytesIO(cache_data.rejected_rows(path.name)))["Avvisade rader"]
    assert [[cell.value for cell in row[1:4]] for row in sheet.iter_rows(min_row=2)] == [
        [20, "kommunkod", "9999"],
        [20, "spår", "'=lila"],
    ]
    for gone in ("borta.csv", "../rejected/" + path.name, "feb-20261120-120000.csv.csv"):
        with pytest.raises(WrongCall, match="finns inte längre"):
            cache_data.rejected_rows(gone)


def test_a_damaged_store_is_told_apart_file_by_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.import_files(store.open_data(tmp_path / "data"), [written(tmp_path, FIRST)], now=NOW)
    (path,) = (tmp_path / "data/store/episodes").rglob("*.parquet")
    path.write_bytes(path.read_bytes()[:-20])
    app = page(tmp_path / "data", monkeypatch)
    assert "går inte att läsa" in app.error[0].value
    ((file, fault),) = table(app, "Fel i lagret")[1:]
    assert file.endswith("r0001.parquet")
    assert "checksumman stämmer inte" in fault
    app.switch_page(str(ROOT / "pages" / "overview.py")).run()
    assert "Sidan Data visar vilka filer som är fel." in seen(app)


def test_all_months_are_there_on_demand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    months = [f"{year}-{month:02}" for year in (2019, 2020) for month in range(1, 13)]
    rows = [
        episode(
            f"E-{month}",
            inskriven=f"{month}-01 08:00",
            utskrivningsklar=f"{month}-02 08:00",
            underrättelse="",
            utskriven=f"{month}-03 08:00",
            registrerad=f"{month}-03 09:00",
        )
        for month in months
    ]
    store.import_files(store.open_data(tmp_path / "data"), [written(tmp_path, rows)], now=NOW)
    app = page(tmp_path / "data", monkeypatch)
    assert [row[0] for row in table(app, FEBRUARY)[1:]][::12] == ["dec 2020", "dec 2019"]
    app.radio(key="data_span").set_value("all").run()
    assert len(table(app, FEBRUARY)) == 25
    app.radio(key="data_span").set_value("chosen").run()
    assert [row[0] for row in table(app, FEBRUARY)[1:]] == ["feb 2020"]


def test_what_waits_in_the_inbox_is_counted(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Path(shutil.copytree(data, tmp_path / "data"))  # how many wait is remembered for a while, by folder
    for name in ("mars.csv", ".dold.csv", "halv.csv.part", "done/feb.csv"):
        (own / "inbox" / name).parent.mkdir(parents=True, exist_ok=True)
        (own / "inbox" / name).write_text("x")
    monkeypatch.setenv("LUS_DATA", str(own))
    assert cache_data.waiting() == 1
    assert "1 fil väntar i inkorgen." in seen(page(own, monkeypatch))


def test_the_file_has_the_warnings_in_words(data: Path) -> None:
    revisions = store.open_data(data).store.revisions()
    warned = revisions.with_columns(warnings=pl.lit(["Ovanligt få vårdtillfällen."]))
    for viewer, says in (("region-18", True), ("region-01", False), ("network-18", False)):
        view = data_view(warned, Filters(Viewer.from_key(viewer), None, "18"), "all", 0, 0)
        assert view is not None
        assert ("Ovanligt få" in view.csv().decode("utf-8-sig")) == says
        assert bool(view.warnings) == says
