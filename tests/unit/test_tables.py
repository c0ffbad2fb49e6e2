"""Tables on the page and as files: Swedish, three states apart, and nothing run as a formula."""

import polars as pl

from lus_stats.ui.tables import Column, csv_bytes, html_table

BILLS = pl.DataFrame(
    {
        "name": ["Karlskoga", "<b>Örebro", "Ljusnarsberg"],
        "tag": ["över gränsen", None, None],
        "mean": [3.0833, 2.2, None],
        "sek": [325500, None, None],
        "hidden": [None, None, "dolt: färre än 5"],
    }
)
COLUMNS = (
    Column("name", "Kommun", tag="tag"),
    Column("mean", "Medel", "mean"),
    Column("sek", "Kronor", "kronor", missing="belopp saknas"),
)


def test_a_table_writes_numbers_tags_and_states() -> None:
    table = html_table(BILLS, COLUMNS, caption="Per kommun", note="hidden", marked=1)
    assert '<td class="number">3,08</td><td class="number">325\u00a0500</td>' in table
    assert '<span class="tag">över gränsen</span>' in table
    assert "belopp saknas" in table
    assert '<td class="note" colspan="2">dolt: färre än 5</td>' in table
    assert "&lt;b&gt;Örebro" in table
    assert table.count('class="marked"') == 1


def test_a_file_opens_in_a_swedish_spreadsheet() -> None:
    text = csv_bytes(BILLS, COLUMNS).decode("utf-8-sig")
    assert text.splitlines()[:2] == ["Kommun;Medel;Kronor", "Karlskoga;3,0833;325500"]
    assert csv_bytes(BILLS, COLUMNS).startswith(b"\xef\xbb\xbf")


def test_a_text_is_never_a_formula_and_keeps_its_semicolon() -> None:
    rows = pl.DataFrame({"name": ["=1+1", "a;b"]})
    assert csv_bytes(rows, [Column("name", "Namn")]).decode("utf-8-sig").splitlines()[1:] == ["'=1+1", '"a;b"']
