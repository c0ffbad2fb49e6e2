"""More commands of `lus`, about the region's invoice; as in `app`, each loads what it needs when it runs."""

from typing import Annotated

import typer

from lus_stats.cli.app import command
from lus_stats.cli.options import DATA, TABLE, AgreementKey, Data, Month, OutputFormat, Settings


@command("reconcile")
def reconcile(
    file: Annotated[
        str, typer.Argument(metavar="FIL", help="Regionens faktura: CSV eller Excel, en rad per vårdtillfälle.")
    ],
    month: Month,
    municipality: Annotated[str, typer.Option("--municipality", metavar="KOD", help="Kommunkoden, fyra siffror.")],
    agreement: AgreementKey = None,
    settings: Settings = None,
    data: Data = DATA,
    output: OutputFormat = TABLE,
) -> None:
    """Håll regionens faktura mot vår: vad som är lika, skiljer eller saknas, med skäl och summor."""
    from lus_stats.cli import reconciling

    reconciling.run(data, file, reconciling.question(month, municipality, agreement, settings or []), output)


@command("timetable")
def timetable(
    month: Month,
    county: Annotated[
        str | None,
        typer.Option("--county", metavar="LÄN", help="Länskoden, två siffror; annars alla med egen tidtabell."),
    ] = None,
    count: Annotated[str, typer.Option("--months", metavar="ANTAL", help="Hur många månader, från den angivna.")] = "1",
    data: Data = DATA,
    output: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="table, json, csv eller ics (en kalenderfil på stdout).")
    ] = TABLE,
) -> None:
    """Visa månadens tidtabell: uttag, granskning och faktura."""
    from lus_stats.cli import timing

    timing.run(data, month, county, count, output)
