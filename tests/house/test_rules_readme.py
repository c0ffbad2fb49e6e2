"""The examples of data/rules/README.md are files the loader takes."""

import re
from pathlib import Path

from lus_stats.rules.loader import load
from tests.house.source import ROOT

EXAMPLE = re.compile(r"```toml\n# data/rules/(?P<name>\S+)\n(?P<text>.*?)```", re.DOTALL)


def test_the_examples_load_over_the_shipped_rules(tmp_path: Path) -> None:
    (tmp_path / "agreements").mkdir()
    for example in EXAMPLE.finditer((ROOT / "data/rules/README.md").read_text(encoding="utf-8")):
        (tmp_path / example["name"]).write_text(example["text"], encoding="utf-8")
    rulebook, shipped = load([tmp_path]), load()
    assert rulebook.of_county("09").key == "gotland"
    assert rulebook.agreements.keys() - shipped.agreements.keys() == {"gotland"}
    assert (shipped.amounts[2021].amount_sek, rulebook.amounts[2021].amount_sek) == (None, 9000)
