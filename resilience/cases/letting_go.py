"""Cases whose handler has left go back to the team."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.roles import Right, roles_with
from resilience.accounts.seers import in_force
from resilience.audit.actions import record
from resilience.cases.models import Case


@transaction.atomic
def let_go(now: datetime) -> int:
    """Take open cases from those who answer no requests any more; how many. Nobody else is told:
    they stand under what nobody has taken."""
    able = in_force(timezone.localdate(now)).filter(role__in=roles_with(Right.WORK_CASES))
    left = Case.objects.open().exclude(handler=None).exclude(handler__in=able.values("user"))
    cases = list(left.select_related("organisation", "handler").select_for_update(of=("self",)))
    for case in cases:
        before = case.handler.actor if case.handler else ""
        case.handler = None
        case.save(update_fields=["handler"])
        record(
            by="command work",
            act="case.let_go",
            subject=case,
            organisation=case.team.code if case.team else "",
            before={"handler": before},
        )
    return len(cases)
