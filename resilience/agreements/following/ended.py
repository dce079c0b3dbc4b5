"""When the help of a case ended, and when it is looked back at (G11.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from resilience.agreements.models import LookBack, Plan
from resilience.cases.models import Case
from resilience.programmes.local import in_force
from resilience.screening.months import months_later

ENDED = ("support_ended", "ended_by_notice")
"""What happens to a case whose help ends."""


@dataclass(frozen=True)
class LooksBack:
    """That help is looked back at so many months after it ended, from a day on; `done` when it
    was."""

    months: int
    due: date
    done: LookBack | None


def ended_plan(case: Case) -> tuple[Plan, date] | None:
    """The plan under which help ended last, and the day on which it did; none where none did."""
    event = case.events.filter(kind__in=ENDED).order_by("number").last()
    if event is None:
        return None
    plan = Plan.objects.filter(case=case, begun__lte=event.at).order_by("number").last()
    return (plan, timezone.localdate(event.at)) if plan else None


def looks_back(case: Case) -> list[LooksBack]:
    """When the help of a case is looked back at, the first leading; none while it goes on."""
    delivering, found = in_force(case.programme).delivering, ended_plan(case)
    if delivering is None or found is None:
        return []
    plan, day = found
    done = {one.months: one for one in plan.look_backs.all()}
    return [
        LooksBack(months, months_later(day, months), done.get(months))
        for months in delivering.look_back_months
    ]
