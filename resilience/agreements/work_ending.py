"""How help ends: exit reviews, notices that ran out, and looking back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from resilience.accounts.roles import Right
from resilience.agreements.actions.following import HELPED
from resilience.agreements.following.ended import ENDED
from resilience.agreements.models import EndNotice, LookBack, Memorandum
from resilience.agreements.work_desk import OF_A_CASE, Desk, Item, latest_plan
from resilience.cases.models import CaseEvent
from resilience.screening.months import months_later


def exits(desk: Desk) -> Iterator[Item]:
    """Exit reviews that have begun, or are due as the memorandum ends soon."""
    cases = [one for one in desk.cases(Right.PLAN_HELP) if one.state in HELPED]
    ends = last_days([one.pk for one in cases])
    for one in cases:
        last, delivering = ends.get(one.pk), desk.delivering(one.programme)
        if delivering is None:
            continue
        soon = last and last <= desk.day + timedelta(days=delivering.exit_ahead_days)
        if one.state == "exit_review" or soon:
            begun = one.state == "exit_review"
            yield Item(
                one,
                (one.reference,),
                one.since,
                "The memorandum ends",
                last,
                page="" if begun else "agreements:begin_exit",
            )


def notices(desk: Desk) -> Iterator[Item]:
    """Notices that ran out: that the memorandum ended is recorded."""
    cases = desk.ids(Right.PLAN_HELP, "supported")
    found = _notices().filter(ends__lt=desk.day, case__in=cases)
    rows = found.select_related("case__organisation").only("ends", "at", *OF_A_CASE)
    for one in {row.case_id: row for row in rows.order_by("case", "-ends")}.values():
        what = "The last day of the memorandum"
        yield Item(one.case, (one.case.reference,), one.at, what, one.ends)


def look_backs(desk: Desk) -> Iterator[Item]:
    """Help that ended, of which it is time to look what became of it."""
    ended = desk.ids(Right.PLAN_HELP, "closed", "ended_early")
    events = CaseEvent.objects.filter(kind__in=ENDED, case__in=ended).order_by("number")
    rows = events.select_related("case__organisation").only("at", *OF_A_CASE)
    kept = LookBack.objects.filter(case__in=ended).values_list("case", "months", "at")
    done = defaultdict(list)
    for case, months, at in kept:
        done[case, months].append(at)
    for one in {row.case_id: row for row in rows}.values():
        delivering = desk.delivering(one.case.programme)
        for months in delivering.look_back_months if delivering else ():
            due = months_later(timezone.localdate(one.at), months)
            if due <= desk.day and not any(at >= one.at for at in done[one.case_id, months]):
                what = f"{months} months after help ended"
                yield Item(one.case, (one.case.reference, months), one.at, what, due)


def last_days(cases: list[int]) -> dict[int, date]:
    """By case the last day of its memorandum in force: as signed, extended, or ended by notice."""
    both = Q(signatures__side="practice")
    signed = Memorandum.objects.filter(both, case__in=cases).filter(signatures__side="body")
    found: dict[int, date] = {}
    latest: dict[int, int] = {}
    for case, pk, ends in signed.order_by("number").values_list("case", "pk", "ends"):
        found[case], latest[case] = ends, pk
    extended = Memorandum.objects.filter(pk__in=latest.values(), extensions__isnull=False)
    for case, until in extended.values_list("case", "extensions__until"):
        found[case] = max(found[case], until)
    given = _notices().filter(case__in=list(found))
    for case, ends in given.values_list("case", "ends"):
        found[case] = min(found[case], ends)
    return found


def _notices() -> QuerySet[EndNotice]:
    """Those that were not taken back, under the plan that goes on."""
    begun = latest_plan("case", "begun")
    return EndNotice.objects.filter(withdrawal=None, at__gte=begun)
