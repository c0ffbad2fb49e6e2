"""The commands about the bill: ours, one line of it, the region's, and when it comes."""

from typing import Annotated

import typer

from lus_stats.cli.app import command
from lus_stats.cli.options import DATA, TABLE, AgreementKey, Data, InScenario, Month, OutputFormat, Settings


@command("bill")
def bill(
    month: Month,
    municipality: Annotated[
        str | None, typer.Option("--municipality", metavar="KOD", help="Kommunkoden, fyra siffror.")
    ] = None,
    agreement: AgreementKey = None,
    settings: Settings = None,
    revision: Annotated[
        str | None, typer.Option("--revision", metavar="NUMMER", help="En annan version än det frysta underlaget.")
    ] = None,
    scenario: InScenario = None,
    data: Data = DATA,
    output: OutputFormat = TABLE,
) -> None:
    """Räkna månadens utfall: varje kommun och vårdform, och varje rad."""
    from lus_stats.cli import pricing

    pricing.run(data, pricing.question(month, municipality, agreement, settings or [], revision), output, scenario)


@command("explain")
def explain(
    episode_id: Annotated[str, typer.Argument(metavar="VÅRDTILLFÄLLE", help="Vårdtillfällets beteckning i filen.")],
    agreement: AgreementKey = None,
    settings: Settings = None,
    data: Data = DATA,
    output: OutputFormat = TABLE,
) -> None:
    """Förklara ett vårdtillfälle dag för dag, med varje kriterium."""
    from lus_stats.cli import explaining

    explaining.run(data, episode_id, agreement, settings or [], output)


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
    from lus_stats.cli import pricing, reconciling

    reconciling.run(data, file, pricing.question(month, municipality, agreement, settings or []), output)


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
