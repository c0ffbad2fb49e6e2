"""Truth tables of the region's criteria (rules.md §4): met, unmet, missing, exempt."""

import pytest

from lus_stats.criteria import BIT, BY_KEY, CATALOGUE, is_met, mask, unmet_bits, unmet_criteria
from tests.engine import completed, prepared
from tests.oracle import intake, read
from tests.tables import drawn
from tests.worked_examples.patients import NOW, as_row

TRUTH = {
    "admission_notice": """
        inskrivningsmeddelande | beräknad_utskrivning | met | recorded
        2020-02-01 11:00       | 2020-02-04           | yes | yes
        2020-02-04 14:00       | 2020-02-04           | yes | yes
        2020-02-04 14:00:01    | 2020-02-04           | no  | yes
        2020-02-01 11:00       |                      | no  | no
                               | 2020-02-04           | no  | no
                               |                      | no  | no
    """,
    "ready_notice": """
        underrättelse       | met | recorded
        2020-02-01 11:00    | yes | yes
        2020-02-04 14:00    | yes | yes
        2020-02-04 14:00:01 | no  | yes
                            | no  | no
    """,
    "care_contact": """
        fast_vårdkontakt    | spår | met | recorded
        2020-02-01 11:00    | grön | yes | yes
        2020-02-04 14:00    | grön | yes | yes
        2020-02-04 14:00:01 | grön | no  | yes
                            | grön | no  | no
                            | blå  | no  | no
    """,
    "home_ready": """
        hemgångsklar | met | recorded
        ja           | yes | yes
        nej          | no  | yes
                     | no  | no
    """,
    "sip_call": """
        sip_krävs | sip_kallelse        | underrättelse    | met | recorded
        ja        | 2020-02-01 11:00    | 2020-02-01 11:00 | yes | yes
        ja        | 2020-01-20 11:00    | 2020-02-01 11:00 | yes | yes
        ja        | 2020-02-04 23:59:59 | 2020-02-01 23:59 | yes | yes
        ja        | 2020-02-05 00:00    | 2020-02-01 23:59 | no  | yes
        ja        | 2020-02-05 00:00    | 2020-02-02 00:00 | yes | yes
        ja        | 2020-02-04 23:59    |                  | yes | yes
        ja        | 2020-02-05 00:00    |                  | no  | yes
        ja        |                     | 2020-02-01 11:00 | no  | no
        nej       |                     | 2020-02-01 11:00 | yes | yes
        nej       | 2020-03-01 11:00    | 2020-02-01 11:00 | yes | yes
                  |                     | 2020-02-01 11:00 | yes | yes
                  | 2020-03-01 11:00    | 2020-02-01 11:00 | yes | yes
    """,
    "outpatient_available": """
        öppenvård_tillgänglig | met | recorded
        ja                    | yes | yes
        nej                   | no  | yes
        oklart                | no  | yes
                              | yes | yes
    """,
    "weekday_discharge": """
        spår | utskriven        | met | recorded
        röd  | 2020-02-07 23:59 | yes | yes
        röd  | 2020-02-08 00:00 | no  | yes
        röd  | 2020-02-09 23:59 | no  | yes
        röd  | 2020-02-10 00:00 | yes | yes
        röd  | 2020-04-10 10:00 | no  | yes
        röd  | 2020-04-13 10:00 | no  | yes
        röd  | 2020-05-01 10:00 | no  | yes
        röd  | 2020-06-19 10:00 | no  | yes
        röd  | 2019-12-24 10:00 | no  | yes
        röd  | 2019-12-23 10:00 | yes | yes
        grön | 2020-02-08 10:00 | yes | yes
        gul  | 2020-02-08 10:00 | yes | yes
        blå  | 2020-02-08 10:00 | yes | yes
             | 2020-02-08 10:00 | yes | yes
    """,
}
"""An empty cell is not registered. The blue track's exemption is a term, so the fact itself stays unmet."""


def as_episode(cells):
    """A patient told 2020-02-01 11:00 and out 2020-02-04 14:00, but for the cells given."""
    row = as_row("a", "2020-02-01 11:00", "2020-02-04") | {"inskriven": "2019-12-20 08:00"} | cells
    if "utskriven" in cells:
        facts = ("utskrivningsklar", "underrättelse", "inskrivningsmeddelande", "fast_vårdkontakt")
        row |= dict.fromkeys(facts, "2019-12-20 09:00") | {"registrerad": cells["utskriven"]}
    taken = intake([row], None, NOW)
    assert taken.rejected == []
    return taken.accepted[0]


def test_every_criterion_has_its_table():
    assert list(TRUTH) == [criterion.key for criterion in CATALOGUE]


@pytest.mark.parametrize("key", TRUTH)
def test_a_criterion_is_met_as_its_table_says(key):
    """And it needs one fact of its own: all other facts of these patients are in order."""
    for row in drawn(TRUTH[key]):
        cells = {name: text for name, text in row.items() if name not in ("met", "recorded")}
        episode = prepared([as_episode(cells)])
        asked = {"met": is_met(key), "recorded": BY_KEY[key].recorded, "facts": "criteria_facts"}
        answer = episode.with_columns(exempt=0).select(**asked).collect().row(0, named=True)
        assert {name: answer[name] for name in ("met", "recorded")} == {
            name: row[name] == "yes" for name in ("met", "recorded")
        }, row
        not_told = ["ready_notice"] if cells.get("underrättelse") == "" else []
        others = mask(other for other in BIT if other not in (key, *not_told))
        assert answer["facts"] & others == others, row


@pytest.mark.parametrize("key", TRUTH)
def test_an_exempt_track_meets_any_criterion(key):
    unmet = next(row for row in reversed(drawn(TRUTH[key])) if row["met"] == "no")
    cells = {name: text for name, text in unmet.items() if name not in ("met", "recorded")}
    episode = prepared([as_episode(cells)]).with_columns(exempt=BIT[key], required=BIT[key])
    assert episode.select(is_met(key)).collect().item() is True
    assert episode.select(unmet_bits()).collect().item() == 0
    strict = episode.with_columns(exempt=0)
    assert strict.select(is_met(key)).collect().item() is False
    assert strict.select(unmet=unmet_bits()).select(unmet_criteria()).collect().item().to_list() == [key]


@pytest.mark.parametrize(
    ("agreement", "track", "met"),
    [("orebro", "blue", True), ("orebro", "red", False), ("orebro", "–", False), ("stockholm", "blue", False)],
)
def test_the_exempt_tracks_are_the_terms(agreement, track, met):
    row = as_row("a", "2020-02-01 11:00", "2020-02-04", track=track, missed="care_contact")
    episodes = completed(read([row], None, NOW), agreement)
    assert episodes.select(is_met("care_contact")).collect().item() is met


def test_the_unmet_ones_are_listed_in_the_catalogues_order():
    row = as_row("a", "2020-02-01 11:00", "2020-02-04") | {
        "inskrivningsmeddelande": "",
        "fast_vårdkontakt": "",
        "hemgångsklar": "nej",
        "sip_krävs": "ja",
        "öppenvård_tillgänglig": "oklart",
    }
    everything = ["criteria=" + ",".join(reversed(list(BIT)))]
    episodes = completed(read([row], None, NOW), "law", everything).select("episode_id", unmet=unmet_bits())
    assert episodes.select(unmet_criteria()).collect().item().to_list() == [
        "admission_notice",
        "care_contact",
        "home_ready",
        "sip_call",
        "outpatient_available",
    ]
