"""The commands of whoever looks after an installation: the app, the inbox, the import log, what is to be removed."""

from typing import Annotated

import typer

from lus_stats.cli.app import command
from lus_stats.cli.options import DATA, TABLE, Data, OutputFormat


@command("serve")
def serve(
    port: Annotated[str, typer.Option("--port", metavar="NUMMER", help="Porten.")] = "8501",
    address: Annotated[
        str,
        typer.Option("--address", metavar="ADRESS", help="Riktiga uppgifter visas bara på den egna datorns adresser."),
    ] = "127.0.0.1",
    data: Data = DATA,
) -> None:
    """Starta appen i webbläsaren."""
    from lus_stats.cli.options import whole
    from lus_stats.ui import serving

    serving.serve(address, whole(port, "--port"), data)


@command("watch")
def watch(
    inbox: Annotated[
        str | None, typer.Option("--inbox", metavar="MAPP", help="Mappen där filer läggs; annars inbox i datamappen.")
    ] = None,
    mapping: Annotated[
        str | None,
        typer.Option("--mapping", metavar="NYCKEL", help="Mappningen för filer direkt i inkorgen; annars kanonisk."),
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Läs in det som ligger där, och avsluta.")] = False,
    settle: Annotated[
        str, typer.Option("--settle", metavar="SEKUNDER", help="Så länge ska en fil ha legat orörd innan den tas.")
    ] = "3",
    poll: Annotated[
        bool, typer.Option("--poll", help="Titta efter filer i stället för att vänta på besked, för nätverksenheter.")
    ] = False,
    data: Data = DATA,
) -> None:
    """Läs in det som läggs i inkorgen, och flytta det till done eller refused med en rapport bredvid."""
    from lus_stats.cli import watching

    watching.run(data, inbox, mapping, once=once, settle=settle, poll=poll)


@command("log")
def log(data: Data = DATA, output: OutputFormat = TABLE) -> None:
    """Visa importloggen: vem som läste in eller gallrade vad, när, och vad det blev."""
    from lus_stats.cli import journal

    journal.run(data, output)


@command("prune")
def prune(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Visa vad som skulle tas bort, och ta inte bort.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ta bort utan att fråga.")] = False,
    inbox: Annotated[
        str | None, typer.Option("--inbox", metavar="MAPP", help="En inkorg som ligger utanför datamappen.")
    ] = None,
    data: Data = DATA,
    output: OutputFormat = TABLE,
) -> None:
    """Gallra det vars tid har gått: gamla versioner, avvisade rader, filer i inkorgen, hela månader."""
    from lus_stats.cli import pruning

    pruning.run(data, inbox, dry_run=dry_run, yes=yes, output=output)
