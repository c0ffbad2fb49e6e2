"""Every number of Fakturering, Fakturaunderlag, the card, Excel, PDF and the command line is the same number."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from lus_stats import months
from lus_stats.ui import cache_billing, cache_documents
from lus_stats.ui.filters import Filters
from lus_stats.ui.tables import html_table
from lus_stats.viewer import Role, Viewer
from tests.generate import Row, episodes
from tests.pages.billing_material import data_in
from tests.pages.documents import Workbook, pdf_text, swede
from tests.properties.command import answer

PLACES = {"1880": "Örebro", "1881": "Kumla", "1883": "Karlskoga"}
MONTHS = ("2021-02", "2022-12", "2023-01", "2023-06", "2024-01", "2024-02")  # 2021 has no amount, 2024 an unconfirmed
AGREEMENTS = ("orebro", "stockholm", "skane", "law")
MISSING = "belopp saknas"
LONGEST = 42  # days; a longer strip leaves out its middle
ON_PAPER = r"(?: \(avgörande\))? \S+ \S+ ([\d\u00a0]+) ([\d\u00a0]+|–) (belopp saknas|[\d\u00a0]+|–) "


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    rows: list[Row] = []
    for number, month in enumerate(MONTHS):
        found = episodes(60, 40 + number, ("18",), month, month, prefix=f"{number}-")
        rows += [row for row in found if row["kommunkod"] in PLACES]
    with pytest.MonkeyPatch.context() as patched:
        folder = data_in(tmp_path_factory.mktemp("documents"), rows).folder
        patched.setenv("LUS_DATA", str(folder))
        yield folder


@cache
def bill(data: Path, month: str, agreement: str) -> dict[str, Any]:
    """What `lus bill` says."""
    said: dict[str, Any] = answer(data, "bill", "--month", month, "--agreement", agreement)
    return said


def expected(data: Path, month: str, agreement: str, code: str) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The municipality's somatic group and its lines by id."""
    of = [
        [row for row in bill(data, month, agreement)[part] if row["municipality_code"] == code]
        for part in ("groups", "lines")
    ]
    groups, lines = ([row for row in rows if row["care_form"] == "somatic"] for rows in of)
    return groups[0], {line["episode_id"]: line for line in lines}


def view(month: str, agreement: str, code: str) -> Filters:
    """What the region has chosen on a page."""
    viewer = Viewer(Role.REGION, code[:2])
    return Filters(viewer, months.parse(month), "18", agreement=agreement, municipality=code)


def cells(table: str) -> list[list[str]]:
    """A table's rows as they are read."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)
    return [
        [
            unescape(re.sub(r"<[^>]+>", "", re.sub(r'<span class="tag">.*?</span>', "", cell))).strip()
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in rows
    ]


def kronor(text: str) -> Decimal | None:
    return None if text == MISSING else swede(text)


def rounded(value: float) -> Decimal:
    return (Decimal(str(value)) + Decimal("0.005")).quantize(Decimal("0.01"), "ROUND_DOWN")


@pytest.mark.parametrize("agreement", AGREEMENTS)
@pytest.mark.parametrize("month", MONTHS)
def test_every_number_is_the_same_everywhere(data: Path, month: str, agreement: str) -> None:
    for code, name in PLACES.items():
        group, lines = expected(data, month, agreement, code)
        chosen = view(month, agreement, code)
        on_billing(chosen, name, group)
        on_invoice_basis(chosen, lines, group)
        book = in_excel(chosen, lines, group)
        on_paper(chosen, lines, group)
        card = on_a_card(chosen, lines)
    formulas_are_right(book)
    is_explained(data, agreement, *card)


def on_billing(chosen: Filters, name: str, group: dict[str, Any]) -> None:
    """Fakturering's row of the municipality."""
    drawn = cache_billing.billing(chosen)
    assert drawn is not None
    head, *rows = cells(html_table(drawn.rows, drawn.columns, caption="x"))
    row = dict(zip(head, next(row for row in rows if row[0] == name), strict=True))
    said = list(row.values())
    assert swede(row["Vårdtillfällen"]) == group["episodes"]
    days_and_kronor = shown(group["billed_days"], group)
    billed, amount = next(two for two in pairwise(said) if two == days_and_kronor)
    assert swede(billed) == Decimal(str(group["billed_days"]))
    assert kronor(amount) == group["amount_sek"]
    if group["mean_ready_days"] is not None:
        assert rounded(group["mean_ready_days"]) in [Decimal(text.replace(",", ".")) for text in said if "," in text]


def shown(days: float, group: dict[str, Any]) -> tuple[str, str]:
    """The days and the kronor of a sum as Swedes write them."""
    kronor = MISSING if group["amount_sek"] is None else f"{group['amount_sek']:,}".replace(",", "\u00a0")
    return f"{days:g}".replace(".", ","), kronor


def on_invoice_basis(chosen: Filters, lines: dict[str, dict[str, Any]], group: dict[str, Any]) -> None:
    """Fakturaunderlag's rows."""
    drawn = cache_billing.invoice_basis(chosen)
    assert drawn is not None
    _, *rows = cells(html_table(drawn.rows(0, 1000), drawn.columns, caption="x"))
    assert {row[0] for row in rows} == set(lines)
    for row in rows:
        line = lines[row[0]]
        assert swede(row[1]) == line["ready_days"]
        if group["model"] != "mean_excess":
            assert (swede(row[2]), kronor(row[3])) == (line["billed_days"], line["amount_sek"])


def in_excel(chosen: Filters, lines: dict[str, dict[str, Any]], group: dict[str, Any]) -> Workbook:
    """The workbook's lines and its figures, as they were written beside its formulas."""
    book = Workbook(cache_documents.month_as_excel(chosen))
    found = {row["Vårdtillfälle"]: row for row in book.rows("Underlag", 5)}
    assert set(found) == set(lines)
    words = {None: "ej tillämpligt" if group["model"] == "mean_excess" else MISSING}
    for name, line in lines.items():
        row = found[name]
        assert row["Utskrivningsklara dagar"] == line["ready_days"]
        assert row["Debiterade dagar"] == words.get(line["billed_days"], line["billed_days"])
        assert row["Debiteras, kronor"] == words.get(line["amount_sek"], line["amount_sek"])
        assert row["Avgörande"] == ("ja" if line["pivotal"] else "nej")
    figures = {row["Uppgift"]: row["Enligt LUS-statistik"] for row in book.rows("Sammanfattning", 5)}
    assert figures["Vårdtillfällen registrerade i tid"] == group["episodes"]
    assert figures["Debiterade dagar"] == group["billed_days"]
    assert figures["Att betala, kronor"] == (MISSING if group["amount_sek"] is None else group["amount_sek"])
    if group["model"] != "mean_excess":
        assert figures["Stoppade dagar"] == group["blocked_days"]
    if group["headroom_days"] is not None:
        assert figures["Utrymme till gränsen, dagar"] == group["headroom_days"]
        assert figures["Medelvärde, dagar"] == pytest.approx(group["mean_ready_days"])
    assert {row["Kontroll"] for row in book.rows("Sammanfattning", 5)} == {"stämmer", None}
    return book


def formulas_are_right(book: Workbook) -> None:
    """Each formula worked out here comes to the value beside it."""
    written = book.all_formulas()
    assert len(written) >= 6
    for sheet, cell, value, formula in written:
        assert book.worked_out(sheet, formula) == pytest.approx(value), (sheet, cell, formula)


def on_paper(chosen: Filters, lines: dict[str, dict[str, Any]], group: dict[str, Any]) -> None:
    """The PDF's lines and sums."""
    text = re.sub(r"[ \n]+", " ", pdf_text(cache_documents.month_as_pdf(chosen), until="Summa "))
    for name, line in lines.items():
        (found,) = re.findall(rf"(?<!\S){re.escape(name)}{ON_PAPER}", text)
        assert swede(found[0]) == line["ready_days"]
        if group["model"] != "mean_excess":
            assert (swede(found[1]), kronor(found[2])) == (line["billed_days"], line["amount_sek"])
    billed_days, amount = shown(group["billed_days"], group)
    assert re.search(rf" Debiterade dagar {billed_days}(,0)? Att betala, kronor {amount} ", text)


def on_a_card(chosen: Filters, lines: dict[str, dict[str, Any]]) -> tuple[str, str]:
    """The card of the line that costs most, its days and kronor; which line it is of."""
    name = max(lines, key=lambda one: (lines[one]["billed_days"] or 0, lines[one]["ready_days"]))
    drawn, line = cache_billing.episode_card(chosen, name), lines[name]
    days = drawn_days(drawn)
    if line["ready_days"] <= LONGEST:
        assert [number for _, number, _ in days] == list(range(1, line["ready_days"] + 1))
        billed = [kronor(said.removesuffix("\u00a0kr")) for state, _, said in days if state == "billed"]
        assert len(billed) == (line["billed_days"] or 0)
        assert line["amount_sek"] in (None, sum(sek for sek in billed if sek is not None))
        assert (None in billed) == (line["amount_sek"] is None and line["billed_days"] is not None)
    return name, drawn


def drawn_days(card: str) -> list[tuple[str, int, str]]:
    """The numbered days of a card: what became of each, its number, and what it costs."""
    found = re.findall(r'<li class="day (\w+)"><span>.*?</span><strong>(\d+)</strong><span>(.*?)</span>', card)
    return [(state, int(number), unescape(said)) for state, number, said in found]


def is_explained(data: Path, agreement: str, name: str, card: str) -> None:
    """`lus explain` has the same days and the same sentences."""
    told = answer(data, "explain", name, "--agreement", agreement)
    if len(told["days"]) <= LONGEST:
        assert [day[:2] for day in drawn_days(card)] == [(day["state"], day["number"]) for day in told["days"]]
    read = " ".join(unescape(re.sub(r"<[^>]+>", "", card)).split())
    for sentence in told["sentences"]:
        assert " ".join(sentence.split()) in read
