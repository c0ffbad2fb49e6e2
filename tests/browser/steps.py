"""A reader's steps through the pages; at each, what is on screen is held against `lus … --format json`."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.screen import card, key_figures, number, plain, rounded, shows, table
from tests.browser.visit import Visit

Row = dict[str, Any]
Ask = Callable[..., list[Row]]
MONTH, COUNTY, PLACES = "2025-10", "18", 12
FIRST_VISIT_BYTES = 3_000_000
BILL_CELLS = (0, 1, 3, 4, 5, 6)  # the headroom stands third, the chance of crossing last
CRITERIA = {
    "Alla kriterier": "criteria_met",
    "Inskrivningsmeddelande": "admission_notice",
    "Underrättelse": "ready_notice",
    "Fast vårdkontakt": "care_contact",
    "Hemgångsklar": "home_ready",
    "Utskriven på vardag": "weekday_discharge",
    "Kallelse till SIP": "sip_call",
    "Öppen vård tillgänglig": "outpatient_available",
}
ENGLISH = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|January|February|March|April|June|July|August|October)\b"
)


def somatic(rows: list[Row]) -> list[Row]:
    """The county's own rows of the care form."""
    return [row for row in rows if row["care_form"] == "somatic" and row["municipality_code"][:2] == COUNTY]


def names(groups: list[Row]) -> dict[str, str]:
    """Each municipality's name by its code."""
    return {row["municipality_code"]: row["municipality"] for row in groups}


def go_to(seen: Visit, page: str) -> None:
    """Click a page's link, and wait for its title."""
    seen.after(lambda: seen.page.get_by_role("link", name=page, exact=True).click())
    expect(seen.page.locator("h1.title")).to_have_text(page)


def drawn_words(seen: Visit) -> list[str]:
    """What stands in figures and map."""
    return [plain(text) for text in seen.page.locator(".stPlotlyChart svg text").all_text_contents()]


def assert_swedish_figures(seen: Visit, count: int) -> None:
    """Figures and their toolbars without an English word."""
    expect(seen.page.locator(".stPlotlyChart .main-svg .infolayer").nth(count - 1)).to_be_attached()
    assert [word for word in drawn_words(seen) if ENGLISH.search(word)] == []
    titles = seen.page.locator(".modebar-btn").evaluate_all("buttons => buttons.map(one => one.dataset.title)")
    assert set(titles) <= {"Ladda ner bilden (PNG)"}


def the_overview(seen: Visit, groups: list[Row], ask: Ask) -> None:
    """Läget: key figures, who is over the threshold, each municipality's row, dots and map; light and Swedish."""
    expect(seen.page.locator("h1.title")).to_have_text("Läget")
    expect(seen.page.locator("html")).to_have_attribute("lang", "sv")
    expect(seen.page.locator("p.status")).to_contain_text("oktober 2025")
    expect(seen.page.locator("p.status .badge")).to_have_text("Demodata")
    expect(card(seen, "map").locator("path.choroplethlocation")).to_have_count(PLACES)
    assert_swedish_figures(seen, 2)
    assert 100_000 < seen.bytes_moved <= FIRST_VISIT_BYTES
    county = {
        row["indicator"]: row
        for row in ask("rows", "stats", "--month", MONTH, "--by", "county")
        if row["care_form"] == "somatic" and row["county"] == COUNTY
    }
    mean, met = county["mean_ready_days"], county["share_criteria_met"]
    liable = [group["municipality"] for group in groups if group["liable"]]
    expected = {
        "Dagar i medeltal": rounded(mean["numerator"], mean["denominator"], 1),
        "Vårdtillfällen": county["episodes"]["numerator"],
        "Simulerad faktura": sum(group["amount_sek"] for group in groups),
        "debiteras": sum(group["billed_days"] for group in groups),
    }
    shows(seen, lambda: figures_of(seen, expected), expected)
    said = key_figures(seen)
    assert said["Uppfyller alla kriterier"][1] == f"{met['numerator']} av {met['denominator']}"
    assert said["Över gränsen"][0] == f"{len(liable)} av {PLACES}"
    the_places(seen, names(groups), set(liable), ask)
    for place in liable:
        expect(seen.page.locator("p.headline")).to_contain_text(place)


def the_criteria(seen: Visit, ask: Ask) -> None:
    """Kriterier: each criterion's met and all episodes, and the headline's share."""
    go_to(seen, "Kriterier")
    asked = ask("rows", "stats", "--month", MONTH, "--by", "county")
    county = {row["indicator"]: row for row in asked if row["care_form"] == "somatic" and row.get("county") == COUNTY}
    expected = {
        label: [county[f"share_{key}"]["numerator"], county[f"share_{key}"]["denominator"]]
        for label, key in CRITERIA.items()
    }
    shares = card(seen, "shares")
    shows(seen, lambda: {name: [*map(number, cells[1:3])] for name, (cells, _) in table(shares).items()}, expected)
    met, every = expected["Alla kriterier"]
    expect(seen.page.locator("p.headline")).to_contain_text(f"({met} av {every})")
    assert_swedish_figures(seen, 3)


def the_trends(seen: Visit, name: dict[str, str], ask: Ask) -> None:
    """Trender: the funnel's municipalities with their episodes and means; all of them in the small drawings too."""
    go_to(seen, "Trender")
    asked = ask("rows", "stats", "--month", MONTH, "--by", "municipality", "--indicator", "mean_ready_days")
    expected = {
        name[row["municipality_code"]]: [row["denominator"], rounded(row["numerator"], row["denominator"], 2)]
        for row in somatic(asked)
    }
    funnel = card(seen, "funnel")
    shows(seen, lambda: {place: [*map(number, cells[:2])] for place, (cells, _) in table(funnel).items()}, expected)
    shows(seen, lambda: set(expected) - set(drawn_words(seen)), set())
    assert_swedish_figures(seen, 3)


def figures_of(seen: Visit, wanted: Row) -> Row:
    """The wanted key figures as numbers; the simulated bill's days stand under its kronor, before a bracket."""
    said = key_figures(seen)
    found = {label: number(said[label][0]) for label in wanted if label in said}
    return found | {"debiteras": number(said.get("Simulerad faktura", ("", ""))[1].split("(")[0].split("·")[0])}


def the_places(seen: Visit, name: dict[str, str], liable: set[str], ask: Ask) -> None:
    """Each municipality's episodes and mean, and which of them have the tag; the same names are in the figure."""
    asked = ask("rows", "stats", "--month", MONTH, "--by", "municipality", "--indicator", "mean_ready_days")
    expected = {
        name[row["municipality_code"]]: [row["denominator"], rounded(row["numerator"], row["denominator"], 2)]
        for row in somatic(asked)
    }
    places = card(seen, "places")
    shows(seen, lambda: {place: [*map(number, cells[:2])] for place, (cells, _) in table(places).items()}, expected)
    assert {place for place, (_, tags) in table(places).items() if tags} == liable
    shows(seen, lambda: set(expected) - set(drawn_words(seen)), set())


def the_municipality(seen: Visit, chosen: Row, ask: Ask) -> None:
    """Kommun: one of those over the threshold."""
    go_to(seen, "Kommun")
    seen.choose("Kommun", chosen["municipality"])
    expect(seen.page.locator("p.status")).to_contain_text(chosen["municipality"])
    rows = ask("rows", "stats", "--month", MONTH, "--by", "municipality", "--care-form", "somatic", "--show-small")
    own = {row["indicator"]: row for row in rows if row["municipality_code"] == chosen["municipality_code"]}
    mean = own["mean_ready_days"]
    expected = {
        "Dagar i medeltal": rounded(mean["numerator"], mean["denominator"], 1),
        "Vårdtillfällen": mean["denominator"],
        "Median, dagar": number(str(own["median_ready_days"]["value"])),
        "Simulerad faktura": chosen["amount_sek"],
        "debiteras": chosen["billed_days"],
        "Stoppas av kriterier": chosen["blocked_sek"],
    }
    shows(seen, lambda: figures_of(seen, expected), expected)
    expect(card(seen, "months").locator(".main-svg .infolayer")).not_to_have_count(0)
    assert_swedish_figures(seen, 2)


def the_bill(seen: Visit, groups: list[Row], ask: Ask) -> None:
    """Fakturering: the month as it is, with a lower threshold, and back."""
    go_to(seen, "Fakturering")
    shows(seen, lambda: billed(seen), as_billed(groups))
    assert_swedish_figures(seen, 1)
    seen.choose("Gräns för medelvärdet", "2,5 dagar")
    expect(seen.page.get_by_text("Ändrade villkor: gräns 2,5 i stället för 3,0.")).to_be_visible()
    lower = somatic(ask("groups", "bill", "--month", MONTH, "--set", "threshold_days=2.5"))
    assert as_billed(lower) != as_billed(groups)
    shows(seen, lambda: billed(seen), as_billed(lower))
    expect(seen.page).to_have_url(re.compile(r"[?&]andrat=threshold_days%3D2\.5(&|$)"))
    seen.choose("Gräns för medelvärdet", "enligt villkoren")
    shows(seen, lambda: billed(seen), as_billed(groups))


def billed(seen: Visit) -> dict[str, list[Any]]:
    """Each municipality's episodes, mean, days, kronor, blocked days and their kronor on screen, in that order."""
    return {
        place: [number(cells[at]) for at in BILL_CELLS] + [bool(tags)]
        for place, (cells, tags) in table(card(seen, "municipalities")).items()
        if place != "Summa"
    }


def as_billed(groups: list[Row]) -> dict[str, list[Any]]:
    """The same of the command line."""
    return {
        group["municipality"]: [
            group["episodes"],
            rounded(group["ready_days"], group["episodes_in_mean"], 2),
            *(group[name] for name in ("billed_days", "amount_sek", "blocked_days", "blocked_sek")),
            group["liable"],
        ]
        for group in groups
    }


def the_lines(seen: Visit, chosen: Row, own: list[Row]) -> None:
    """Fakturaunderlag: each line's days and kronor. The municipality came along from Kommun."""
    go_to(seen, "Fakturaunderlag")
    expect(seen.page.locator("p.headline")).to_contain_text(chosen["municipality"])
    expected = {line["episode_id"]: [line["ready_days"], line["billed_days"], line["amount_sek"]] for line in own}
    shows(
        seen,
        lambda: {key: [number(cell) for cell in cells[:3]] for key, (cells, _) in table(card(seen, "rows")).items()},
        expected,
    )


def an_episode(seen: Visit, line: Row, told: Row) -> None:
    """The card of one line, day by day."""
    box = seen.page.get_by_label("Öppna vårdtillfälle", exact=True)
    box.click()
    box.fill(line["episode_id"])
    option = seen.page.get_by_role("option").filter(has_text=line["episode_id"])
    opened = seen.page.locator("article.episode")
    if line["episode_id"] not in plain(opened.locator("h2").inner_text()):
        seen.after(lambda: seen.pick(box, option))
    expect(opened.locator("h2")).to_contain_text(line["episode_id"])
    read = "days => days.map(day => [day.querySelector('strong').textContent, day.classList[1]])"
    assert opened.locator("li.day").evaluate_all(read) == [[str(day["number"]), day["state"]] for day in told["days"]]
    beyond = "billed" if line["outcome"] == "billed" else "blocked"
    expect(opened.locator(f"li.{beyond}")).to_have_count(line["ready_days"] - line["free_days"])
    seen.page.keyboard.press("Escape")


def the_calculator(seen: Visit, line: Row, told: Row) -> None:
    """Metod: the same stay typed by hand gives the line's days under the county's agreement, and the act's too."""
    go_to(seen, "Metod")
    for label, moment in (("Underrättelse", told["clock_at"]), ("Utskriven", told["discharged_at"])):
        box = seen.page.get_by_label(label, exact=True)
        box.fill(str(moment)[:16])
        seen.after(lambda box=box: box.press("Enter"))
    county = seen.page.locator(".side-by-side section").filter(has=seen.page.get_by_role("heading", name="Örebro län"))
    expect(county).to_contain_text(f"{line['ready_days']}\xa0dagar")
    expect(county.locator("li.beyond")).to_have_count(line["billed_days"])
