"""The region's invoice against ours, line by line in plain Python."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

UNSAID = None


class Invoiced(NamedTuple):
    """One row of the region's invoice; None for what it does not say."""

    row: int
    episode_id: str | None
    days: Decimal | None
    sek: Decimal | None


class Held(NamedTuple):
    """What became of one episode, or of one row without an episode."""

    match: str
    their_days: Decimal | None
    our_days: Decimal
    their_sek: Decimal | None
    our_sek: Decimal | None


def added(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is said; None where nothing is."""
    said = [value for value in values if value is not None]
    return sum(said, Decimal(0)) if said else UNSAID


def differs(theirs: Decimal | None, ours: Decimal | None) -> bool:
    """Whether both say something and it is not the same."""
    return theirs is not None and ours is not None and theirs != ours


def reconcile(invoice: Sequence[Invoiced], lines: Sequence[Mapping[str, Any]]) -> dict[str, Held]:
    """Every episode that either side charges for, by its id; a row without one by `row 7`."""
    theirs: dict[str, list[Invoiced]] = defaultdict(list)
    for one in invoice:
        theirs[one.episode_id if one.episode_id is not None else f"row {one.row}"].append(one)
    ours: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for line in lines:
        ours[line["episode_id"]].append(line)
    found = {}
    for key in {*theirs, *ours}:
        held = one_episode(theirs.get(key), ours.get(key))
        if held is not None:
            found[key] = held
    return found


def one_episode(rows: list[Invoiced] | None, lines: list[Mapping[str, Any]] | None) -> Held | None:
    """How one episode stands; None where neither side charges for it."""
    our_days = Decimal(sum(line["billed_days"] for line in lines or ()))
    kronor = [line["amount_sek"] for line in lines or ()]
    our_sek = UNSAID if None in kronor else Decimal(sum(kronor))
    if rows is None:
        return Held("not_invoiced", Decimal(0), our_days, Decimal(0), our_sek) if our_days else None
    their_days, their_sek = added(one.days for one in rows), added(one.sek for one in rows)
    if our_days == 0 and (their_days or their_sek):
        match = "not_billed"
    elif differs(their_days, our_days) or differs(their_sek, our_sek):
        match = "differs"
    elif our_days and their_days is UNSAID and UNSAID in (their_sek, our_sek):
        match = "differs"  # nothing could be held against anything
    else:
        match = "equal"
    return Held(match, their_days, our_days, their_sek, our_sek)
