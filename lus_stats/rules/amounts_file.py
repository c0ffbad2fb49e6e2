"""`amounts.toml`, read strictly: what a vårddygn costs, year by year."""

from collections.abc import Mapping
from typing import Any

from lus_stats.rules.model import Amount
from lus_stats.rules.strict import Table


def read_amounts(content: Mapping[str, Any], file: str) -> dict[int, Amount]:
    """The amounts a parsed file holds, by year.

    Unit: whole kronor per vårddygn; None where a year is listed without an amount.
    Errors: RulesError naming the file, the entry and the cure.
    """
    top = Table(content, file)
    top.only(["amounts"])
    amounts: dict[int, Amount] = {}
    for table in top.tables("amounts", "amounts"):
        amount = _amount(table)
        if amount.year in amounts:
            raise top.error(f"the year {amount.year} is given twice; keep one of them,")
        amounts[amount.year] = amount
    return amounts


def _amount(table: Table) -> Amount:
    known = "amount_sek" in table.values
    table.only(["year", "regulation", *(["confirmed"] if known else [])], ["amount_sek", "invented"])
    amount_sek = table.get("amount_sek", int)
    if amount_sek is not None and amount_sek < 0:
        raise table.error(f"'amount_sek' must be whole kronor, 0 or more, not {amount_sek!r},")
    return Amount(
        year=table.get("year", int),
        amount_sek=amount_sek,
        confirmed=table.get("confirmed", bool, False),
        regulation=table.get("regulation", str),
        invented=table.get("invented", bool, False),
    )
