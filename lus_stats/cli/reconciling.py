"""`lus reconcile`: the region's invoice held against ours."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from lus_stats import months
from lus_stats.answers import Question
from lus_stats.answers.reconciliation import Reconciliation, read_invoice, reconcile
from lus_stats.answers.reconciliation.sums import FIGURES
from lus_stats.cli.output import Format, chosen_format, note, write_csv, write_json, write_markdown, write_table
from lus_stats.cli.pricing import EXTRACT
from lus_stats.errors import WrongCall
from lus_stats.geography import municipality_name
from lus_stats.store import open_data
from lus_stats.store.places import fault
from lus_stats.text import reconciling
from lus_stats.vocabulary import SWEDISH, CareForm, Ground, Match

SUMS: Final = ("lines", *FIGURES)
LINE: Final = (
    *("match", "ground", "why", "episode_id", "row", "their_rows"),
    *FIGURES,
    *("care_form", "ready_days", "free_days", "unmet_criteria", "elsewhere_month", "elsewhere_municipality"),
)
_MOST_BYTES: Final = 100 * 2**20


def run(data: str, file: str, asked: Question, output: str) -> None:
    """Answer and write.

    Errors: WrongCall for a format or a file there is not; Refused for what is no invoice; as answers.bill.
    """
    how = chosen_format(output)
    invoice = read_invoice(_content(Path(file)), Path(file).name, months.now())
    answer = reconcile(open_data(data), asked, invoice)
    for sentence in _said_beside(answer):
        note(sentence)
    if how == Format.JSON:
        write_json(as_json(answer, asked))
    elif how == Format.CSV:
        write_csv(LINE, [_line(line) for line in answer.lines.to_dicts()])
    else:
        _write(answer, asked)


def _said_beside(answer: Reconciliation) -> list[str]:
    """What there is to know about the file and about our figures."""
    amounts = reconciling.amount_note(answer.groups["amount_status"].cast(str).to_list(), invented=answer.is_invented)
    on_the_mean = (reconciling.ON_THE_MEAN,) if answer.on_the_mean else ()
    return [*answer.invoice.notes, *answer.bill.ignored, *on_the_mean, *filter(None, [amounts])]


def _content(path: Path) -> bytes:
    """The file's bytes.

    Errors: WrongCall where there is no such file, or one too large to be an invoice.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise WrongCall(f"{path.name} är större än 100 MB, och är ingen faktura.")
        return path.read_bytes()
    except OSError as error:
        raise WrongCall(f"{path} går inte att läsa ({fault(error).what}). Kontrollera sökvägen.") from error


def as_json(answer: Reconciliation, asked: Question) -> dict[str, Any]:
    """The whole answer; figures as plain numbers, null where a side does not say."""
    code = asked.municipality or ""
    return {
        "month": months.key(asked.month),
        "demo": answer.bill.demo,
        "municipality_code": code,
        "municipality": municipality_name(code),
        "extracts": answer.bill.extracts.select(EXTRACT).to_dicts(),
        "on_the_mean": answer.on_the_mean,
        "total": _plain(answer.total.select(SUMS).row(0, named=True)),
        "sums": [_plain(row) for row in answer.sums.select("match", "ground", *SUMS).to_dicts()],
        "lines": [_line(line) for line in answer.lines.to_dicts()],
    }


def _line(line: Mapping[str, Any]) -> dict[str, Any]:
    month = line["elsewhere_month"]
    said = dict(line) | {"why": reconciling.ground_words(line), "elsewhere_month": month and months.key(month)}
    return _plain({name: said[name] for name in LINE})


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Figures as whole numbers where they are whole."""
    return {
        name: (int(value) if value == int(value) else float(value)) if isinstance(value, Decimal) else value
        for name, value in row.items()
    }


def _write(answer: Reconciliation, asked: Question) -> None:
    counts = dict(answer.lines["match"].cast(str).value_counts().iter_rows())
    total = answer.total.row(0, named=True)
    name = municipality_name(asked.municipality or "")
    sentence = reconciling.headline(name, asked.month, total, counts, on_the_mean=answer.on_the_mean)
    demo = " · Demodata" if answer.bill.demo else ""
    write_markdown([f"{sentence}{demo}", ""])
    figures = ("Deras dagar", "Våra dagar", "Skillnad", "Deras kr", "Våra kr", "Skillnad kr")
    rows = [
        (SWEDISH[Match(row["match"])], SWEDISH[Ground(row["ground"])], str(row["lines"]), *_figures(row))
        for row in answer.sums.to_dicts()
    ]
    rows.append(("Summa", "", str(total["lines"]), *_figures(total)))
    write_table("Summor", ("Utfall", "Skäl", "Rader", *figures), rows, ("Rader", *figures))
    write_table(
        "Rader", ("Vårdtillfälle", "Vårdform", "Utfall", *figures, "Skäl"), map(_row, answer.lines.to_dicts()), figures
    )


def _row(line: Mapping[str, Any]) -> tuple[str, ...]:
    form = SWEDISH[CareForm(line["care_form"])] if line["care_form"] else ""
    name = line["episode_id"] or (f"(rad {line['row']})" if line["row"] else "")
    return name, form, SWEDISH[Match(line["match"])], *_figures(line), reconciling.ground_words(line)


def _figures(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple("–" if row[name] is None else reconciling.exact(row[name]) for name in FIGURES)
