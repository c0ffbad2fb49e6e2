"""What a bill is said to come to: the amounts behind charged days, and the step at the threshold."""

from typing import Any

from lus_stats.text.bill_parts import cliff_title
from lus_stats.text.outcomes import priced


def day(amount_sek: int, regulation: str, *, invented: bool = False) -> dict[str, Any]:
    return {"amount_sek": amount_sek, "amount_status": "confirmed", "regulation": regulation, "invented": invented}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_two_years_amounts_name_each_source_once() -> None:
    invented = [day(12_100, "demobelopp", invented=True), day(12_600, "demobelopp", invented=True)]
    assert plain(priced(invented)) == "**1 × 12 100 kr + 1 × 12 600 kr = 24 700 kr** (demobelopp)"
    real = [day(7_800, "HSLF-FS 2018:67"), day(8_200, "Socialstyrelsens belopp för 2020")]
    assert plain(priced(real)).endswith("(HSLF-FS 2018:67; Socialstyrelsens belopp för 2020)")


def test_the_step_at_the_threshold_is_not_said_to_cost_nothing() -> None:
    assert plain(cliff_title(30, 4, 32_800)) == "Strax över 3,0 kostar månaden 32 800 kr, på 3,0 ingenting"
    assert plain(cliff_title(30, 4, None)) == "Strax över 3,0 kostar månaden 4 dagar, på 3,0 ingenting"
    assert plain(cliff_title(30, 0, 0)) == "Fakturan växer från noll en bit över gränsen 3,0, utan klippa"
