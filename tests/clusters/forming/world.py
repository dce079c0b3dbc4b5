"""Clusters as other tests need them: formed ones, and such with a plan that is begun, submitted,
ratified or shown. They stand as the acts would leave them, without the acts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from resilience.clusters.models import (
    Cluster,
    ClusterMember,
    ClusterPlan,
    PlanSubmission,
    Progress,
    ProgressFinding,
    Project,
    Ratification,
)
from resilience.evidence.store import Store
from resilience.organisations.models import Coverage, Kind, Organisation
from resilience.organisations.reach import rebuild_reach
from resilience.programmes.packs import load
from tests.clusters.world import NOW, PRACTICES, PROGRAMME, TODAY, organisation, user
from tests.evidence.stores import add, analyst_row

FIVE = tuple(PRACTICES[:5])
OTHER_FIVE = tuple(PRACTICES[8:13])
"""Five practices of 15C, and five of 11X."""
EACH = 9_000
MONTH = timedelta(days=30)


def lists(home: Path, people: dict[str, int], day: str = "2026-03-01") -> None:
    """Publishes how many patients practices have."""
    rows = [analyst_row(code, "registered_patients", day, value=n) for code, n in people.items()]
    add(Store(home), "analyst_figures", day, rows)


def proposed(
    practices: Sequence[str] = FIVE, *, area: str = "15C", name: str = "Harbour together"
) -> Cluster:
    """A cluster that the first of the practices proposed and all the others agreed to."""
    number = Cluster.objects.filter(programme=PROGRAMME, area__code=area).count() + 1
    of = {one.code: one for one in Organisation.objects.filter(code__in=practices)}
    cluster = Cluster.objects.create(
        programme=PROGRAMME,
        area=organisation(area),
        number=number,
        name=name,
        state=Cluster.State.PROPOSED,
        proposed=NOW - MONTH,
        proposed_by=_lead(practices[0]),
        proposed_for=of[practices[0]],
    )
    ClusterMember.objects.bulk_create(
        ClusterMember(
            cluster=cluster,
            practice=of[code],
            state=ClusterMember.State.AGREED,
            answered=NOW - MONTH,
            answered_by=_lead(code),
        )
        for code in practices
    )
    return cluster


def formed(
    practices: Sequence[str] = FIVE,
    *,
    area: str = "15C",
    name: str = "Harbour together",
    patients: int | None = None,
    day: date = TODAY - MONTH,
) -> Cluster:
    """A cluster that was formed a month ago, of five practices with 9,000 patients each."""
    cluster = proposed(practices, area=area, name=name)
    code = f"GROUP-{name.upper().replace(' ', '-')}"
    group = Organisation.objects.create(
        code=code, kind=Kind.GROUP, name=name, search=f"{code} {name}".upper()
    )
    cluster.state, cluster.formed, cluster.organisation = Cluster.State.FORMED, day, group
    cluster.patients = EACH * len(practices) if patients is None else patients
    cluster.release = "patients registered, 1 March 2026"
    cluster.save()
    cluster.members.update(joined=day)
    Coverage.objects.bulk_create(
        Coverage(organisation=group, area=one.practice, starts=day)
        for one in cluster.members.select_related("practice")
    )
    rebuild_reach()
    return cluster


def planned(cluster: Cluster | None = None, *, starts: date = TODAY - MONTH) -> ClusterPlan:
    """The plan of a cluster, begun, with its three projects written."""
    of = cluster or formed()
    lead = of.proposed_by
    plan = ClusterPlan.objects.create(
        cluster=of,
        state=ClusterPlan.State.BEGUN,
        version=4,
        starts=starts,
        summary="Shared visits first, then one team of pharmacists, then shared premises.",
        began=NOW - MONTH,
        began_by=lead,
        writers=[lead],
    )
    clusters = load(PROGRAMME).clusters
    assert clusters
    for span in clusters.spans:
        Project.objects.create(
            plan=plan,
            span=span.id,
            title=f"Our {span.title.lower()}",
            aim="Fewer patients wait for what somebody else could do.",
            needs=["workforce"],
            needs_why="Half of the practices said so in the stocktake.",
            actions=["develop_team"],
            measure="Appointments that somebody other than a GP gives, counted each month",
            lead="Practice manager of the first practice",
            starts=starts,
            ends=starts + timedelta(days=30 * span.to_months - 5),
        )
    return plan


def submitted(plan: ClusterPlan | None = None) -> PlanSubmission:
    """A plan that waits for the area."""
    of = plan or planned()
    content: dict[str, Any] = {"summary": of.summary, "projects": []}
    made = PlanSubmission.objects.create(
        cluster=of.cluster,
        plan=of,
        number=of.submissions.count() + 1,
        at=NOW,
        by=of.began_by,
        acting_for=of.cluster.proposed_for,
        content=content,
        hash=hashlib.sha256(json.dumps(content).encode()).hexdigest(),
    )
    _stands(of, ClusterPlan.State.SUBMITTED)
    return made


def ratified(
    plan: ClusterPlan | None = None, *, by: str = "commissioner", at: datetime = NOW
) -> ClusterPlan:
    """A plan that the area ratified."""
    submission = submitted(plan)
    clusters = load(PROGRAMME).clusters
    assert clusters
    Ratification.objects.create(
        cluster=submission.cluster,
        submission=submission,
        at=at,
        by=user(by).actor,
        acting_for=organisation("QUY"),
        outcome=Ratification.Outcome.RATIFIED,
        criteria={one.id: {"met": True, "why": "So."} for one in clusters.criteria},
        why="A plan of all of them.",
    )
    return _stands(submission.plan, ClusterPlan.State.RATIFIED)


def shown(
    plan: ClusterPlan | None = None, *, by: str = "commissioner", at: datetime = NOW
) -> ClusterPlan:
    """A ratified plan of which the area found that progress is shown."""
    of = plan or ratified()
    for project in of.projects.all():
        Progress.objects.create(
            cluster=of.cluster,
            project=project,
            at=at,
            by=of.began_by,
            acting_for=of.cluster.proposed_for,
            standing=Progress.Standing.ON_TRACK,
            what="Two pharmacists began.",
        )
    ProgressFinding.objects.create(
        cluster=of.cluster,
        plan=of,
        at=at,
        by=user(by).actor,
        acting_for=organisation("QUY"),
        shown=True,
        why="The pharmacists see forty patients a week.",
    )
    return _stands(of, ClusterPlan.State.SHOWN)


def _stands(plan: ClusterPlan, state: str) -> ClusterPlan:
    plan.state = state
    plan.version += 1
    plan.save(update_fields=["state", "version"])
    return plan


def _lead(practice: str) -> str:
    return user(f"lead{PRACTICES.index(practice) + 1}").actor
