"""The command about statistics."""

from typing import Annotated

import typer

from lus_stats.cli.app import command
from lus_stats.cli.options import DATA, TABLE, AgreementKey, Data, Month, OutputFormat, Pool, Settings


@command("stats")
def stats(
    month: Month,
    by: Annotated[str, typer.Option("--by", metavar="NIVÅ", help="county, municipality, district, hospital, track.")],
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="ÅÅÅÅ-MM", help="En serie till och med månaden, under länets nyaste villkor."),
    ] = None,
    care_form: Annotated[
        str | None, typer.Option("--care-form", metavar="VÅRDFORM", help="somatisk eller psykiatrisk.")
    ] = None,
    indicator: Annotated[
        list[str] | None,
        typer.Option("--indicator", metavar="NYCKEL", help="En indikator; kan anges flera gånger. Annars alla."),
    ] = None,
    agreement: AgreementKey = None,
    settings: Settings = None,
    show_small: Annotated[
        bool, typer.Option("--show-small", help="Visa även siffror som vilar på färre än 5 vårdtillfällen.")
    ] = False,
    districts: Annotated[
        str,
        typer.Option(
            "--districts",
            metavar="INDELNING",
            help="recorded: som registrerat (med --show-small); today: dagens stadsdelar.",
        ),
    ] = "recorded",
    pool: Pool = "1",
    data: Data = DATA,
    output: OutputFormat = TABLE,
) -> None:
    """Visa indikatorer för en månad eller en serie; små tal döljs om de inte begärs."""
    from lus_stats.cli import measuring

    asked = measuring.question(
        month,
        to,
        by,
        care_form,
        indicator or [],
        agreement,
        settings or [],
        districts,
        show_small=show_small,
        pool=pool,
    )
    measuring.run(data, asked, output)
