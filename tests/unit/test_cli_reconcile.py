"""`lus reconcile`: one month with a line of every kind, from file to words."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from tests.generate import Row
from tests.oracle.patients import patient
from tests.unit.lus import imported, lus

MONTH = ("--month", "2020-02", "--municipality", "1880")


def stay(name: str, days: int, **cells: str) -> Row:
    """So many ready days from 1 February on: told in the morning, out in the afternoon."""
    out = f"2020-02-{days:02d} 14:00" if days else "2020-02-01 14:00"
    told = "2020-02-01 08:00" if days else "2020-02-01 13:00"
    return patient(name, told, out, beräknad_utskrivning="2020-02-28", **cells)


FEBRUARY = [
    *(stay(name, days) for name, days in {"alva": 5, "bo": 6, "cilla": 7, "dan": 8, "eva": 9, "frej": 10}.items()),
    stay("gun", 11),
    stay("fri", 2),
    stay("stoppad", 9, fast_vårdkontakt=""),
    stay("sen", 9, registrerad="2020-03-20 08:00"),
    *(stay(name, days, vårdform="psykiatrisk") for name, days in {"psyk": 5, "psyk2": 0}.items()),
    stay("kumla", 9, kommunkod="1881"),
    patient("jan", "2020-01-02 08:00", "2020-01-09 14:00"),
]
INVOICE = """Vårdtillfälle;Antal dagar;Belopp
alva;2;16 400 kr
bo;3;24 600
bo;3;24 600
cilla;7;57 400
dan;4;32 800
eva;6;55 800
frej;7;57 400
frej;−7;−57 400
fri;1;8 200
stoppad;6;49 200
sen;6;49 200
psyk;2;16 400
kumla;6;49 200
jan;5;41 000
ny;1;8 200
kvar;1;8 200
okänd;1;8 200
;1;8 200
kreditera;1;8 200
kreditera;-1;-8 200
"""
EXPECTED = {
    "alva": ("equal", "agrees", "stämmer"),
    "bo": ("differs", "twice", "står på två rader i fakturan"),
    "cilla": ("differs", "free_days_charged", "fakturan har alla 7 dagar; de 3 fria är inte avdragna"),
    "dan": ("differs", "other_days", "regionen har 1 dag färre; hos oss 8 dagar, de 3 första fria"),
    "eva": ("differs", "other_kronor", "samma dagar, men 9 300 kr per dag i fakturan och 8 200 kr hos oss"),
    "frej": ("differs", "credited", "krediterat i fakturan"),
    "gun": ("not_invoiced", "billed", "debiteras hos oss: 11 dagar, de 3 första fria"),
    "fri": ("not_billed", "within_free_days", "inom fristdagarna: 2 dagar, 3 är fria"),
    "stoppad": (
        "not_billed",
        "criteria_unmet",
        "stoppas av regionens kriterier: Fast vårdkontakt utsedd före utskrivning",
    ),
    "sen": ("not_billed", "late_registration", "registrerat efter uttagsdagen, och räknas därför inte"),
    "psyk": (
        "not_billed",
        "mean_not_over_threshold",
        "kommunens medelvärde ligger inte över gränsen den här månaden",
    ),
    "kumla": ("not_billed", "other_municipality", "hör till Kumla"),
    "jan": ("not_billed", "other_month", "utskrivet i januari 2020, och hör till den månaden"),
    "ny": ("not_billed", "later_revision", "finns bara i en annan version än den som månaden debiteras på"),
    "kvar": ("not_billed", "in_hospital", "kvar på sjukhus"),
    "okänd": ("not_billed", "unknown_id", "okänd beteckning"),
    None: ("not_billed", "no_id", "raden har ingen beteckning"),
    "kreditera": ("equal", "comes_to_nothing", "går jämnt ut i fakturan"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """February's basis, and a second extract with one episode more and one patient still there."""
    made = imported(tmp_path_factory.mktemp("data"), FEBRUARY)
    staying = patient("kvar", "2020-02-27 08:00", "", registrerad="2020-02-27 09:00")
    later = [*(row for row in FEBRUARY if row["vårdtillfälle"] != "jan"), stay("ny", 4), staying]
    imported(made, later, "2020-04-03", "later.csv")
    (made / "faktura.csv").write_text(INVOICE, encoding="utf-8")
    return made


def answered(folder: Path, *options: str, file: str = "faktura.csv") -> Any:
    called = lus("reconcile", folder / file, *MONTH, *options, "--data", folder, "--format", "json")
    assert called.code == 0, called.err
    return called.json


def test_every_line_says_how_it_stands_and_why(folder: Path) -> None:
    said = answered(folder)
    found = {
        line["episode_id"]: (line["match"], line["ground"], line["why"].replace("\u00a0", " "))
        for line in said["lines"]
    }
    assert found == EXPECTED
    assert (said["municipality"], said["on_the_mean"], said["demo"]) == ("Örebro", False, False)
    assert [line["match"] for line in said["lines"]] == sorted(
        (line["match"] for line in said["lines"]), key=["differs", "not_billed", "not_invoiced", "equal"].index
    )


def test_the_sums_are_of_the_lines_and_the_bill(folder: Path) -> None:
    said = answered(folder)
    bill = lus("bill", *MONTH, "--data", folder, "--format", "json").json
    total = said["total"]
    assert total["our_days"] == sum(group["billed_days"] for group in bill["groups"])
    assert total["our_sek"] == sum(group["amount_sek"] for group in bill["groups"])
    for name in ("lines", "their_days", "their_sek", "our_sek", "sek_apart"):
        assert total[name] == sum(part[name] for part in said["sums"])
    assert total["sek_apart"] == total["their_sek"] - total["our_sek"]


def test_other_terms_give_other_reasons(folder: Path) -> None:
    said = answered(folder, "--set", "free_days=0", "--set", "amount_sek=8200")
    grounds = {line["episode_id"]: line["ground"] for line in said["lines"]}
    assert grounds["cilla"] == "agrees"
    assert grounds["fri"] == "other_days"


def test_where_the_sum_stands_on_the_mean_the_month_is_one_line(folder: Path) -> None:
    said = answered(folder, "--agreement", "skane")
    bill = lus("bill", *MONTH, "--agreement", "skane", "--data", folder, "--format", "json").json
    (line,) = said["lines"]
    assert said["on_the_mean"]
    assert line["our_days"] == sum(group["billed_days"] for group in bill["groups"])
    assert (line["their_rows"], line["ground"]) == (20, "on_the_mean")
    assert (
        "bara månadens summa jämförs"
        in lus("reconcile", folder / "faktura.csv", *MONTH, "--agreement", "skane", "--data", folder).err
    )


def test_days_alone_are_compared_where_no_kronor_are_said(folder: Path) -> None:
    (folder / "dagar.csv").write_text("id;dagar\neva;6\ngun;8\nalva;3\n", encoding="utf-8")
    said = answered(folder, file="dagar.csv")
    found = {line["episode_id"]: (line["match"], line["their_sek"], line["sek_apart"]) for line in said["lines"]}
    assert found["eva"] == found["gun"] == ("equal", None, None)
    assert found["alva"] == ("differs", None, None)
    assert (said["total"]["their_sek"], said["total"]["sek_apart"]) == (None, None)


def test_the_table_speaks_swedish_and_csv_has_every_line(folder: Path) -> None:
    table = lus("reconcile", folder / "faktura.csv", *MONTH, "--data", folder)
    assert table.out.startswith("Örebro, februari 2020: regionen har fakturerat 55\u00a0dagar")
    assert "2 rader är lika, 5 skiljer, 10 saknas hos oss och 1 saknas i regionens faktura." in table.out.replace(
        "\u00a0", " "
    )
    called = lus("reconcile", folder / "faktura.csv", *MONTH, "--data", folder, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(called.out), delimiter=";"))
    assert len(rows) == len(EXPECTED)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("saknas.csv", *MONTH), 2, "går inte att läsa"),
        (("faktura.csv", "--month", "2020-02", "--municipality", "9999"), 2, "finns inte"),
        (("faktura.csv", "--month", "2020-02"), 2, "Flaggan --municipality måste anges"),
        (("faktura.csv", "--month", "2019-05", "--municipality", "1880"), 3, "inga uppgifter för 2019-05"),
        (("feb.csv", *MONTH), 3, "saknar kolumner för både dagar och kronor"),
    ],
)
def test_calls_that_get_no_answer(folder: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    file, *options = arguments
    called = lus("reconcile", folder / file, *options, "--data", folder)
    assert (called.code, called.out) == (code, "")
    assert said in called.err
