"""Tables that are written once: the same for whoever has the same view, and nobody else's."""

import polars as pl

from lus_stats.ui import written
from lus_stats.ui.links import Query
from lus_stats.ui.tables import Column, LinkTo, html_table

COLUMNS = (Column("name", "Kommun", place="code"), Column("days", "Dagar", "days"))
HERE: Query = (("lan", "18"),)
THERE: Query = (("lan", "01"),)


def rows(days: int = 3) -> pl.DataFrame:
    return pl.DataFrame({"name": ["Örebro"], "code": ["1880"], "days": [days]})


def test_a_table_is_written_once_for_a_view() -> None:
    asked: list[Query] = []
    now = HERE

    def link(code: str) -> str:
        asked.append(now)
        return f"kommun?lan={dict(now)['lan']}&kommun={code}"

    written.table.cache_clear()
    frame = rows()
    first = written.table(written.Rows(frame), COLUMNS, "Rader", None, None, link, HERE)
    assert first == html_table(frame, COLUMNS, caption="Rader", link_to=link)
    assert written.table(written.Rows(frame), COLUMNS, "Rader", None, None, link, HERE) is first
    now = THERE
    other = written.table(written.Rows(frame), COLUMNS, "Rader", None, None, link, THERE)
    assert "lan=01" in other
    assert "lan=18" not in other
    assert asked == [HERE, HERE, THERE]


def test_a_frame_equals_itself_alone() -> None:
    frame = rows()
    assert written.Rows(frame) == written.Rows(frame)
    assert hash(written.Rows(frame)) == hash(written.Rows(frame))
    assert written.Rows(frame) != written.Rows(rows())
    assert written.Rows(frame) != frame


def test_rows_of_another_view_are_written_anew() -> None:
    written.table.cache_clear()
    tables = {written.table(written.Rows(rows(days)), COLUMNS, "Rader", None, None, None, HERE) for days in (3, 4, 5)}
    assert len(tables) == 3


def test_a_table_that_writes_itself_has_the_links_of_each_view_and_is_written_once_for_it() -> None:
    asked: list[str] = []

    def address(code: str) -> str:
        asked.append(code)
        return f"kommun?at={len(asked)}"

    def write(link_to: LinkTo) -> str:
        return link_to("1880")

    here, there, again = (written.linked(write, address, view) for view in (HERE, THERE, HERE))
    assert (here, there, again) == ("kommun?at=1", "kommun?at=2", "kommun?at=1")
