"""Letting go what will not be paid, as a practice left or a plan ended, and taking entries back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.clusters.models import ClusterGrant, ClusterPlan
from resilience.clusters.payments.locking import locked
from resilience.clusters.payments.promising import to_promise
from resilience.clusters.payments.rules import why_no_promise, why_not_run
from resilience.clusters.payments.standing import parts_of, shares_of
from resilience.clusters.payments.told import tell_practices
from resilience.funding.actions.committing import vary_commitment
from resilience.funding.actions.correcting import reverse
from resilience.funding.models import Entry
from resilience.programmes.local import in_force

Kind = Entry.Kind


@transaction.atomic
def let_go(
    *, by: Reader, plan: ClusterPlan, seen: int, at: datetime, grants: Collection[int], why: str
) -> list[Entry]:
    """Let go all that is promised by grants, by id, and not approved: it is free again."""
    plan = locked(plan, seen)
    programme = plan.cluster.programme
    parts = parts_of({programme: in_force(programme)}, [plan])
    found = shares_of(parts, ClusterGrant.objects.filter(pk__in=grants))
    left = [one for one in found if one.not_approved]
    if not left:
        raise Refused("Choose practices with something that is promised and not approved.")
    refuse(why_not_run(Right.COMMIT_MONEY, left, by))
    made = [
        vary_commitment(
            by=by,
            commitment=one.grant.commitment,
            stage=one.stage,
            seen=None,
            at=at,
            pence=one.approved,
            why=why,
        )
        for one in left
    ]
    record(
        by=by.actor,
        act="clusters.money_let_go",
        subject=plan,
        organisation=plan.cluster.area.code,
        after={"entries": [one.pk for one in made]},
    )
    text = "Money that was promised to your practice and not approved is promised no more."
    practices = {one.practice for one in left}
    tell_practices(plan, practices, "money is let go", text, localdate(at))
    return made


@transaction.atomic
def take_back(
    *, by: Reader, plan: ClusterPlan, entry: Entry, seen: int, at: datetime, why: str
) -> Entry:
    """Take an entry of the money of a plan back by another of the opposite sum; both stay. What was
    let go is promised again so, if the practice still has it to come."""
    plan = locked(plan, seen)
    grant = plan.grants.filter(commitment=entry.commitment_id).select_related("practice").first()
    if grant is None:
        raise Refused("Choose an entry of the money of this plan.")
    taken_back = Entry.objects.filter(reverses=entry).exists()
    if entry.kind == Kind.VARIATION and entry.pence < 0 and not taken_back:
        refuse(_why_not_again(plan, grant, entry))
    made = reverse(by=by, entry=entry, seen=None, at=at, why=why)
    record(
        by=by.actor,
        act="clusters.money_corrected",
        subject=plan,
        organisation=plan.cluster.area.code,
        after={"entry": made.pk, "takes_back": entry.pk},
    )
    text = "An entry about the money of your practice was taken back by another."
    tell_practices(plan, [grant.practice], "an entry was corrected", text, localdate(at))
    return made


def _why_not_again(plan: ClusterPlan, grant: ClusterGrant, entry: Entry) -> str:
    """Why what was let go is not promised again."""
    pack = in_force(plan.cluster.programme)
    if why := why_no_promise(plan.cluster, plan, pack):
        return why
    number = entry.stage.number if entry.stage else 0
    if grant.practice in to_promise(plan, pack, [number]):
        return ""
    return (
        f"{grant.practice.name} has left the cluster, or the part was promised again since: "
        "promise it anew instead."
    )
