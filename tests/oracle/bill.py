"""The month's outcome (rules.md §6) as the document `lus bill --format json` prints (cli.md)."""

from collections.abc import Mapping
from typing import Any

from tests.oracle.errors import OracleRefused, OracleWrongCall
from tests.oracle.group import group_and_lines
from tests.oracle.places import NAMES
from tests.oracle.register import Register, Revision, frozen_basis
from tests.oracle.terms import AGREEMENTS, terms_for


def bill(
    register: Register,
    month: str,
    agreement: str | None = None,
    sets: Mapping[str, Any] | None = None,
    municipality: str | None = None,
    revision: int | None = None,
    names: Mapping[str, str] = NAMES,
) -> dict[str, Any]:
    """What every municipality and care form of the month would pay, and why."""
    refuse_what_cannot_be_billed(register, month, agreement, municipality, names)
    document: dict[str, Any] = {"month": month, "demo": register.demo, "extracts": [], "groups": [], "lines": []}
    for county, care_form in partitions_asked_for(register, month, municipality):
        revisions = register.revisions[county, month, care_form]
        chosen = revision_to_bill(revisions, month, revision)
        basis = frozen_basis(revisions, month)
        late_after = basis.extracted_on if basis is not None else None
        document["extracts"].append(
            {
                "county": county,
                "care_form": care_form,
                "revision": chosen.number,
                "extracted_on": chosen.extracted_on.isoformat(),
                "basis": chosen is basis,
                "late_after": late_after.isoformat() if late_after is not None else None,
            }
        )
        terms = terms_for(county, care_form, month, agreement, sets)
        codes = {row.municipality_code for row in chosen.rows}
        for code in sorted(codes if municipality is None else codes & {municipality}):
            rows = [row for row in chosen.rows if row.municipality_code == code]
            group, lines = group_and_lines(rows, terms, month, late_after, (sets or {}).get("amount_sek"))
            document["groups"].append(
                {"municipality_code": code, "municipality": names[code], "care_form": care_form} | group
            )
            document["lines"].extend(lines)
    document["groups"].sort(key=lambda group: (group["municipality_code"], group["care_form"]))
    document["lines"].sort(key=lambda line: (line["municipality_code"], line["care_form"], line["episode_id"]))
    return document


def refuse_what_cannot_be_billed(
    register: Register, month: str, agreement: str | None, municipality: str | None, names: Mapping[str, str]
) -> None:
    """The calls that get no answer."""
    if municipality is not None and municipality not in names:
        raise OracleWrongCall(f"unknown municipality {municipality}")
    if agreement is not None and agreement not in AGREEMENTS:
        raise OracleWrongCall(f"unknown agreement {agreement}")
    if month < "2018-01":
        raise OracleRefused(f"{month} is before 2018")
    if agreement is not None:
        first_terms = min(terms.valid_from for terms in AGREEMENTS[agreement].values())
        if month < first_terms.strftime("%Y-%m"):
            raise OracleRefused(f"{month} is before the first terms of {agreement}")
    if month not in {held for _, held, _ in register.revisions}:
        raise OracleRefused(f"nothing imported for {month}")


def partitions_asked_for(register: Register, month: str, municipality: str | None) -> list[tuple[str, str]]:
    """Counties and care forms the month has, all or the municipality's own, in order."""
    return sorted(
        (county, care_form)
        for county, held, care_form in register.revisions
        if held == month and (municipality is None or municipality[:2] == county)
    )


def revision_to_bill(revisions: list[Revision], month: str, asked: int | None) -> Revision:
    """The one asked for, else the frozen basis, else the newest of the preliminary ones."""
    if asked is None:
        return frozen_basis(revisions, month) or revisions[-1]
    for revision in revisions:
        if revision.number == asked:
            return revision
    raise OracleRefused(f"no revision {asked}")
