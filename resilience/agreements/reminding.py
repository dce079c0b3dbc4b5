"""Reminding practices of progress reports that were agreed: once each, some days before the day,
and never after it (D8.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from resilience.agreements.actions.following import HELPED
from resilience.agreements.models import Plan, ReportRow
from resilience.cases.telling import of_the_practice
from resilience.look import words
from resilience.notices.actions import tell
from resilience.notices.models import Notice
from resilience.programmes.local import in_force

LONGEST_AHEAD = timedelta(days=60)


@transaction.atomic
def remind_of_reports(now: datetime) -> int:
    """Tell those of the practice of each report that is due soon; how many were new."""
    day = timezone.localdate(now)
    soon = [row for row in _ahead(now) if row.due <= day + _days_ahead(row)]
    told = set(Notice.objects.filter(once__in=map(_once, soon)).values_list("once", flat=True))
    fresh = [row for row in soon if _once(row) not in told]
    for row in fresh:
        case = row.plan.case
        tell(
            people=of_the_practice(case, day),
            subject=f"{case.reference}, {case.organisation.name}: a progress report by "
            f"{words.day(row.due)}",
            text="It takes five minutes, and is about the help: it is no basis for managing your "
            "contract.",
            address=reverse("agreements:report", args=[case.reference, row.pk]),
            once=_once(row),
        )
    return len(fresh)


def _ahead(now: datetime) -> Iterator[ReportRow]:
    """Reports that were not sent, whose day has not passed, of the plans that go on."""
    day = timezone.localdate(now)
    latest = Plan.objects.filter(case=OuterRef("plan__case")).order_by("-number")
    found = ReportRow.objects.filter(
        report=None,
        due__range=(day, day + LONGEST_AHEAD),
        plan__case__state__in=HELPED,
        plan=Subquery(latest.values("pk")[:1]),
    )
    return found.select_related("plan__case__organisation").iterator()


def _days_ahead(row: ReportRow) -> timedelta:
    delivering = in_force(row.plan.case.programme).delivering
    return timedelta(days=delivering.report_ahead_days if delivering else 0)


def _once(row: ReportRow) -> str:
    return f"report {row.pk} {row.due}"
