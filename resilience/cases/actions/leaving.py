"""A practice steps out of a group in which somebody else named it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.cases.happening import happen, locked
from resilience.cases.models import Case, CaseEvent, CasePractice
from resilience.cases.telling import tell_of


@transaction.atomic
def step_out(*, by: Reader, case: Case, seen: int, at: datetime) -> CaseEvent:
    """The practice somebody leads is no longer part of a group's case; its people no longer see it.
    What the case said of it stands in the event."""
    case = locked(case, seen, by)
    row = may_step_out(by, case)
    if row is None or not case.is_open:
        raise Refused("No practice of yours can step out of this case.")
    name, size, code = row.name, row.list_size, row.organisation.code
    row.delete()
    if case.list_size is not None and size is not None:
        case.list_size -= size
    event = happen(
        case,
        "stepped_out",
        by=by,
        at=at,
        acting_for=row.organisation,
        text=f"{name} ({code})",
        list_size=size,
    )
    tell_of(event, ["team", "practice"])
    return event


def may_step_out(by: Reader, case: Case) -> CasePractice | None:
    """The practice of somebody that is in a case and does not lead it, if there is one."""
    scope = by.may(Right.REFER)
    if not scope:
        return None
    named = case.practices.filter(scope.within("organisation"), leads=False)
    return named.select_related("organisation").first()
