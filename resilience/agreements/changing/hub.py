"""What the page of an agreement says of what changes while a memorandum is in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.agreements.actions.assisting import why_not_assist
from resilience.agreements.actions.confidentiality import why_not_note_confidentiality
from resilience.agreements.actions.giving_notice import why_not_take_back
from resilience.agreements.changing.agreed import agreed, planned_end, variation_of
from resilience.agreements.changing.shown import what_changes
from resilience.agreements.models import (
    Assistance,
    Confidentiality,
    EndNotice,
    Extension,
    Issue,
)
from resilience.cases.models import Case


@dataclass(frozen=True)
class Money:
    """A separate agreement on financial assistance, and why it was withdrawn."""

    one: Assistance
    why_withdrawn: str


def of(case: Case, reader: Reader) -> dict[str, Any] | None:
    """What changed under the memorandum that both sides signed, is disputed or stands beside it,
    and what the reader can note of it. Nothing where none is signed by both."""
    memorandum = agreed(case)
    if memorandum is None:
        return None
    variation = variation_of(memorandum)
    given = EndNotice.objects.filter(case=case).select_related("withdrawal").order_by("pk")
    return {
        "planned": planned_end(memorandum),
        "variation": variation,
        "changes": what_changes(variation) if variation else [],
        "may_vary": reader.may(Right.PLAN_HELP).holds(case.organisation_id),
        "extensions": Extension.objects.filter(case=case).select_related("acting_for"),
        "notices": [(one, not why_not_take_back(case, reader, one)) for one in given],
        "issues": Issue.objects.filter(case=case),
        "confidentialities": Confidentiality.objects.filter(case=case).select_related("supplier"),
        "may_note": not why_not_note_confidentiality(case, reader),
        "assistances": _money(case, reader),
        "may_assist": not why_not_assist(case, reader),
        "may_withdraw": reader.may(Right.APPROVE_SPENDING).holds(case.organisation_id),
    }


def _money(case: Case, reader: Reader) -> list[Money]:
    withdrawn = case.events.filter(kind="assistance_withdrawn")
    why = {one.details["assistance"]: one.text for one in withdrawn}
    found = Assistance.objects.visible_to(reader).filter(case=case)
    return [Money(one, why.get(one.pk, "")) for one in found]
