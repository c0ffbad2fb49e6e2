"""More commands of `lus`, about what comes in; as in `app`, each loads what it needs when it runs."""

from typing import Annotated

import typer

from lus_stats.cli.app import command
from lus_stats.cli.options import TABLE, OutputFormat


@command("mapping")
def mapping(
    file: Annotated[str, typer.Argument(metavar="FIL", help="En fil i ett upplägg som ingen mappning finns för.")],
    write: Annotated[
        str | None, typer.Option("--write", metavar="FIL.toml", help="Skriv utkastet till en ny fil i stället.")
    ] = None,
    output: OutputFormat = TABLE,
) -> None:
    """Gissa en mappning för en okänd fil: ett utkast i TOML, med frågor om det som inte går att avgöra."""
    from lus_stats.cli import drafting

    drafting.run(file, write, output)
