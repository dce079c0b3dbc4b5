"""What the words of a memorandum name in braces: who agrees, where, until when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from resilience.agreements.models import Confidentiality, Lead, Memorandum
from resilience.agreements.signing.said import day_of
from resilience.cases.models import Case
from resilience.look import words
from resilience.organisations.models import Ancestor, Organisation, Record
from resilience.programmes.schema import Pack
from resilience.programmes.schema.memorandum import Memorandum as Template

Plain = dict[str, Any]


def values_of(
    case: Case, plan: Plain, pack: Pack, day: date, *, varies: Memorandum | None, reason: str
) -> dict[str, str]:
    """Every variable of a memorandum by its name, empty where the paragraphs that name it are left
    out. `plan` is the content of a version of the plan."""
    template = template_of(pack)
    names = [one["name"] for one in plan["practices"]] or [case.organisation.name]
    body, body_address = _body(case, plan, template, day)
    suppliers = {row["supplier"]["name"]: None for row in rows_of_help(plan) if row["supplier"]}
    return {
        "body": body,
        "body_short": template.body.short,
        "body_address": body_address,
        "area": case.team.name if case.team else body,
        "practice": _together(names),
        "practice_address": _address(case.organisation, day) or _of_lead(plan, "practice"),
        "guidance": template.guidance,
        "guidance_address": template.guidance_address,
        "year": f"{pack.starts.year}-{pack.ends.year % 100:02}",
        "suppliers": ", ".join(suppliers) or "none",
        **{f"{part}_lead": _lead(plan, part, template) for part in Lead.Part.values},
        "ends": day_of(plan["ends"], template),
        "money_ends": day_of(plan["money_ends"], template),
        "case_study_by": words.day(date.fromisoformat(by)) if (by := plan["case_study_by"]) else "",
        "confidentiality_agreements": _confidential(case),
        "varied": f"that of {words.day(varies.at)} (number {varies.number})" if varies else "",
        "variation_reason": reason,
    }


def template_of(pack: Pack) -> Template:
    """The words of a programme's memorandum; KeyError where it has none."""
    if pack.memorandum is None:
        raise KeyError(pack.id)
    return pack.memorandum


def rows_of_help(plan: Plain) -> list[Plain]:
    """Every piece of help, whatever its theme."""
    return [row for theme in plan["help"] for row in theme["rows"]]


def _body(case: Case, plan: Plain, template: Template, day: date) -> tuple[str, str]:
    """Name and address of the legal body: of the pack, or the practice's own of a level."""
    body = template.body
    if body.name and body.address:
        return body.name, body.address
    above = Ancestor.objects.filter(descendant=case.organisation, kind=body.level, **_on(day))
    found = above.select_related("ancestor").first()
    address = _of_lead(plan, "strategic")
    if found is None:
        return body.short, address
    return found.ancestor.name, _address(found.ancestor, day) or address


def _address(one: Organisation, day: date) -> str:
    """Where an organisation is on a day, as published; empty where that is not known."""
    record = Record.objects.filter(organisation=one, **_on(day)).first()
    return ", ".join(filter(None, [record.address, record.postcode])) if record else ""


def _on(day: date) -> dict[str, Any]:
    return {"starts__lte": day, "ends__gt": day}


def _of_lead(plan: Plain, part: str) -> str:
    return str(plan["leads"].get(part, {}).get("address", "")) or "an address not known"


def _lead(plan: Plain, part: str, template: Template) -> str:
    lead = plan["leads"].get(part)
    return f"{lead['name']}, {lead['role']}" if lead else template.not_applicable


def _together(names: Iterable[str]) -> str:
    first, *others = names
    return f"{first}, together with {', '.join(others)}" if others else first


def _confidential(case: Case) -> str:
    found = Confidentiality.objects.filter(case=case).select_related("supplier")
    return "; ".join(f"{one.supplier.name}, dated {words.day(one.dated)}" for one in found)
