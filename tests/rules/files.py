"""Rule files to try: a sound agreement and sound amounts, and what one edit makes of them."""

import re
from pathlib import Path

from lus_stats.rules import Rulebook, load

AGREEMENT = """
key = "gotland"
label = "Gotlands län"
counties = ["09"]
source = "Överenskommelse"

[[terms]]
valid_from = 2018-01-01
care_forms = ["somatic", "psychiatric"]
model = "mean_then_individual"
threshold_days = 3.0
free_days = 3
cutoff = 12:00:00
discharge_day_counts = true
mean_population = "all"
criteria = ["ready_notice", "care_contact"]
exempt_tracks = { care_contact = ["blue"] }

[terms.sources]
valid_from = "§ 1"
model = "§ 2"
threshold_days = "§ 3"
free_days = "§ 4"
cutoff = "§ 5"
discharge_day_counts = "§ 6"
mean_population = "§ 7"
criteria = "§ 8"
exempt_tracks = "§ 9"
"""
AMOUNTS = """
[[amounts]]
year = 2021
amount_sek = 9000
confirmed = true
regulation = "HSLF-FS"

[[amounts]]
year = 2022
regulation = "inte känt"
"""


def edited(text: str, old: str, new: str) -> str:
    """The text with one place changed."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def loaded(folder: Path, **files: str) -> Rulebook:
    """The shipped rules with files laid over them: gotland="…" is gotland.toml."""
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return load([folder])


def version(text: str, valid_from: str, **changed: str) -> str:
    """An agreement's text with a later version of its terms added: the same but for the changed lines."""
    terms = text[text.index("[[terms]]") :]
    for key, value in {"valid_from": valid_from, **changed}.items():
        terms, count = re.subn(rf"^{key} = .*(?=\n)", f"{key} = {value}", terms, count=1, flags=re.MULTILINE)
        assert count == 1
    return f"{text}\n{terms}"
