"""What the options of several commands have in common: their help, and how their texts are read."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Final

import typer

from lus_stats.errors import WrongCall

Data = Annotated[
    str,
    typer.Option("--data", envvar="LUS_DATA", metavar="MAPP", help="Datamappen, där lagret och egna regler ligger."),
]
OutputFormat = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="table, json eller csv. JSON skrivs ensamt på stdout.")
]
AgreementKey = Annotated[
    str | None,
    typer.Option("--agreement", metavar="NYCKEL", help="Räkna alla kommuner enligt den här överenskommelsen."),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="TERM=VÄRDE",
        help="Ändra ett villkor; kan anges flera gånger. threshold_days=2.5, free_days=2, cutoff=none eller 13:00, "
        "discharge_day_counts=false, mean_population=all, criteria=ready_notice,sip_call (tomt: inga), "
        "amount_sek=9000.",
    ),
]
InScenario = Annotated[
    str | None,
    typer.Option(
        "--scenario",
        metavar="FIL",
        help="Räkna under ett sparat scenario: en fil, eller namnet på en i data/scenarios/. Inte med --set.",
    ),
]
Month = Annotated[str, typer.Option("--month", metavar="ÅÅÅÅ-MM", help="Utskrivningsmånaden, till exempel 2020-02.")]

DATA: Final = "data"
TABLE: Final = "table"
_HOUR: Final = 3600
Pool = Annotated[
    str,
    typer.Option("--pool", metavar="ANTAL", help="Slå ihop så många månader, till och med varje månad: 3 eller 12."),
]


def whole(text: str, option: str) -> int:
    """A whole number.

    Errors: WrongCall.
    """
    if not re.fullmatch(r"-?[0-9]{1,9}", text.strip()):
        raise WrongCall(f"{option} {text!r} går inte att läsa. Skriv ett heltal.")
    return int(text)


def share(text: str, option: str) -> float:
    """A share as a number from 0 to 1, or in per cent.

    Errors: WrongCall.
    """
    match = re.fullmatch(r"([0-9]{1,3}(?:[.,][0-9]{1,6})?)\s*(%?)", text.strip())
    value = Decimal(match[1].replace(",", ".")) / (100 if match[2] else 1) if match else Decimal(-1)
    if not 0 <= value <= 1:
        raise WrongCall(f"{option} {text!r} går inte att läsa. Skriv en andel från 0 till 1, till exempel 0.2.")
    return float(value)


def seconds(text: str, option: str) -> float:
    """A number of seconds, up to an hour.

    Errors: WrongCall.
    """
    if not re.fullmatch(r"[0-9]{1,4}([.,][0-9]{1,3})?", text.strip()) or float(text.replace(",", ".")) > _HOUR:
        raise WrongCall(f"{option} {text!r} går inte att läsa. Skriv ett antal sekunder från 0 till {_HOUR}.")
    return float(text.replace(",", "."))


def day(text: str, option: str) -> date:
    """A date written as `2020-03-06`.

    Errors: WrongCall.
    """
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip()):
            return date.fromisoformat(text.strip())
    except ValueError:
        pass  # a day that is not in the calendar, which the pattern lets through
    raise WrongCall(f"{option} {text!r} går inte att läsa. Skriv en dag så här: 2020-03-06.")
