"""The filters over several runs: what the reader has just changed, the address and the session never fight.

The address is handed to the script by hand: in a browser the moments that matter are too short to be met on purpose.
"""

from collections.abc import Mapping

from streamlit.testing.v1 import AppTest

PATIENCE_SECONDS = 120


def filters_alone() -> None:
    """The filters without any page or store around them."""
    from datetime import date

    from lus_stats.ui import sidebar
    from lus_stats.ui.filters import Choices

    choices = Choices((date(2020, 3, 1), date(2020, 2, 1)), date(2020, 2, 1), ("18", "01"))
    sidebar.restore(choices)
    sidebar.write_address(sidebar.draw(choices))


def opened(query: Mapping[str, str] | None = None) -> AppTest:
    """A reader who has come with an address."""
    app = AppTest.from_function(filters_alone, default_timeout=PATIENCE_SECONDS)
    put(app, query or {})
    return app.run()


def put(app: AppTest, query: Mapping[str, str]) -> None:
    """Let the browser's next message carry this address."""
    app.query_params.clear()
    for name, value in query.items():
        app.query_params[name] = value


def address(app: AppTest) -> dict[str, str]:
    """The address as the script left it."""
    return {name: value if isinstance(value, str) else value[-1] for name, value in app.query_params.items()}


def test_the_bare_address_opens_on_the_newest_complete_month_and_is_written_out() -> None:
    assert address(opened()) == {"som": "region-18", "manad": "2020-02", "lan": "18", "vardform": "somatic"}


def test_a_change_sent_with_an_address_that_lags_behind_takes_nothing_back() -> None:
    """Two quick changes: the second leaves the browser before the first has reached its address."""
    app = opened()
    before = address(app)
    app.selectbox(key="filter_vardform").select("psychiatric").run()
    put(app, before)
    app.selectbox(key="filter_lan").select("01").run()
    assert address(app) == {**before, "vardform": "psychiatric", "lan": "01"}


def test_an_address_that_comes_alone_is_followed() -> None:
    """The back button, or a link pasted into the open window."""
    app = opened()
    before = address(app)
    app.selectbox(key="filter_vardform").select("psychiatric").run()
    put(app, before)
    app.run()
    assert address(app) == before
    assert app.selectbox(key="filter_vardform").value == "somatic"


def test_an_emptied_address_keeps_the_view() -> None:
    """A page chosen from the menu arrives without a query."""
    app = opened()
    app.selectbox(key="filter_vardform").select("psychiatric").run()
    put(app, {})
    app.run()
    assert address(app)["vardform"] == "psychiatric"


def test_another_reader_moves_the_county_along() -> None:
    app = opened()
    app.selectbox(key="filter_som").select("municipality-0184").run()
    assert address(app)["lan"] == "01"
    assert address(app)["kommun"] == "0184"
