"""The examples of data/rules/README.md are files the loader takes."""

import re
from datetime import date
from pathlib import Path

from lus_stats.rules.loader import load
from lus_stats.rules.timetable_file import load_timetables
from tests.house.source import ROOT

EXAMPLE = re.compile(r"```toml\n# data/rules/(?P<name>\S+)\n(?P<text>.*?)```", re.DOTALL)


def test_the_examples_load_over_the_shipped_rules(tmp_path: Path) -> None:
    for example in EXAMPLE.finditer((ROOT / "data/rules/README.md").read_text(encoding="utf-8")):
        (tmp_path / example["name"]).parent.mkdir(exist_ok=True)
        (tmp_path / example["name"]).write_text(example["text"], encoding="utf-8")
    rulebook, shipped = load([tmp_path]), load()
    assert rulebook.of_county("09").key == "gotland"
    assert rulebook.agreements.keys() - shipped.agreements.keys() == {"gotland"}
    assert (shipped.amounts[2021].amount_sek, rulebook.amounts[2021].amount_sek) == (None, 9000)
    timetables = load_timetables([tmp_path])
    assert [step.day.isoformat() for step in timetables.dated("09", date(2021, 2, 1))] == [
        "2021-03-05",
        "2021-03-19",
        "2021-03-25",
    ]
