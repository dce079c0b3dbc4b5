"""What is to be done under a memorandum: reports, deliverables and issues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from resilience.accounts.roles import Right
from resilience.agreements.actions.following import HELPED
from resilience.agreements.models import Deliverable, Issue, ReportRow
from resilience.agreements.work_desk import OF_A_CASE, OF_A_PLAN, Desk, Item, latest_plan


def reports(desk: Desk, right: Right) -> Iterator[Item]:
    """Reports that are due soon or were; to who plans the help, those that were."""
    for row in _report_rows(desk, right):
        case = row.plan.case
        delivering = desk.delivering(case.programme)
        ahead = delivering.report_ahead_days if delivering else 0
        if right == Right.FILL_IN and row.due <= desk.day + timedelta(days=ahead):
            yield Item(case, (case.reference, row.pk), case.since, row.what, row.due)
        elif right != Right.FILL_IN and row.due < desk.day:
            yield Item(case, (case.reference,), case.since, row.what, row.due)


def issues(desk: Desk, right: Right, *, escalated: bool | None = None) -> Iterator[Item]:
    """Those that are not settled."""
    found = Issue.objects.filter(settled=None, case__in=desk.ids(right, *HELPED))
    if escalated is not None:
        found = found.filter(escalated__isnull=not escalated)
    for one in found.select_related("case__organisation").only("raised", "escalated", *OF_A_CASE):
        stands = "With the strategic lead" if one.escalated else "Raised"
        yield Item(one.case, (one.case.reference,), one.escalated or one.raised, stands=stands)


def to_deliver(desk: Desk) -> Iterator[Item]:
    """What the suppliers that somebody speaks for deliver."""
    found = _deliverables(
        help__supplier__in=desk.reader.may(Right.DELIVER).organisations, delivered=None
    ).filter(plan__case__state__in=HELPED)
    for one in found:
        stands = "Sent back" if one.sent_back else "To be delivered"
        case = one.plan.case
        yield Item(case, (one.pk,), case.since, one.what, one.due, stands, False)


def to_accept(desk: Desk) -> Iterator[Item]:
    """What was delivered and nobody accepted or sent back yet."""
    found = _deliverables(delivered__isnull=False, accepted=None)
    for one in found.filter(plan__case__in=desk.ids(Right.PLAN_HELP, *HELPED)):
        case, stands = one.plan.case, f"Delivered: {one.what}"
        since = timezone.make_aware(datetime.combine(one.delivered or desk.day, time.min))
        yield Item(case, (case.reference, one.pk), since, stands=stands)


def late_deliverables(desk: Desk) -> Iterator[Item]:
    """What suppliers should have delivered."""
    found = _deliverables(delivered=None, due__lt=desk.day)
    for one in found.filter(plan__case__in=desk.ids(Right.PLAN_HELP, *HELPED)):
        case = one.plan.case
        yield Item(case, (case.reference,), case.since, one.what, one.due)


def _report_rows(desk: Desk, right: Right) -> Iterable[ReportRow]:
    found = ReportRow.objects.filter(
        report=None,
        plan__case__in=desk.ids(right, *HELPED),
        plan=latest_plan("plan__case", "pk"),
    )
    return found.select_related("plan__case__organisation").only("what", "due", *OF_A_PLAN)


def _deliverables(**wanted: object) -> QuerySet[Deliverable]:
    found = Deliverable.objects.filter(**wanted)
    needed = ("what", "due", "delivered", "sent_back", *OF_A_PLAN)
    return found.select_related("plan__case__organisation").only(*needed)
