"""Business cases that somebody sees, and those that wait for them."""

from __future__ import annotations

from django.db.models import Q

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.agreements.helping.approving import why_not_approve
from resilience.agreements.models import BusinessCase
from resilience.cases.models import Case


def of_case(case: Case, reader: Reader) -> list[BusinessCase]:
    """The business cases of a case that a reader sees, in turn."""
    seen = BusinessCase.objects.visible_to(reader).filter(case=case)
    return list(seen.select_related("case", "organisation", "supplier"))


def to_approve(reader: Reader) -> list[BusinessCase]:
    """Those put forward that wait for a reader to approve them, the oldest first."""
    within = reader.may(Right.APPROVE_SPENDING).within("organisation")
    waiting = BusinessCase.objects.filter(within, state=BusinessCase.State.SUBMITTED)
    found = waiting.select_related("case", "organisation").order_by("since", "pk")
    return [one for one in found if not why_not_approve(one, reader)]


def sent_back(reader: Reader) -> list[BusinessCase]:
    """Those that a reader wrote and that came back to be changed, the oldest first."""
    within = reader.may(Right.PLAN_HELP).within("organisation")
    back = BusinessCase.objects.filter(within, Q(state=BusinessCase.State.RETURNED))
    found = back.select_related("case", "organisation").order_by("since", "pk")
    return [one for one in found if reader.actor in one.writers]
