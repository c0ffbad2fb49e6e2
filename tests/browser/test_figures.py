"""What a browser does with the figures: it draws each once, and they are read in either theme."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.look import drawn, in_theme
from tests.browser.visit import Visit

pytestmark = pytest.mark.browser
Window = Callable[..., Visit]
VIEW = "som=region-18&lan=18&vardform=somatic"
DRAW = "drawFramework"  # Plotly's own name for a drawing from the ground, the same in the file it ships
TURNED = "invert(1) hue-rotate(180deg)"


@pytest.mark.parametrize("page", ["kriterier", "trender"])
def test_a_changed_filter_draws_each_figure_once(demo_app: str, visit: Window, page: str) -> None:
    """Neither Streamlit's second copy of a figure nor a name that needs more room makes Plotly begin anew."""
    seen = visit(demo_app).open(f"/{page}?{VIEW}")
    figures = seen.page.locator(".js-plotly-plot .main-svg:first-child")
    expect(figures.first).to_be_visible()
    seen.page.wait_for_load_state("networkidle")
    seen.choose("Vårdform", "Psykiatrisk")
    drawn(seen).page.wait_for_timeout(1000)
    profiler = seen.page.context.new_cdp_session(seen.page)
    profiler.send("Profiler.enable")
    profiler.send("Profiler.startPreciseCoverage", {"callCount": True, "detailed": False})
    seen.choose("Vårdform", "Somatisk")
    drawn(seen).page.wait_for_timeout(1000)
    scripts = profiler.send("Profiler.takePreciseCoverage")["result"]
    calls = [
        part["ranges"][0]["count"]
        for script in scripts
        for part in script["functions"]
        if part["functionName"].endswith(DRAW)
    ]
    assert sum(calls) == figures.count() > 1


def test_a_figure_is_read_where_the_theme_changes_after_it_was_drawn(demo_app: str, visit: Window) -> None:
    seen = visit(demo_app).open(f"/laget?{VIEW}")
    figure = seen.page.locator(".stPlotlyChart .svg-container").first
    expect(figure).to_have_css("filter", "none")
    in_theme(seen, dark=True)
    expect(figure).to_have_css("filter", TURNED)
    seen.choose("Vårdform", "Psykiatrisk")
    expect(figure).to_have_css("filter", "none")  # drawn anew, in the dark theme's colours
    seen.page.emulate_media(media="print")
    expect(figure).to_have_css("filter", TURNED)
    in_theme(seen, dark=False)
    expect(figure).to_have_css("filter", TURNED)


def test_a_figure_is_turned_about_by_the_apps_theme_not_the_systems(demo_app: str, visit: Window) -> None:
    """An embedded page may be dark where the system is light."""
    seen = visit(demo_app).open(f"/laget?{VIEW}&embed=true&embed_options=dark_theme")
    figure = seen.page.locator(".stPlotlyChart .svg-container").first
    expect(figure).to_have_attribute("data-drawn", "dark")
    expect(figure).to_have_css("filter", "none")
    seen.page.emulate_media(media="print")
    expect(figure).to_have_css("filter", TURNED)
