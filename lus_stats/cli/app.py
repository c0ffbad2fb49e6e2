"""The app that the commands of `lus` join; each loads what it needs first when it runs, so that `--help` is quick."""

from collections.abc import Callable
from typing import TypeVar

import typer

from lus_stats.cli.swedish import SwedishCommand, SwedishGroup

app = typer.Typer(
    name="lus",
    cls=SwedishGroup,
    add_completion=False,
    rich_markup_mode="rich",
    subcommand_metavar="KOMMANDO [FLAGGOR]",
    options_metavar="",
    help="Statistik och simulerad fakturering för utskrivningsklara patienter (lagen 2017:612).",
    epilog="Slutkoder: 0 klart, 2 fel i anropet, 3 nekat och inget skrivet.",
    pretty_exceptions_enable=False,
)

Function = TypeVar("Function", bound=Callable[..., None])


def command(name: str) -> Callable[[Function], Function]:
    """A command whose help is in Swedish."""
    return app.command(name, cls=SwedishCommand, options_metavar="[FLAGGOR]")
