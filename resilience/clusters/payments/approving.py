"""Approving a part of the money for the practices of a cluster, once its plan has reached what the
part follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.clusters.models import ClusterGrant, ClusterPlan, LeftOut
from resilience.clusters.payments.locking import locked
from resilience.clusters.payments.rules import why_not_open, why_not_run
from resilience.clusters.payments.standing import Part, Share, parts_of, shares_of
from resilience.clusters.payments.told import tell_practices
from resilience.funding.actions.moving import said
from resilience.funding.actions.paying import approve_invoice
from resilience.funding.models import Entry
from resilience.programmes.local import in_force


@transaction.atomic
def approve(
    *,
    by: Reader,
    plan: ClusterPlan,
    part: int,
    seen: int,
    at: datetime,
    left_out: Mapping[str, str],
    why: str,
) -> list[Entry]:
    """Approve a part for every practice that has it to come, but those in `left_out`, by code with
    the reason. What came back is approved anew so. Raises Refused where the plan has not reached
    what the part follows, and for whoever promised the money."""
    plan = locked(plan, seen)
    of, shares = part_and_shares(plan, part)
    refuse(why_not_open(plan, of, shares))
    open_ = [one for one in shares if one.to_approve]
    out = [one for one in open_ if one.practice.code in left_out]
    due = [one for one in open_ if one.practice.code not in left_out]
    if not due:
        raise Refused("You leave out every practice: approve the part for at least one.")
    refuse(why_not_run(Right.APPROVE_INVOICES, [*due, *out], by))
    made = [_approved(one, by=by, at=at, why=why) for one in due]
    for one in out:
        LeftOut.objects.create(
            grant=one.grant,
            part=of.number,
            at=at,
            by=by.actor,
            acting_for=by.acting_for(Right.APPROVE_INVOICES, one.practice.pk),
            why=said(left_out[one.practice.code]),
        )
    record(
        by=by.actor,
        act="clusters.part_approved",
        subject=plan,
        organisation=plan.cluster.area.code,
        after={
            "part": of.number,
            "entries": [one.pk for one in made],
            "left_out": [one.practice.code for one in out],
        },
    )
    day = localdate(at)
    text = f"“{of.of.title}” is approved for your practice, and goes to finance to be paid."
    tell_practices(plan, [one.practice for one in due], "a payment is approved", text, day)
    text = f"Your practice was left out when “{of.of.title}” was approved. The page says why."
    tell_practices(plan, [one.practice for one in out], "left out of a payment", text, day)
    return made


def part_and_shares(plan: ClusterPlan, number: int) -> tuple[Part, list[Share]]:
    """A part of the payment, and what all practices were promised of it. Raises Refused for a
    number that is none."""
    programme = plan.cluster.programme
    parts = parts_of({programme: in_force(programme)}, [plan])
    of = next((one for one in parts[plan.pk] if one.number == number), None)
    if of is None:
        raise Refused("The programme has no such part.")
    return of, shares_of({plan.pk: [of]}, ClusterGrant.objects.all())


def document_of(share: Share) -> str:
    """The number under which a part is approved for a practice, which finance quotes when it pays:
    CL-15C-1/3-P2, and CL-15C-1/3-P2-2 where it is approved a second time."""
    before = sum(one.kind == Entry.Kind.INVOICE and not one.reverses_id for one in share.entries)
    again = f"-{before + 1}" if before else ""
    return f"{share.grant.commitment.reference}-P{share.part.number}{again}"


def _approved(share: Share, *, by: Reader, at: datetime, why: str) -> Entry:
    assert share.day  # noqa: S101 (it is open)
    return approve_invoice(
        by=by,
        commitment=share.grant.commitment,
        stage=share.stage,
        seen=None,
        at=at,
        pence=share.not_approved,
        day=share.day,
        document=document_of(share),
        why=why,
    )
