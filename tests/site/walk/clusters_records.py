"""What addresses name of clusters of practices."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from resilience.accounts.models import User
from resilience.clusters.models import Cluster, ClusterPlan, PlanSubmission, Project
from resilience.organisations.models import Kind, Organisation

LONG_AGO = date(2018, 4, 2)


def clusters_records(by: User) -> dict[str, object]:
    """In 00K a cluster that A81001 proposed, one that asks it, one that is formed with a plan that
    waits for an answer, and one that is formed and has none."""
    own = Organisation.objects.get(code="A81001")
    area = Organisation.objects.get(code="00K")
    other = Organisation.objects.filter(kind=Kind.PRACTICE, ancestors__ancestor=area).exclude(
        pk=own.pk
    )[0]
    north = Organisation.objects.get(code="GROUP-NORTH")
    south = Organisation.objects.create(code="GROUP-SOUTH", kind=Kind.GROUP, name="South")
    now = timezone.now()
    of = {"programme": "gprp-2018-19", "area": area, "proposed": now, "proposed_by": by.actor}
    formed = {"state": "formed", "formed": LONG_AGO}
    made = [
        Cluster.objects.create(**of, number=1, name="One", state="proposed", proposed_for=own),
        Cluster.objects.create(**of, number=2, name="Two", state="proposed", proposed_for=other),
        Cluster.objects.create(
            **of, number=3, name="Three", proposed_for=own, organisation=north, **formed
        ),
        Cluster.objects.create(
            **of, number=4, name="Four", proposed_for=own, organisation=south, **formed
        ),
    ]
    for cluster in made:
        state = "asked" if cluster.number == 2 else "agreed"
        cluster.members.create(practice=own, state=state)
    made[1].members.create(practice=other, state="agreed")
    plan = ClusterPlan.objects.create(
        cluster=made[2], state="submitted", starts=LONG_AGO, began=now, began_by=by.actor
    )
    days = {"starts": LONG_AGO, "ends": LONG_AGO + timedelta(days=300)}
    told = {"title": "So", "aim": "So.", "measure": "So.", "lead": "A post"}
    Project.objects.create(plan=plan, span="short", **told, **days)
    content = {"summary": "So.", "projects": []}
    PlanSubmission.objects.create(
        cluster=made[2], plan=plan, number=1, at=now, by=by.actor, content=content, hash="h"
    )
    return {"planned_cluster": 3}
