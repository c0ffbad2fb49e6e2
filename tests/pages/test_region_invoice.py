"""Regionens faktura: what is delivered or typed is held against the month, for those who may see its rows."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from lus_stats.months import now
from lus_stats.ui import cache_invoice, invoice_form, uploading
from tests.oracle import bill
from tests.pages.billing_material import CONFIRMED, Data, billing_rows, data_in, opened, seen, swedish, table

CAPTION = "Regionens faktura mot vår"
CSV = "text/csv"
PERSONNUMMER = "19121212-1212"
TYPED = "region_invoice_typed"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    return data_in(tmp_path_factory.mktemp("invoice"), billing_rows())


def lines(data: Data, municipality: str | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = bill(data.register, CONFIRMED, municipality=municipality)["lines"]
    return found


def payer(data: Data) -> str:
    """The municipality with most billed lines."""
    billed = [line["municipality_code"] for line in lines(data) if line["outcome"] == "billed"]
    return max(sorted(set(billed)), key=billed.count)


def page(data: Data, monkeypatch: pytest.MonkeyPatch, municipality: str, **query: str) -> AppTest:
    chosen = {"som": "region-18", "manad": CONFIRMED, "lan": "18", "vardform": "somatic", "kommun": municipality}
    return opened("region_invoice", data.folder, monkeypatch, **(chosen | query))


def invoice(data: Data) -> str:
    """Our own lines as the region might send them: the first with a day more, the last forgotten, one of its own."""
    billed = [line for line in lines(data, payer(data)) if line["billed_days"]]
    rows = [
        f"{line['episode_id']};{line['billed_days'] + (not at)};{line['amount_sek']:,}".replace(",", "\u00a0")
        for at, line in enumerate(billed[:-1])
    ]
    return "\n".join(["Ärende;Antal dagar;Belopp", *rows, "hemlig-id;1;8\u00a0200 kr"])


def deliver(app: AppTest, content: str, name: str = "faktura.csv") -> AppTest:
    app.file_uploader[0].set_value([(name, content.encode(), CSV)]).run()
    assert not app.exception
    return app


def test_a_delivered_file_is_held_against_the_month_line_by_line(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    billed = [line for line in lines(data, payer(data)) if line["billed_days"]]
    app = deliver(page(data, monkeypatch, payer(data)), invoice(data))
    found = {row[0]: row[1:] for row in table(app, CAPTION)[1:]}
    assert set(found) == {*(line["episode_id"] for line in billed), "hemlig-id"}
    first, last = billed[0], billed[-1]
    assert found[first["episode_id"]][0] == "skiljer"
    assert found[last["episode_id"]][:3] == ["saknas i regionens faktura", "–", swedish(last["billed_days"])]
    assert found["hemlig-id"][:3] + found["hemlig-id"][-1:] == ["saknas hos oss", "1", "–", "okänd beteckning"]
    assert all(found[line["episode_id"]][0] == "lika" for line in billed[1:-1])
    total = sum(line["amount_sek"] for line in billed)
    assert f"vi kommer till {swedish(sum(line['billed_days'] for line in billed))} dagar, {swedish(total)} kr" in seen(
        app
    )
    assert table(app, "Summor")[-1][4:6] == [
        swedish(sum(line["billed_days"] for line in billed)),
        swedish(1 + 1 - last["billed_days"]),
    ]


def test_before_there_is_one_our_own_basis_stands_at_the_top(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    billed = [line for line in lines(data, payer(data)) if line["billed_days"]]
    days, kronor = (swedish(sum(line[key] for line in billed)) for key in ("billed_days", "amount_sek"))
    app = page(data, monkeypatch, payer(data))
    assert f"vi kommer till {days} dagar, {kronor} kr . Regionens faktura jämförs med det, rad för rad." in seen(app)
    municipalities = sorted({line["municipality_code"] for line in lines(data)})
    nobody = next(code for code in municipalities if not [1 for line in lines(data, code) if line["billed_days"]])
    assert "vi kommer till att inget ska debiteras" in seen(page(data, monkeypatch, nobody))
    on_the_mean = page(data, monkeypatch, payer(data), enligt="skane")
    assert "jämförs med det, i en summa." in seen(on_the_mean)
    assert "vi kommer till" not in seen(page(data, monkeypatch, payer(data), som="network-18"))


def test_the_care_form_is_not_asked_for_where_both_are_counted_but_stays_in_the_address(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(data, monkeypatch, payer(data), vardform="psychiatric")
    assert [box.key for box in app.selectbox if box.key in {"filter_vardform", "filter_enligt"}] == ["filter_enligt"]
    assert app.query_params["vardform"] == "psychiatric"


def test_the_file_is_forgotten_and_its_lines_outlive_other_choices_outside_the_address(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = deliver(page(data, monkeypatch, payer(data)), invoice(data))
    app.selectbox(key="filter_enligt").select("skane").run()
    assert "bara månadens summa jämförs" in seen(app)
    app.selectbox(key="filter_enligt").select_index(0).run()
    assert len(table(app, CAPTION)) > 2
    assert "hemlig-id" not in str(dict(app.query_params))
    assert "faktura.csv" not in str(dict(app.query_params))
    assert app.session_state[cache_invoice.STATE].waiting is None
    assert not app.file_uploader[0].value
    app.button(key="region_invoice_remove").click().run()
    assert not app.exception
    assert app.session_state[cache_invoice.STATE].invoice is None
    assert CAPTION not in seen(app)


def test_the_workbook_to_send_back_has_what_the_page_has(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = deliver(page(data, monkeypatch, payer(data)), invoice(data))
    _, view = app.session_state[cache_invoice.STATE].made
    book = openpyxl.load_workbook(BytesIO(view.workbook(now())), data_only=True)
    written = [row[2:3] + row[0:1] + row[11:12] for row in book["Jämförelse"].iter_rows(min_row=5, values_only=True)]
    shown = [(row[0], row[1], row[-1]) for row in table(app, CAPTION)[1:]]
    assert [tuple(str(cell).replace("\u00a0", " ") for cell in row) for row in written[: len(shown)]] == shown
    facts = dict(book["Om jämförelsen"].iter_rows(max_col=2, values_only=True))
    assert facts["Regionens faktura"] == "faktura.csv"
    assert "uttag" in facts["Vårt underlag"]


def test_an_invoice_may_be_typed(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    line = next(line for line in lines(data, payer(data)) if line["billed_days"])
    app = page(data, monkeypatch, payer(data))
    app.text_area(key=TYPED).set_value(f"{line['episode_id']}; {line['billed_days']}; {line['amount_sek']}").run()
    found = {row[0]: row[1] for row in table(app, CAPTION)[1:]}
    assert found[line["episode_id"]] == "lika"
    app.text_area(key=TYPED).set_value("a; tre").run()
    assert "rad 1 (dagar)" in seen(app)
    assert CAPTION not in seen(app)


def test_a_personnummer_is_refused_and_shown_nowhere(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = deliver(page(data, monkeypatch, payer(data)), f"id;dagar\n{PERSONNUMMER};2\n")
    assert "innehåller personnummer" in seen(app)
    assert PERSONNUMMER not in str(app.main) + str(app.session_state[cache_invoice.STATE])
    app.text_area(key=TYPED).set_value("a; 1").run()
    assert table(app, CAPTION)


def test_only_those_who_see_the_rows_are_asked_for_an_invoice(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    other = next(line["municipality_code"] for line in lines(data) if line["municipality_code"] != payer(data))
    for viewer in ("network-18", f"municipality-{other}"):
        app = page(data, monkeypatch, payer(data), som=viewer)
        assert "visas bara för kommunen själv och för regionen" in seen(app)
        assert not app.file_uploader
        assert not app.text_area
    own = page(data, monkeypatch, payer(data), som=f"municipality-{payer(data)}")
    assert own.file_uploader


def test_a_municipality_is_not_told_whose_an_episode_is(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    other = next(line for line in lines(data) if line["municipality_code"] != payer(data))
    said = {}
    for viewer in ("region-18", f"municipality-{payer(data)}"):
        app = page(data, monkeypatch, payer(data), som=viewer)
        app.text_area(key=TYPED).set_value(f"{other['episode_id']};1").run()
        said[viewer] = next(row[-1] for row in table(app, CAPTION) if row[0] == other["episode_id"])
    assert said[f"municipality-{payer(data)}"] == "hör till en annan kommun"
    assert said["region-18"].startswith("hör till ")
    assert said["region-18"] != "hör till en annan kommun"


def test_no_file_is_taken_where_others_reach_the_app(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "on_loopback", lambda: False)
    app = page(data, monkeypatch, payer(data))
    assert not app.file_uploader
    assert "bara på den egna datorn" in seen(app)


def test_a_fault_while_reading_forgets_the_file_and_repeats_none_of_it(
    data: Data, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("hemlig-rad")

    app = page(data, monkeypatch, payer(data))
    monkeypatch.setattr(invoice_form, "read_invoice", broken)
    app.file_uploader[0].set_value([("faktura.csv", b"hemlig-rad", CSV)]).run()
    assert app.exception
    assert "hemlig-rad" not in str(app.exception) + caplog.text
    assert app.session_state[cache_invoice.STATE].waiting is None
