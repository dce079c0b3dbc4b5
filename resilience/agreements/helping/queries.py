"""Business cases that somebody sees, and those that wait for them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.agreements.helping.approving import WHILE, scope_of
from resilience.agreements.models import BusinessCase
from resilience.cases.models import Case
from resilience.programmes.local import in_force
from resilience.programmes.packs import available
from resilience.programmes.schema.helping import Approval


def of_case(case: Case, reader: Reader) -> list[BusinessCase]:
    """The business cases of a case that a reader sees, in turn."""
    seen = BusinessCase.objects.visible_to(reader).filter(case=case)
    return list(seen.select_related("case", "organisation", "supplier"))


def to_approve(reader: Reader) -> list[BusinessCase]:
    """Those put forward that wait for a reader to approve them, the oldest first; the same number
    of queries however many there are."""
    if not reader.may(Right.APPROVE_SPENDING):
        return []
    able = Q(pk__in=[])
    for programme in available():
        helping = in_force(programme).helping
        for one in helping.approvals if helping else ():
            scope = scope_of(reader, one.role)
            if scope:
                within = scope.within("organisation") & _covered(one)
                able |= within & Q(case__programme=programme)
    waiting = BusinessCase.objects.filter(able, state=BusinessCase.State.SUBMITTED)
    return _oldest_first(waiting, reader, own=False)


def sent_back(reader: Reader) -> list[BusinessCase]:
    """Those that a reader wrote and that came back to be changed, the oldest first; one query."""
    within = reader.may(Right.PLAN_HELP).within("organisation")
    back = BusinessCase.objects.filter(within, state=BusinessCase.State.RETURNED)
    return _oldest_first(back, reader, own=True)


def _covered(one: Approval) -> Q:
    limit = one.up_to_pounds
    return Q() if limit is None else Q(cost__lte=limit * 100)


def _oldest_first(
    found: QuerySet[BusinessCase], reader: Reader, *, own: bool
) -> list[BusinessCase]:
    now = found.filter(case__state__in=WHILE)
    rows = now.select_related("case__organisation", "organisation").order_by("since", "pk")
    return [one for one in rows if (reader.actor in one.writers) is own]
