"""More commands of `lus`, about what comes in and what is kept; as in `app`, each loads what it needs when it runs."""

from typing import Annotated

import typer

from lus_stats.cli.app import command
from lus_stats.cli.options import DATA, TABLE, Data, OutputFormat


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


@command("verify")
def verify(
    document: Annotated[
        str | None,
        typer.Option("--document", metavar="FIL", help="Ett fakturaunderlag, PDF eller Excel, mot vad lagret ger nu."),
    ] = None,
    data: Data = DATA,
) -> None:
    """Pröva varje fil i lagret mot sin egen beskrivning och checksumma, eller ett fakturaunderlag mot lagret."""
    from lus_stats.cli import verifying

    if document is None:
        verifying.run(data)
    else:
        verifying.run_document(data, document)
