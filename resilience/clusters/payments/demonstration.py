"""Money of the demonstration's cluster: its first part is paid, its second is approved as far as
the plan has come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right, Role
from resilience.clusters.models import Cluster, ClusterGrant, ClusterPlan
from resilience.clusters.payments.approving import approve, part_and_shares
from resilience.clusters.payments.promising import promise
from resilience.clusters.payments.settling import pay
from resilience.clusters.payments.standing import parts_of, payments_of, version_of
from resilience.funding.actions.allocating import allocate
from resilience.funding.models import Entry, Pot
from resilience.funding.years import Year
from resilience.programmes.local import in_force
from resilience.programmes.schema import Pack

ALLOCATED = 60_000_00
"""Pence, where the board has no money of the programme yet."""


@transaction.atomic
def show(programme: str, today: date, people: Mapping[Role, User]) -> int:
    """Promise the money of the first plan, approve and pay its first part, and approve the second
    if the plan has come so far; to how many practices. None where there is some, or no plan."""
    pack = in_force(programme)
    formed = ClusterPlan.objects.filter(
        cluster__programme=programme, cluster__state=Cluster.State.FORMED
    )
    plan = formed.select_related("cluster__area").order_by("pk").first()
    if payments_of(pack) is None or plan is None or ClusterGrant.objects.exists():
        return 0

    def by(role: Role, ago: int) -> dict[str, Any]:
        """Who does something so many days ago, within the year."""
        day = max(today - timedelta(days=ago), Year.of(today).starts)
        seen = version_of(plan.cluster)
        at = datetime.combine(day, time(13, 20), UTC)
        return {"by": Reader(people[role], day), "plan": plan, "seen": seen, "at": at}

    pot = _pot(pack, people, today)
    if pot is None:
        return 0
    parts = parts_of({pack.id: pack}, [plan])[plan.pk]
    made = promise(
        **by(Role.RESILIENCE_LEAD, 12),
        pot=pot,
        expected=dict.fromkeys([one.number for one in parts], Year.called(pot.year).ends),
        why="The cluster has begun its plan.",
    )
    begun = by(Role.FINANCE_LEAD, 8)
    approve(**begun, part=1, left_out={}, why="The cluster has begun its plan.")
    pay(
        **by(Role.FINANCE_LEAD, 4),
        part=1,
        practices=[one.practice.code for one in part_and_shares(plan, 1)[1] if one.not_paid],
        day=by(Role.FINANCE_LEAD, 4)["at"].date(),
        document="BACS-40218",
        code=made[0].code,
        why="Paid with the run of the week.",
    )
    if any(one.number == 2 and one.reached for one in parts):
        approve(**by(Role.FINANCE_LEAD, 0), part=2, left_out={}, why="The plan is ratified.")
    return len(made)


def _pot(pack: Pack, people: Mapping[Role, User], today: date) -> Pot | None:
    """The money of the board for the year, of which some is allocated where there is none."""
    lead, year = Reader(people[Role.RESILIENCE_LEAD], today), Year.of(today)
    if pack.funding is None or pack.funding.year(year.label) is None:
        return None
    holder = lead.may_at(Right.COMMIT_MONEY).filter(kind=pack.funding.holder).first()
    found = Pot.objects.filter(programme=pack.id, year=year.label, holder=holder)
    if holder is not None and not found.exists():
        allocate(
            by=Reader(people[Role.NATIONAL_TEAM], today),
            programme=pack.id,
            year=year.label,
            holder=holder,
            seen=0,
            at=datetime.combine(year.starts, time(9, 0), UTC),
            pence=ALLOCATED,
            standing=Entry.Standing.PROVISIONAL,
            day=year.starts,
            why="As the letter of allocation has it, before audit.",
        )
    return found.first()
