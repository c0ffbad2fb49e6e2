"""A link over time: which versions it was made on, what is said when there are newer ones, and where names lead."""

import re
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from lus_stats import store
from tests.generate import write_csv
from tests.oracle.places import NAMES
from tests.pages.billing_material import (
    CONFIRMED,
    NOW,
    ROOT,
    SMALL,
    Data,
    billing_rows,
    data_in,
    fragments,
    opened,
    seen,
)

VIEW = {"som": "region-18", "manad": CONFIRMED, "lan": "18", "vardform": "somatic", "kommun": "1880"}
NEWER = "Länken gjordes på version 1 (uttag 2023-03-03); sidan visar version 2 (uttag 2023-03-20)."
PAGES = {"Läget": "overview", "Kommun": "municipality", "Kriterier": "criteria", "Trender": "trends"}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Data:
    return data_in(tmp_path_factory.mktemp("links"), billing_rows())


@pytest.fixture(scope="module")
def link(before: Data) -> dict[str, str]:
    """An address, made on the first version."""
    with pytest.MonkeyPatch.context() as patch:
        return address(opened("overview", before.folder, patch, **VIEW))


@pytest.fixture(scope="module")
def after(link: dict[str, str], before: Data) -> Data:
    """The same store, after the link was made: the month has come again, with one patient fewer."""
    rows = [row for row in billing_rows() if row["utskriven"].startswith(CONFIRMED)][1:]
    path = write_csv(rows, before.folder.parent / "again.csv")
    folder = store.open_data(before.folder).for_demo()
    report = store.import_files(folder, [path], now=NOW, demo=True, extracted_on=date(2023, 3, 20))
    assert {month.revision for file in report.files for month in file.months} == {2}
    assert link
    return before


def address(app: AppTest) -> dict[str, str]:
    return {name: value if isinstance(value, str) else value[-1] for name, value in app.query_params.items()}


def test_a_link_carries_the_view_and_its_versions_and_nothing_of_anybody(link: dict[str, str]) -> None:
    assert {name: link[name] for name in VIEW} == VIEW
    assert set(link) == {*VIEW, "version"}
    assert re.fullmatch(r"demo-1\.[0-9a-f]{4}-1\.[0-9a-f]{4}", link["version"])


@pytest.mark.parametrize("page", PAGES.values())
def test_after_a_new_version_the_status_line_says_that_it_is_newer(
    after: Data, link: dict[str, str], monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    app = opened(page, after.folder, monkeypatch, **link)
    assert NEWER in seen(app)
    assert "version 2" in seen(app)


def test_a_reload_says_it_again_and_a_choice_takes_it_away(
    after: Data, link: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened("overview", after.folder, monkeypatch, **link)
    assert address(app) == link
    assert NEWER in seen(app.run())
    app.selectbox(key="filter_vardform").select("psychiatric").run()
    assert "Länken gjordes" not in seen(app)
    renewed = address(app)
    assert renewed["version"] != link["version"]
    app.selectbox(key="filter_vardform").select("somatic").run()
    assert "Länken gjordes" not in seen(app)
    assert address(app)["version"].startswith("demo-2.")


def test_the_bill_stands_on_its_basis_and_says_nothing(
    after: Data, link: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened("billing", after.folder, monkeypatch, **link)
    assert "version 1, underlag för fakturering" in seen(app)
    assert "Länken gjordes" not in seen(app)


def test_a_word_that_we_never_wrote_is_replaced(after: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("overview", after.folder, monkeypatch, **VIEW, version="<b>1")
    assert "Länken gjordes" not in seen(app)
    assert address(app)["version"].startswith("demo-2.")


def test_the_files_say_which_version_their_figures_are_of(
    after: Data, link: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found: dict[str, str] = {}

    def take(_: str, content: object, name: str, *__: object, **___: object) -> None:
        if name.endswith(".csv"):
            found[name] = content().decode("utf-8-sig")  # type: ignore[operator]

    monkeypatch.setattr("streamlit.download_button", take)
    app = opened("overview", after.folder, monkeypatch, **link)
    app.switch_page(str(ROOT / "pages" / "billing.py")).run()
    drawn = {name.split("-")[0]: text.splitlines()[1] for name, text in found.items()}
    assert ";2;2023-03-20;" in drawn["laget"]
    assert ";1;2023-03-03;" in drawn["fakturering"]


def test_a_municipality_s_name_leads_to_its_page_with_the_view_kept(
    before: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened("trends", before.folder, monkeypatch, **VIEW, indikator="share_zero_days", period="1")
    found = dict(links(app))
    assert set(found) >= {name for code, name in NAMES.items() if code.startswith("18")}
    path, query = found[NAMES[SMALL]]
    assert path == "kommun"
    assert {name: query[name] for name in VIEW} == VIEW | {"kommun": SMALL}
    assert query["indikator"] == "share_zero_days"
    followed = opened("municipality", before.folder, monkeypatch, **query)
    assert f"{NAMES[SMALL]} · utskrivna i februari 2023" in seen(followed)
    assert "Länken gjordes" not in seen(followed)


@pytest.mark.parametrize(
    ("reader", "own", "others"),
    [
        ("region-18", "fakturaunderlag", "fakturaunderlag"),
        ("network-18", "kommun", "kommun"),
        ("municipality-1880", "fakturaunderlag", "kommun"),
    ],
)
def test_the_bill_leads_to_the_lines_of_those_who_may_open_them(
    before: Data, monkeypatch: pytest.MonkeyPatch, reader: str, own: str, others: str
) -> None:
    app = opened("billing", before.folder, monkeypatch, **VIEW | {"som": reader})
    found = dict(links(app, "Fakturering per kommun"))
    assert found[NAMES["1880"]][0] == own
    assert found[NAMES[SMALL]][0] == others
    assert "Summa" not in found


def links(app: AppTest, caption: str = "") -> list[tuple[str, tuple[str, dict[str, str]]]]:
    """Every name that leads somewhere, in the tables whose caption is so: the page, and the view it takes along."""
    within = "".join(fragment for fragment in fragments(app) if caption in fragment)
    found = re.findall(r'<a class="place" href="([^"]*)"[^>]*>(.*?)</a>', within)
    return [
        (name, (urlsplit(to).path, {key: values[0] for key, values in parse_qs(urlsplit(to).query).items()}))
        for to, name in ((unescape(to), unescape(name)) for to, name in found)
    ]


def test_no_page_leads_anywhere_else(before: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is linked to is one that the frame knows."""
    known = {path.stem for path in Path(ROOT / "pages").glob("*.py")}
    assert {"municipality", "invoice_basis"} <= known
    for page in ("overview", "trends", "billing"):
        places = {to for _, (to, _) in links(opened(page, before.folder, monkeypatch, **VIEW))}
        assert places
        assert places <= {"kommun", "fakturaunderlag"}
