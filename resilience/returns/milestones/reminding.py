"""Reminding those who owe a milestone: some working days before it is due, and, on the morning
after, that it is late, when also those who answer for the area are told. What is met is left
alone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from resilience.accounts.models import User
from resilience.accounts.roles import Right
from resilience.audit.actions import record
from resilience.audit.models import Event
from resilience.notices.actions import tell
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Milestone
from resilience.returns.deadlines import is_late, reminded_on
from resilience.returns.filing.told import due_told
from resilience.returns.milestones import told
from resilience.returns.milestones.compliance import Standing
from resilience.returns.milestones.ground import Ground
from resilience.returns.milestones.owing import going_on, owed
from resilience.returns.milestones.supplying import People, people, rights

LATE = "late"
MORNING = 8
"""The hour, in London, from which people are told that something went late."""
SOON_ENOUGH = timedelta(days=7)
"""After so long nobody is told for the first time that something went late."""
DONE = "returns.milestone_reminded"


def remind_of_milestones(now: datetime) -> int:
    """Tell those who owe each milestone that is due soon, or went late; how many teams and areas
    were reminded anew. Each round of a milestone is done once, whoever owes it then."""
    return sum(
        _remind(pack, one, why, now)
        for pack, milestones in going_on(now)
        for one in milestones
        if (why := _why(pack, one, now))
    )


def _why(pack: Pack, milestone: Milestone, now: datetime) -> str:
    """Why people are told now: the nearest of the days of the pack that have come, or that it went
    late; empty where there is no reason."""
    here = timezone.localtime(now)
    if is_late(milestone, now):
        since = here.date() - milestone.due.date()
        morning = since > timedelta(days=1) or (since and here.hour >= MORNING)
        return LATE if morning and since <= SOON_ENOUGH else ""
    ahead = sorted(pack.returns.remind_days) if pack.returns else []
    return next((f"{n} ahead" for n in ahead if reminded_on(milestone, n) <= here.date()), "")


@transaction.atomic
def _remind(pack: Pack, milestone: Milestone, why: str, now: datetime) -> int:
    name = f"{pack.id} {milestone.id} {milestone.due:%Y-%m-%d} {why}"
    subject = ("milestone", name)
    if Event.objects.filter(act=DONE, subject_kind=subject[0], subject_id=name).exists():
        return 0
    ground = Ground(pack, now)
    found = owed(ground, milestone)
    record(by="command work", act=DONE, subject=subject, owed=[one.unit.code for one in found])
    supply, above = _people(milestone, found, why, ground.day)
    for one in found:
        to = {*supply.get(one.unit.code, ()), *above.get(one.unit.area, ())}
        _tell(pack, one, to, why, now, f"milestone {name} {one.unit.code}")
    return len(found)


def _people(
    milestone: Milestone, found: list[Standing], why: str, day: date
) -> tuple[People, People]:
    """By code, those who can supply what is missing, and, of what is late, those of the areas."""
    supply = people(rights(milestone), {one.unit.code for one in found}, day)
    codes = {one.unit.area for one in found} if why == LATE else set()
    return supply, people([Right.FILE_RETURNS], codes, day)


def _tell(pack: Pack, stands: Standing, to: set[User], why: str, now: datetime, once: str) -> None:
    milestone, unit = stands.milestone, stands.unit
    is_due = "was due by" if why == LATE else "is due by"
    tell(
        people=to,
        subject=f"{unit.name}: {milestone.title}, {told.remains(milestone, now)}",
        text=f"It {is_due} {due_told(milestone)} and is not met yet. The page shows what is "
        f"missing. Who can supply it: {milestone.supplies}",
        address=reverse("returns:milestones_of", args=[pack.id, unit.area]) + f"#{milestone.id}"
        if unit.area
        else "",
        once=once,
    )
