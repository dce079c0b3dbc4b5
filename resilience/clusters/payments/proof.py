"""What the books of the money cannot prove by themselves: that all of it which no case bears is of
a plan of a cluster, and that no part was approved before the plan had reached what it follows."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q

from resilience.clusters.models import ClusterGrant, ClusterPlan
from resilience.clusters.payments.standing import Share, parts_of, shares_of
from resilience.funding.models import Commitment
from resilience.look import words
from resilience.programmes.local import in_force
from resilience.programmes.packs import available

GRANTS = {
    "is of another practice than its commitment": ~Q(practice=F("commitment__organisation")),
    "pays somebody else than its practice": ~Q(practice=F("commitment__payee")),
    "is money of another programme than its cluster": ~Q(
        cluster__programme=F("commitment__pot__programme")
    ),
    "is money of another year than it says": ~Q(year=F("commitment__pot__year")),
    "is of a plan of another cluster": ~Q(cluster=F("plan__cluster")),
}
"""What a grant does not fit."""


def faults() -> Iterator[str]:
    """A sentence for each commitment, grant and approval that does not fit; none where all do."""
    lost = Commitment.objects.filter(case=None, grant=None)
    for one in lost.order_by("pk"):
        yield f"Commitment {one} is under {one.under}, which has no such grant."
    for what, wrong in GRANTS.items():
        for grant in ClusterGrant.objects.filter(wrong).select_related("commitment").order_by("pk"):
            yield f"The grant of {grant.commitment} {what}."
    paid = ClusterPlan.objects.filter(grants__isnull=False, cluster__programme__in=available())
    plans = {one.pk: one for one in paid.select_related("cluster__area").order_by("pk")}
    packs = {one.cluster.programme: in_force(one.cluster.programme) for one in plans.values()}
    for share in shares_of(parts_of(packs, list(plans.values())), ClusterGrant.objects.all()):
        yield from _misfit(share, plans[share.grant.plan_id].cluster.reference)


def _misfit(share: Share, reference: str) -> Iterator[str]:
    commitment, opened = share.grant.commitment, share.part.reached
    if commitment.under != reference:
        yield f"Commitment {commitment} is not under {reference}."
    for one in share.invoices:
        if opened is None or one.entry.day < opened:
            yield (
                f"{one.entry.document} was approved as of {words.day(one.entry.day)}, before the "
                "plan had reached what it follows."
            )
