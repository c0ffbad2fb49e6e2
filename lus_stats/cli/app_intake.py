"""The commands about what comes in and what is held."""

from typing import Annotated

import typer

from lus_stats.cli.app import command
from lus_stats.cli.options import DATA, TABLE, AgreementKey, Data, OutputFormat, Settings


@command("demo")
def demo(
    months: Annotated[str | None, typer.Option("--months", metavar="ANTAL", help="Hur många månader.")] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="ÅÅÅÅ-MM", help="Den sista månaden; annars den senaste hela.")
    ] = None,
    seed: Annotated[str, typer.Option("--seed", metavar="TAL", help="Samma frö ger samma rader.")] = "1",
    data: Data = DATA,
) -> None:
    """Skapa demodata: påhittade vårdtillfällen för Stockholms och Örebro län, i en egen mapp."""
    from lus_stats.cli import inventing

    inventing.run(data, months, until, seed)


@command("import")
def import_(
    files: Annotated[list[str], typer.Argument(metavar="FIL", help="CSV, Excel eller Parquet.")],
    mapping: Annotated[
        str | None,
        typer.Option("--mapping", metavar="FIL", help="En mappningsfil, eller nyckeln till en i data/mappings/."),
    ] = None,
    extracted_on: Annotated[
        str | None,
        typer.Option("--extracted-on", metavar="ÅÅÅÅ-MM-DD", help="Dagen då uttaget gjordes."),
    ] = None,
    max_rejected: Annotated[
        str, typer.Option("--max-rejected", metavar="ANDEL", help="Neka en fil där en större andel av raderna avvisas.")
    ] = "0.2",
    replace: Annotated[
        bool, typer.Option("--replace", help="Tillåt en ny version som saknar mer än hälften av den förras rader.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Pröva filerna utan att skriva något.")] = False,
    data: Data = DATA,
    output: OutputFormat = TABLE,
) -> None:
    """Läs in filer: pröva varje rad, dela upp på län, månad och vårdform, och skriv nya versioner."""
    from lus_stats.cli import importing

    importing.run(data, files, extracted_on, max_rejected, mapping, replace=replace, dry_run=dry_run, output=output)


@command("months")
def months_(
    diff: Annotated[
        bool,
        typer.Option(
            "--diff", help="Visa vad som skiljer mot underlaget, och vad det skulle ha gett i dagar och kronor."
        ),
    ] = False,
    month: Annotated[
        str | None, typer.Option("--month", metavar="ÅÅÅÅ-MM", help="Med --diff: månadens vårdtillfällen, ett för ett.")
    ] = None,
    county: Annotated[
        str | None, typer.Option("--county", metavar="LÄN", help="Med --diff: länskoden, två siffror.")
    ] = None,
    care_form: Annotated[
        str | None, typer.Option("--care-form", metavar="VÅRDFORM", help="Med --diff: somatisk eller psykiatrisk.")
    ] = None,
    before: Annotated[
        str | None, typer.Option("--from", metavar="NUMMER", help="Versionen att jämföra från; annars underlaget.")
    ] = None,
    after: Annotated[
        str | None, typer.Option("--to", metavar="NUMMER", help="Versionen att jämföra med; annars den nyaste.")
    ] = None,
    agreement: AgreementKey = None,
    settings: Settings = None,
    data: Data = DATA,
    output: OutputFormat = TABLE,
) -> None:
    """Visa vad som är inläst: län, månader, vårdformer och versioner, eller vad som skiljer mellan två versioner."""
    asked = (month, county, care_form, before, after, agreement, settings or [])
    if diff:
        from lus_stats.cli import differing

        differing.run(data, differing.asked(*asked), output)
    else:
        from lus_stats.cli import holdings

        holdings.refuse(any(asked))
        holdings.run(data, output)


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
