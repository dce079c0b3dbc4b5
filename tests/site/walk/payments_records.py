"""What addresses of the money of a cluster name in the walk."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.clusters.models import Cluster, ClusterGrant, ClusterPlan
from resilience.funding.books.posting import Line, posted
from resilience.funding.models import Commitment, Entry, Pot
from resilience.organisations.models import Kind, Organisation


def payments_records(by: User, pot: Pot) -> dict[str, object]:
    """A cluster of A81001 with a plan, £2 promised for it out of a pot, and £1 of that approved and
    paid: the money of a cluster, an entry of it, and an invoice."""
    now, day = timezone.now(), timezone.localdate()
    practice = Organisation.objects.get(code="A81001")
    cluster = Cluster.objects.create(
        programme=pot.programme,
        area=Organisation.objects.get(code="00K"),
        number=71,
        name="Paid together",
        state=Cluster.State.FORMED,
        organisation=Organisation.objects.create(
            code="GROUP-PAID", kind=Kind.GROUP, name="Paid together"
        ),
        proposed=now,
        proposed_for=practice,
        formed=day,
    )
    cluster.members.create(practice=practice, state="agreed", joined=day)
    plan = ClusterPlan.objects.create(cluster=cluster, state="begun", starts=day, began=now)
    of = Commitment.objects.create(
        organisation=practice,
        tier=Tier.COMMISSIONER,
        pot=pot,
        under=cluster.reference,
        number=1,
        intended="at_scale",
        category="change_management",
        route="assistance",
        payee=practice,
        purpose="The plan",
        code="RES-PRACTICE",
        at=now,
        by=by.actor,
    )
    told = {"cluster": cluster, "plan": plan, "practice": practice, "year": pot.year, "at": now}
    ClusterGrant.objects.create(**told, commitment=of)
    stage = of.stages.create(number=1, title="At the start", expected=day, pence=0)
    invoice = None
    moves = (("allocation", 200), ("commitment", 200), ("invoice", 100), ("payment", 100))
    for kind, pence in moves:
        theirs: dict[str, Any] = {} if kind == "allocation" else {"commitment": of, "stage": stage}
        if kind == "payment":
            theirs |= {"invoice": invoice, "code": "RES-PRACTICE"}
        line = Line(kind=Entry.Kind(kind), pence=pence, day=day, why="So.", **theirs)
        made = posted(pot, line, by=Reader(by, day), at=now, acting_for=None)
        invoice = made if kind == "invoice" else invoice
    return {
        "paid_together": f"gprp-2018-19/00K/clusters/71/money/{plan.number}",
        "paid": made.pk,
        "part_paid": invoice.pk if invoice else 0,
    }
