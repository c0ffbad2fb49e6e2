"""The month's timetable, drawn as a card."""

from lus_stats import months
from lus_stats.answers.timetable import AHEAD
from lus_stats.ui import cache_timetable, tables, widgets
from lus_stats.ui.filters import Filters
from lus_stats.ui.views.timetable import COLUMNS


def draw(chosen: Filters) -> None:
    """The steps of the view's month, and a calendar of the coming ones; nothing where there is no month."""
    view = cache_timetable.timetable(chosen)
    if view is None:
        return
    with widgets.card("timetable", view.title, "När uttaget dras, underlaget granskas och fakturan kommer"):
        widgets.findings((view.sentence,))
        widgets.raw_html(tables.html_table(view.rows, COLUMNS, caption=view.title))
        widgets.download(
            f"Ladda ner kalender, {AHEAD} månader (ics)",
            lambda: view.calendar(months.now()),
            view.file_name,
            "text/calendar",
        )
