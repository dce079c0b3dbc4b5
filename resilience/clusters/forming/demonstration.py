"""Clusters of the synthetic demonstration: one with a plan that waits for the board, and one that
a practice only proposes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right, Role
from resilience.clusters.forming.addressed import Of
from resilience.clusters.forming.founding import form
from resilience.clusters.forming.members import may_be_asked
from resilience.clusters.forming.patients import lists
from resilience.clusters.forming.plans.checking import ends_between
from resilience.clusters.forming.plans.ratifying import Judged, ratify
from resilience.clusters.forming.plans.writing import begin, submit, write_project, write_summary
from resilience.clusters.forming.proposing import areas_of, propose, record_exception
from resilience.clusters.models import Cluster, ClusterMember, ClusterPlan, Ratification
from resilience.organisations.models import Kind
from resilience.programmes.local import in_force

FEWEST = 3
PROJECTS: Mapping[str, Mapping[str, Any]] = {
    "short": {
        "title": "One desk for letters",
        "aim": "Letters of all practices are read at one desk, and GPs see only what needs them.",
        "needs": ["efficiency"],
        "needs_why": "In the stocktake, and in a count of letters over a fortnight.",
        "actions": ["productive_work_flows"],
        "measure": "Letters that reach a GP, counted each week",
        "lead": "Operations manager",
    },
    "medium": {
        "title": "Shared first-contact physiotherapy",
        "aim": "Patients with pain in backs and joints see a physiotherapist first.",
        "needs": ["workforce", "access"],
        "needs_why": "One appointment in seven is for backs and joints.",
        "actions": ["develop_team", "active_signposting"],
        "measure": "Appointments with a physiotherapist, and with a GP for the same, each month",
        "lead": "Lead nurse",
    },
    "long": {
        "title": "One building for the harbour",
        "aim": "Two surgeries that are too small move into one building, with rooms to teach in.",
        "needs": ["premises", "workforce"],
        "needs_why": "Two surgeries have no room for a trainee.",
        "actions": ["partnership_working"],
        "measure": "Rooms in use for teaching, and trainees who stay",
        "lead": "A partner of the first practice",
    },
}


@transaction.atomic
def show(programme: str, today: date, people: Mapping[Role, User]) -> int:
    """A formed cluster whose plan was ratified, around the practice of the demonstration's lead;
    how many clusters there are. None where there are some, or the programme has none."""
    pack = in_force(programme)
    lead = Reader(people[Role.PRACTICE_LEAD], today - timedelta(days=60))
    practice = lead.may_at(Right.REFER).filter(kind=Kind.PRACTICE).order_by("code").first()
    if pack.clusters is None or Cluster.objects.exists() or practice is None:
        return 0
    area = next(iter(areas_of(practice, lead)), None)
    if area is None:
        return 0
    of = Of(pack, pack.clusters, area)
    chosen = _with_patients(of, practice.code, lead.day)
    if len(chosen) < FEWEST:
        return 0
    cluster = propose(
        by=lead,
        of=of,
        practice=practice,
        at=_at(lead.day),
        name=f"{practice.name} and neighbours",
        about="Our patients use the same pharmacies, the same buses and the same hospital.",
        practices=chosen,
    )
    # Of the others nobody signs in to the demonstration: they agreed at a meeting.
    cluster.members.filter(state=ClusterMember.State.ASKED).update(
        state=ClusterMember.State.AGREED, answered=_at(lead.day), why="Agreed at a meeting"
    )
    resilience = Reader(people[Role.RESILIENCE_LEAD], today - timedelta(days=55))
    if lists(of.rules, today).of(chosen).total < of.rules.size.patients:
        cluster = record_exception(
            by=resilience,
            cluster=cluster,
            seen=cluster.version,
            at=_at(resilience.day),
            why="No other practice is within half an hour by bus.",
        )
    cluster = form(by=lead, cluster=cluster, rules=of.rules, seen=cluster.version, at=_at(lead.day))
    _planned(of, cluster, lead, resilience)
    return Cluster.objects.count()


def _planned(of: Of, cluster: Cluster, lead: Reader, resilience: Reader) -> None:
    """A plan with its three projects, ratified."""
    at = _at(lead.day)
    plan = begin(by=lead, cluster=cluster, rules=of.rules, at=at, starts=lead.day)
    for span in of.rules.spans:
        if span.id in PROJECTS:
            write_project(
                by=lead,
                plan=plan,
                rules=of.rules,
                seen=_version(plan),
                span=span.id,
                starts=plan.starts,
                ends=ends_between(span, plan.starts)[1],
                **PROJECTS[span.id],
            )
    write_summary(
        by=lead,
        plan=plan,
        seen=_version(plan),
        summary="Letters first, which helps every practice by summer; then people; then a roof.",
    )
    made = submit(by=lead, plan=plan, rules=of.rules, seen=_version(plan), at=at)
    ratify(
        by=resilience,
        submission=made,
        rules=of.rules,
        seen=_version(plan),
        at=_at(resilience.day),
        outcome=Ratification.Outcome.RATIFIED,
        criteria={one.id: Judged(True, "As the plan says.") for one in of.rules.criteria},
        why="All practices have a part in it, and each project can be counted.",
    )


def _with_patients(of: Of, first: str, day: date) -> list[str]:
    """A practice and others of its area that are in no cluster, until they have patients enough."""
    known = lists(of.rules, day)
    codes = [first, *(code for code in sorted(may_be_asked(of.area, day)) if code != first)]
    chosen: list[str] = []
    for code in codes:
        chosen.append(code)
        if len(chosen) >= FEWEST and known.of(chosen).total >= of.rules.size.patients:
            break
    return chosen


def _version(plan: ClusterPlan) -> int:
    return ClusterPlan.objects.get(pk=plan.pk).version


def _at(day: date) -> datetime:
    """That day in the morning."""
    return timezone.make_aware(datetime.combine(day, time(9, 40)), UTC)
