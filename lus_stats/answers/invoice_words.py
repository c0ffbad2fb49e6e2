"""Fakturaunderlag in words, ready for a workbook or a typeset page (exports.InvoiceDocument)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lus_stats.answers.document import Document, shadow
from lus_stats.answers.explain_lines import explain_lines
from lus_stats.answers.invoice_figures import MISSING, NOT_APPLICABLE, figures, yes
from lus_stats.answers.told import Told, told
from lus_stats.criteria import BY_KEY
from lus_stats.exports.invoice import InvoiceDocument, Value
from lus_stats.geography import county_name, municipality_name
from lus_stats.months import key
from lus_stats.store import DataFolder
from lus_stats.text import Sum, changes, invoice_basis_sentence, numbers
from lus_stats.text.marking import plain
from lus_stats.text.method import method
from lus_stats.text.outcomes import standing
from lus_stats.text.terms import rows_of
from lus_stats.vocabulary import SWEDISH, AmountStatus, Model, Outcome, Track


def in_words(folder: DataFolder, one: Document, *, explained: bool) -> InvoiceDocument:
    """The document as its files tell it; with the text of each line only where it is `explained`."""
    name, month = municipality_name(one.municipality), numbers.month_and_year(one.bill.month)
    texts: Sequence[Told] = ()
    if explained:
        found = explain_lines(folder, one.bill, one.question, one.municipality, one.care_form)
        texts = [told(each) for each in found]
    return InvoiceDocument(
        title=f"Fakturaunderlag, {name}, {month}",
        subtitle=f"{SWEDISH[one.care_form].capitalize()} vård · {one.agreement.label}, villkor från "
        f"{one.terms.valid_from} · simulering",
        sentence=_sentence(one),
        marks=tuple(_marks(one)),
        file_stem=f"fakturaunderlag-{one.municipality}-{key(one.bill.month)}-{SWEDISH[one.care_form]}",
        facts=tuple(_facts(one)),
        figures=tuple(figures(one.group, shadow(folder, one), one.lines.height, one.terms.model)),
        lines=tuple(_line(row, one.terms.model) for row in one.lines.to_dicts()),
        printed=tuple(_printed(row) for row in one.lines.to_dicts()),
        printed_sums=_printed_sums(one),
        terms=tuple((term, value, source or "") for term, value, source in rows_of(one.terms)),
        definitions=tuple(_definitions()),
        explanations=tuple(map(_explanation, one.lines["episode_id"], texts)),
        content=one.content,
        content_id=one.content_id,
        made_on=one.extract["extracted_on"] or one.bill.month,
    )


def _sentence(one: Document) -> str:
    group = one.group or {"billed_tenths": 0, "amount_sek": 0, "amount_status": AmountStatus.CONFIRMED}
    invented = bool(one.bill.amounts_behind(one.lines)["invented"].any())
    said = invoice_basis_sentence(
        municipality=municipality_name(one.municipality),
        month=one.bill.month,
        model=one.terms.model,
        threshold_tenths=one.terms.threshold_tenths,
        liable=bool(group.get("liable")),
        episodes=one.lines.height,
        billed_episodes=group.get("billed_episodes", 0),
        billed=Sum(group["billed_tenths"], group["amount_sek"], AmountStatus(group["amount_status"]), invented),
        pivotal=int(one.lines["pivotal"].sum()),
        mean=group.get("mean_ready_days"),
    )
    return plain(said)


def _marks(one: Document) -> Iterator[str]:
    if one.bill.demo:
        yield "Demodata"
    if one.extract["revision"] is not None and not one.extract["basis"]:
        yield "Preliminärt" if one.extract["late_after"] is None else "Inte underlag för fakturering"
    if one.question.changes:
        yield "Ändrade villkor"


def _facts(one: Document) -> Iterator[tuple[str, str]]:
    extract = one.extract
    changed = changes.sentence(one.question.changes, one.own_terms).removeprefix("Ändrade villkor: ")
    yield "Kommun", f"{municipality_name(one.municipality)} ({one.municipality}), {county_name(one.municipality[:2])}"
    yield "Månad", f"{numbers.month_and_year(one.bill.month)}, utskrivna under månaden"
    yield "Vårdform", f"{SWEDISH[one.care_form]} vård"
    yield "Räknas enligt", f"{one.agreement.label}, villkor från {one.terms.valid_from}"
    yield "Ändrade villkor", changed or "inga"
    yield "Uttag", "inget uttag" if extract["extracted_on"] is None else str(extract["extracted_on"])
    yield "Version", "ingen" if extract["revision"] is None else f"{extract['revision']}, {standing(extract)}"
    yield "Belopp per dag", "; ".join(map(_amount, one.bill.amounts_behind(one.lines).to_dicts()))
    yield "Uppgifter", "Demodata: påhittade, inte patienter" if one.bill.demo else "inlästa uppgifter"
    yield "Innehålls-id", one.content_id


def _amount(row: Mapping[str, Any]) -> str:
    state = "demobelopp" if row["invented"] else SWEDISH[AmountStatus(row["status"])]
    said = dict.fromkeys(filter(None, (row["regulation"], state)))
    return f"{row['year']}: {numbers.kronor(row['amount_sek'])} ({', '.join(said)})"


def _line(row: Mapping[str, Any], model: Model) -> tuple[Value, ...]:
    """A line's values in the order of LINE_COLUMNS."""
    lacking = NOT_APPLICABLE if model == Model.MEAN_EXCESS else MISSING
    free = NOT_APPLICABLE if row["free_days"] is None else row["free_days"]
    return (
        row["episode_id"],
        row["district"],
        row["hospital"],
        None if row["track"] is None else SWEDISH[Track(row["track"])],
        row["first_ready_on"] if row["ready_days"] else None,
        row["last_ready_on"] if row["ready_days"] else None,
        row["ready_days"],
        int(row["in_mean"]),
        free,
        SWEDISH[Outcome(row["outcome"])],
        "; ".join(BY_KEY[criterion].label for criterion in row["unmet_criteria"]),
        lacking if row["billed_days"] is None else row["billed_days"],
        lacking if row["amount_sek"] is None else row["amount_sek"],
        NOT_APPLICABLE if model == Model.MEAN_EXCESS else row["blocked_days"],
        NOT_APPLICABLE if model == Model.MEAN_EXCESS else MISSING if row["blocked_sek"] is None else row["blocked_sek"],
        SWEDISH[AmountStatus(row["amount_status"])],
        yes(row["pivotal"]),
    )


def _printed(row: Mapping[str, Any]) -> tuple[str, ...]:
    """A line as it is read on paper, in the order of PRINTED_HEADINGS."""
    on_the_mean = row["billed_days"] is None
    kronor = MISSING if row["amount_sek"] is None else numbers.number(row["amount_sek"])
    name = f"{row['episode_id']} (avgörande)" if row["pivotal"] else row["episode_id"]
    return (
        ", ".join(filter(None, (name, row["district"]))),
        str(row["first_ready_on"]) if row["ready_days"] else "–",
        str(row["last_ready_on"]) if row["ready_days"] else "–",
        numbers.number(row["ready_days"]),
        "–" if on_the_mean else numbers.number(row["billed_days"]),
        "–" if on_the_mean else kronor,
        _outcome(row),
    )


def _printed_sums(one: Document) -> tuple[str, ...]:
    """The sums of the lines; where the month is billed as a whole they are no sums of lines."""
    days = numbers.number(int(one.lines["ready_days"].sum()))
    if one.group is None or one.terms.model == Model.MEAN_EXCESS:
        return ("Summa", "", "", days, "–", "–", "")
    kronor = one.group["amount_sek"]
    said = MISSING if kronor is None else numbers.number(kronor)
    return ("Summa", "", "", days, numbers.number(one.group["billed_tenths"] // 10), said, "")


def _outcome(row: Mapping[str, Any]) -> str:
    """What became of it; of a stopped line also why, and what it stops."""
    said = SWEDISH[Outcome(row["outcome"])]
    if row["outcome"] != Outcome.CRITERIA_UNMET:
        return said
    unmet = "; ".join(BY_KEY[criterion].label for criterion in row["unmet_criteria"])
    sums = f" ({numbers.days(row['blocked_days'])}, {numbers.kronor(row['blocked_sek'])})"
    return f"{said}{sums if row['blocked_days'] else ''}: {unmet}"


def _definitions() -> Iterator[tuple[str, str, str]]:
    said = method()
    for one in said.concepts:
        if not one.page:
            yield one.term, one.meaning, one.source
    for outcome, meaning in said.outcomes.items():
        yield f"Utfall: {SWEDISH[outcome]}", meaning, ""
    for label, meaning in said.sources.items():
        yield f"Källa [{label}]", meaning, ""


def _explanation(episode_id: str, text: Told) -> tuple[str, ...]:
    criteria = "\n".join((text.criteria_title, *text.criteria))
    return episode_id, text.title, text.clock, text.days, criteria, text.outcome, text.without
