"""Regionens faktura: the region's invoice for one municipality's month held against ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

import polars as pl

from lus_stats.answers import Bill, Question
from lus_stats.answers.reconciliation import Invoice, Reconciliation
from lus_stats.exports.reconciliation import ComparisonFile, comparison_workbook
from lus_stats.figures.theme import month_long
from lus_stats.geography import municipality_name
from lus_stats.months import key
from lus_stats.rules import Rulebook
from lus_stats.text import numbers, reconciling
from lus_stats.ui.filters import Filters
from lus_stats.ui.tables import Column
from lus_stats.ui.views import rights
from lus_stats.ui.views.terms import extract_words
from lus_stats.vocabulary import SWEDISH, CareForm, Ground, Match

MOST_LINES: Final = 200  # on the page; the workbook has them all
FIGURES: Final = ("their_days", "our_days", "days_apart", "their_sek", "our_sek", "sek_apart")
_HEADINGS: Final = ("Regionens dagar", "Våra dagar", "Skillnad", "Regionens kr", "Våra kr", "Skillnad kr")
_SUMMED: Final = tuple(Column(name, heading, "figure") for name, heading in zip(FIGURES, _HEADINGS, strict=True))
SUMS: Final = (
    Column("match", "Utfall"),
    Column("ground", "Skäl", ahead=True),
    Column("lines", "Rader", "count"),
    *_SUMMED,
)
LINES: Final = (
    Column("episode_id", "Vårdtillfälle"),
    Column("match", "Utfall", ahead=True),
    *_SUMMED[:2],
    *_SUMMED[3:5],
    Column("sek_apart", "Skillnad kr", "figure"),
    Column("why", "Skäl", ahead=True),
)
_STATES: Final = {
    Match.EQUAL: "Samma vårdtillfälle, med samma dagar och kronor hos båda.",
    Match.DIFFERS: "Samma vårdtillfälle debiteras hos båda, med olika dagar eller kronor.",
    Match.NOT_BILLED: "Regionen debiterar vårdtillfället, men inte vi. Skälet säger varför.",
    Match.NOT_INVOICED: "Vi debiterar vårdtillfället, men det finns inte i regionens faktura.",
}


@dataclass(frozen=True)
class RegionInvoiceView:
    """What the page draws; `sums` and `lines` are read as they stand."""

    status: tuple[str, ...]
    title: str
    sentence: str
    notes: tuple[str, ...]
    sums: pl.DataFrame
    lines: pl.DataFrame = field(repr=False)
    lines_subtitle: str
    file_name: str
    _file: ComparisonFile = field(repr=False)

    def workbook(self, made_at: datetime) -> bytes:
        """The comparison to send back."""
        facts = [("Gjord", f"{made_at:%Y-%m-%d %H:%M}"), *self._file.facts]
        return comparison_workbook(replace(self._file, facts=facts))


def question(chosen: Filters) -> Question:
    """The month's bill of the view's municipality, both care forms, under the changes its reader may make."""
    assert chosen.month is not None
    return Question(chosen.month, None, chosen.municipality, rights.agreement(chosen), rights.allowed(chosen))


def status(chosen: Filters, bill: Bill, rulebook: Rulebook) -> tuple[str, ...]:
    """What an invoice is held against."""
    forms = [replace(chosen, care_form=form) for form in CareForm]
    extracts = dict.fromkeys(extract_words(bill.extracts, one) for one in forms)
    agreements = bill.groups.select("agreement", "terms_from").unique(maintain_order=True).rows()
    terms = [f"{rulebook.agreements[one].label}, villkor från {since}" for one, since in agreements]
    return (
        municipality_name(chosen.municipality or ""),
        f"utskrivna i {month_long(bill.month)}",
        "båda vårdformerna",
        *[words for words in extracts if words != "inget uttag" or len(extracts) == 1],
        *terms,
        "simulering",
    )


def region_invoice(answer: Reconciliation, chosen: Filters, rulebook: Rulebook) -> RegionInvoiceView:
    """The view of one comparison. Call only for a reader who may see the municipality's rows."""
    name, bill = municipality_name(chosen.municipality or ""), answer.bill
    counts = dict(answer.lines["match"].cast(pl.String).value_counts().iter_rows())
    total = answer.total.row(0, named=True)
    sentence = reconciling.headline(name, bill.month, total, counts, on_the_mean=answer.on_the_mean)
    lines = [_line(line, chosen) for line in answer.lines.to_dicts()]
    notes = _notes(answer)
    said = status(chosen, bill, rulebook)
    return RegionInvoiceView(
        status=said,
        title=f"Jämförelse med {answer.invoice.name}",
        sentence=sentence,
        notes=notes,
        sums=_sums(answer, total),
        lines=pl.DataFrame([_read(line) for line in lines[:MOST_LINES]], schema=_READ),
        lines_subtitle=_shown(len(lines)),
        file_name=f"regionens-faktura-{chosen.municipality}-{key(bill.month)}.xlsx",
        _file=ComparisonFile(
            title=f"Regionens faktura mot vår: {name}, {numbers.month_and_year(bill.month)}",
            sentence=sentence.replace("**", ""),
            lines=pl.DataFrame(lines, schema=_WRITTEN),
            sums=_in_words(answer.sums),
            total=total,
            facts=_facts(answer.invoice, (*said, "demodata" if bill.demo else ""), notes),
        ),
    )


_WRITTEN: Final = {
    **dict.fromkeys(("match", "ground", "episode_id"), pl.String()),
    "row": pl.Int64(),
    "their_rows": pl.Int64(),
    "care_form": pl.String(),
    **dict.fromkeys(FIGURES, pl.Float64()),
    "why": pl.String(),
}
_READ: Final = dict.fromkeys([column.name for column in LINES], pl.String())


def _line(line: Mapping[str, Any], chosen: Filters) -> dict[str, Any]:
    """A line in words; another municipality is named only to whoever may see its rows."""
    other = line["elsewhere_municipality"]
    words = {
        "match": SWEDISH[Match(line["match"])],
        "ground": SWEDISH[Ground(line["ground"])],
        "care_form": SWEDISH[CareForm(line["care_form"])] if line["care_form"] else None,
        "why": reconciling.ground_words(line, names_others=other is None or chosen.viewer.sees_rows(other)),
    }
    figures = {name: None if line[name] is None else float(line[name]) for name in FIGURES}
    said = dict(line) | words | figures
    return {name: said[name] for name in _WRITTEN}


def _read(line: Mapping[str, Any]) -> dict[str, str]:
    """A line as the page shows it: a dash where a side has nothing to say."""
    lacking = {"their": line["their_rows"] == 0, "our": line["match"] == SWEDISH[Match.NOT_BILLED]}
    figures = {
        name: "–" if line[name] is None or lacking.get(name.partition("_")[0]) else reconciling.exact(line[name])
        for name in FIGURES
    }
    nameless = f"(rad {line['row']})" if line["row"] else "hela månaden"
    said = dict(line) | figures | {"episode_id": line["episode_id"] or nameless}
    return {name: said[name] for name in _READ}


def _sums(answer: Reconciliation, total: Mapping[str, Any]) -> pl.DataFrame:
    """The sums by how the lines stand and why, and of them all."""
    last = dict(total) | {"match": "Summa", "ground": ""}
    rows = [*_in_words(answer.sums).to_dicts(), last]
    return pl.DataFrame(
        [
            {
                **{key: row[key] for key in ("match", "ground", "lines")},
                **{name: _written(row[name]) for name in FIGURES},
            }
            for row in rows
        ]
    )


def _written(value: Any) -> str:
    return "saknas" if value is None else reconciling.exact(value)


def _in_words(sums: pl.DataFrame) -> pl.DataFrame:
    words = {one.value: SWEDISH[one] for one in (*Match, *Ground)}
    return sums.with_columns(pl.col("match", "ground").cast(pl.String).replace(words))


def _shown(count: int) -> str:
    if count > MOST_LINES:
        return f"De första {MOST_LINES} av {numbers.number(count)} rader, skillnaderna först; alla finns i Excel-filen"
    return f"{numbers.counted(count, 'rad', 'rader')}, skillnaderna först"


def _notes(answer: Reconciliation) -> tuple[str, ...]:
    """What there is to know about the file, the comparison and our kronor."""
    on_the_mean = (reconciling.ON_THE_MEAN,) if answer.on_the_mean else ()
    amounts = reconciling.amount_note(
        answer.groups["amount_status"].cast(pl.String).to_list(), invented=answer.is_invented
    )
    unsaid = [] if answer.invoice.has_sek else ["Fakturan säger inga kronor; bara dagarna jämförs."]
    unsaid += [] if answer.invoice.has_days else ["Fakturan säger inga dagar; bara kronorna jämförs."]
    return (*on_the_mean, *unsaid, *answer.invoice.notes, *filter(None, [amounts]))


def _facts(invoice: Invoice, said: tuple[str, ...], notes: tuple[str, ...]) -> list[tuple[str, str]]:
    """What the comparison rests on, and what its words mean."""
    rests = [("Regionens faktura", invoice.name), ("Vårt underlag", " · ".join(filter(None, said)))]
    return [
        *rests,
        *(("Att veta", note) for note in notes),
        *((SWEDISH[match].capitalize(), words) for match, words in _STATES.items()),
        ("Skillnad", "Regionens siffra minus vår. Summor och skillnader är formler."),
    ]
