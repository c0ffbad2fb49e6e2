"""The region's invoice against ours, in words: why each line stands as it does, and what it comes to."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from lus_stats.criteria import BY_KEY
from lus_stats.geography import municipality_name
from lus_stats.text import numbers
from lus_stats.text.money import Sum
from lus_stats.vocabulary import SWEDISH, AmountStatus, Ground, Match

ON_THE_MEAN: Final = (
    "Överenskommelsen räknar på kommunens medelvärde. Raderna har då inga egna kronor, och bara månadens summa jämförs."
)
_COUNTED: Final = {
    Match.EQUAL: "är lika",
    Match.DIFFERS: "skiljer",
    Match.NOT_BILLED: "saknas hos oss",
    Match.NOT_INVOICED: "saknas i regionens faktura",
}


def exact(value: Decimal | float | int) -> str:
    """A figure with decimals only where it has any: `8 200`, `2,50`."""
    return numbers.number(float(value), 0 if value == int(value) else 2)


def days(value: Decimal) -> str:
    """`1 dag`, `4 dagar`, `2,50 dagar`."""
    return f"{exact(value)}{numbers.NBSP}{'dag' if abs(value) == 1 else 'dagar'}"


def kronor(value: Decimal | None) -> str:
    """`8 200 kr`; "saknas" where it is not known."""
    return "kronor saknas" if value is None else f"{exact(value)}{numbers.NBSP}kr"


def awaited(name: str, month: date, ours: Sum, *, on_the_mean: bool) -> str:
    """What an invoice would be held against, before there is one.

    Unit: Markdown.
    """
    where, how = f"{name}, {numbers.month_and_year(month)}: ", "i en summa" if on_the_mean else "rad för rad"
    if not ours.tenths:
        return f"{where}vi kommer till att **inget ska debiteras**. En faktura från regionen jämförs med det, {how}."
    return f"{where}vi kommer till **{ours}**. Regionens faktura jämförs med det, {how}."


def headline(name: str, month: date, total: Mapping[str, Any], counts: Mapping[str, int], *, on_the_mean: bool) -> str:
    """What the comparison came to.

    `total` has the sums of both sides, `counts` the lines of each vocabulary.Match that has any.
    Unit: Markdown.
    """
    where = f"{name}, {numbers.month_and_year(month)}: "
    theirs, ours = _sum(total["their_days"], total["their_sek"]), _sum(total["our_days"], total["our_sek"])
    alike = not [one for one, count in counts.items() if count and one != Match.EQUAL]
    if not counts:
        return f"{where}**ingen av sidorna har något att debitera.**"
    if alike:
        what = "månadens summa" if on_the_mean else numbers.episodes(counts[Match.EQUAL])
        return f"{where}**regionens faktura stämmer med vår**, {what}, {ours}."
    said = f"{where}regionen har fakturerat **{theirs}**; vi kommer till **{ours}**"
    return f"{said}{_difference(total)}." + ("" if on_the_mean else f" {_counted(counts)}")


def _sum(of_days: Decimal | None, of_kronor: Decimal | None) -> str:
    """What is known of a sum: `25 dagar, 315 000 kr`."""
    known = [days(of_days)] if of_days is not None else []
    return ", ".join(known + ([kronor(of_kronor)] if of_kronor is not None or not known else []))


def _difference(total: Mapping[str, Any]) -> str:
    """`, 52 203 kr mindre`; nothing where it is not known or there is none."""
    by_days = total["sek_apart"] is None
    apart = total["days_apart"] if by_days else total["sek_apart"]
    if not apart:
        return ""
    size = days(abs(apart)) if by_days else kronor(abs(apart))
    return f". Regionens är {size} {'högre' if apart > 0 else 'lägre'}"


def _counted(counts: Mapping[str, int]) -> str:
    """`2 vårdtillfällen är lika, 1 skiljer och 6 saknas hos oss.`"""
    found = [(counts[one], said) for one, said in _COUNTED.items() if counts.get(one)]
    (first, is_so), *rest = found
    said = [f"{numbers.counted(first, 'rad', 'rader')} {is_so}", *(f"{numbers.number(n)} {what}" for n, what in rest)]
    return f"{numbers.listed(said)}."


def ground_words(line: Mapping[str, Any], *, names_others: bool = True) -> str:
    """Why a line stands as it does.

    `names_others` says whether the reader may know which other municipality an episode belongs to.
    Needs: answers.reconciliation's COMPARED.
    """
    ground = Ground(line["ground"])
    if ground in _SAID:
        return _SAID[ground](line)
    if ground == Ground.OTHER_MUNICIPALITY and names_others and line["elsewhere_municipality"]:
        return f"hör till {municipality_name(line['elsewhere_municipality'])}"
    return SWEDISH[ground]


def _billed(line: Mapping[str, Any]) -> str:
    free = line["free_days"] or 0
    counted = f"{numbers.days(line['ready_days'])}, de {free} första fria" if free else numbers.days(line["ready_days"])
    return f"debiteras hos oss: {counted}"


def _twice(line: Mapping[str, Any]) -> str:
    return f"står på {numbers.in_words(line['their_rows'])} rader i fakturan"


def _free_days(line: Mapping[str, Any]) -> str:
    return f"fakturan har alla {numbers.days(line['ready_days'])}; de {line['free_days']} fria är inte avdragna"


def _other_days(line: Mapping[str, Any]) -> str:
    more = "fler" if line["days_apart"] > 0 else "färre"
    count = exact(abs(line["days_apart"]))
    return (
        f"regionen har {count} {'dag' if count == '1' else 'dagar'} {more}; hos oss {_billed(line).partition(': ')[2]}"
    )


def _other_kronor(line: Mapping[str, Any]) -> str:
    """The price of a day on each side, where that is what differs."""
    if not line["our_days"] or line["their_sek"] is None or line["our_sek"] is None:
        return SWEDISH[Ground.OTHER_KRONOR]
    theirs, ours = (Decimal(line[side]) / Decimal(line["our_days"]) for side in ("their_sek", "our_sek"))
    if line["their_days"] is None:
        return "andra kronor; antalet dagar står inte i fakturan"
    return f"samma dagar, men {exact(round(theirs, 2))} kr per dag i fakturan och {exact(round(ours, 2))} kr hos oss"


def _within_free_days(line: Mapping[str, Any]) -> str:
    if not line["ready_days"]:
        return "inga utskrivningsklara dagar"
    return f"inom fristdagarna: {numbers.days(line['ready_days'])}, {line['free_days']} är fria"


def _criteria_unmet(line: Mapping[str, Any]) -> str:
    labels = [BY_KEY[key].label for key in line["unmet_criteria"] or ()]
    return f"stoppas av regionens kriterier: {numbers.listed(labels)}" if labels else SWEDISH[Ground.CRITERIA_UNMET]


def _not_over(_line: Mapping[str, Any]) -> str:
    return "kommunens medelvärde ligger inte över gränsen den här månaden"


def _late(_line: Mapping[str, Any]) -> str:
    return "registrerat efter uttagsdagen, och räknas därför inte"


def _other_month(line: Mapping[str, Any]) -> str:
    return f"utskrivet i {numbers.month_and_year(line['elsewhere_month'])}, och hör till den månaden"


def _later(_line: Mapping[str, Any]) -> str:
    return "finns bara i en annan version än den som månaden debiteras på"


_SAID: Final = {
    Ground.BILLED: _billed,
    Ground.TWICE: _twice,
    Ground.FREE_DAYS_CHARGED: _free_days,
    Ground.OTHER_DAYS: _other_days,
    Ground.OTHER_KRONOR: _other_kronor,
    Ground.WITHIN_FREE_DAYS: _within_free_days,
    Ground.CRITERIA_UNMET: _criteria_unmet,
    Ground.MEAN_NOT_OVER_THRESHOLD: _not_over,
    Ground.LATE_REGISTRATION: _late,
    Ground.OTHER_MONTH: _other_month,
    Ground.LATER_REVISION: _later,
}


def amount_note(statuses: Sequence[str], *, invented: bool = False) -> str:
    """What must be said of our kronor; nothing where every amount is confirmed."""
    if invented:
        return "Våra kronor bygger på ett påhittat belopp (demobelopp)."
    said = {
        AmountStatus.MISSING: "Beloppet saknas hos oss för minst ett av åren, så kronorna kan inte jämföras fullt ut.",
        AmountStatus.UNCONFIRMED: "Våra kronor bygger på ett obekräftat belopp.",
        AmountStatus.ENTERED: "Våra kronor bygger på ett angivet belopp.",
    }
    return next((text for status, text in said.items() if status in statuses), "")
