"""The commands of `lus` and their options. Each loads what it needs first when it runs, so that `--help` is quick."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import typer

from lus_stats.cli.options import DATA, TABLE, AgreementKey, Data, InScenario, Month, OutputFormat, Pool, Settings
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
        typer.Option("--districts", metavar="INDELNING", help="recorded: som registrerat; today: dagens stadsdelar."),
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
