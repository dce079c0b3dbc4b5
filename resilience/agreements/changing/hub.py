"""What the page of an agreement says of what changes while a memorandum is in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.agreements.actions.assisting import why_not_assist
from resilience.agreements.actions.confidentiality import why_not_note_confidentiality
from resilience.agreements.actions.giving_notice import why_not_take_back
from resilience.agreements.actions.taking import own_step
from resilience.agreements.changing.agreed import (
    agreed,
    effective,
    last_day,
    planned_end,
    variation_of,
)
from resilience.agreements.models import Assistance, Confidentiality, EndNotice, Extension, Issue
from resilience.agreements.rules import why_not
from resilience.cases.models import Case
from resilience.look.jinja import url

BUTTONS = (
    ("vary",),
    ("extend",),
    ("raise_issue_for_practice", "raise_issue_for_body"),
    ("give_notice_for_practice", "give_notice_for_body"),
    ("end_by_notice",),
)
"""Steps, each for one of the sides or for either."""


@dataclass(frozen=True)
class Money:
    """A separate agreement on financial assistance, and why it was withdrawn."""

    one: Assistance
    why_withdrawn: str


def of(case: Case, reader: Reader) -> dict[str, Any] | None:
    """The memorandum that both sides signed: until when, and what changed, is disputed or stands
    beside it; what the reader can do about it. Nothing where none is signed by both."""
    memorandum = agreed(case)
    if memorandum is None:
        return None
    notices = EndNotice.objects.filter(case=case).select_related("withdrawal").order_by("pk")
    return {
        "memorandum": memorandum,
        "since": effective(memorandum),
        "planned": planned_end(memorandum),
        "last": last_day(memorandum),
        "over": reader.day > last_day(memorandum) or not case.is_open,
        "variation": variation_of(memorandum),
        "may_vary": reader.may(Right.PLAN_HELP).holds(case.organisation_id),
        "extensions": Extension.objects.filter(case=case),
        "notices": [(one, not why_not_take_back(case, reader, one)) for one in notices],
        "issues": Issue.objects.filter(case=case),
        "confidentialities": Confidentiality.objects.filter(case=case).select_related("supplier"),
        "assistances": _money(case, reader),
        "may_withdraw": reader.may(Right.APPROVE_SPENDING).holds(case.organisation_id),
        "ways": _ways(case, reader),
    }


def _money(case: Case, reader: Reader) -> list[Money]:
    withdrawn = case.events.filter(kind="assistance_withdrawn")
    why = {one.details["assistance"]: one.text for one in withdrawn}
    found = Assistance.objects.visible_to(reader).filter(case=case)
    return [Money(one, why.get(one.pk, "")) for one in found]


def _ways(case: Case, reader: Reader) -> list[tuple[str, str]]:
    """What the reader can do now: titles and addresses."""
    steps = [own_step(case, reader, *button) for button in BUTTONS]
    found = [
        (step.title, url(step.page, case.reference))
        for step in steps
        if step and not why_not(step, case, reader)
    ]
    if not why_not_note_confidentiality(case, reader):
        title = "Note a confidentiality agreement"
        found.append((title, url("agreements:confidentiality", case.reference)))
    if not why_not_assist(case, reader):
        found.append(("Record financial assistance", url("agreements:assist", case.reference)))
    return found
