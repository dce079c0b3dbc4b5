"""Recording what finance paid to the practices of a cluster, and what came back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.clusters.models import ClusterPlan
from resilience.clusters.payments.approving import part_and_shares
from resilience.clusters.payments.locking import locked
from resilience.clusters.payments.rules import why_not_pay
from resilience.clusters.payments.told import tell_practices
from resilience.funding.actions.paying import record_payment, record_recovery
from resilience.funding.models import Entry


@transaction.atomic
def pay(
    *,
    by: Reader,
    plan: ClusterPlan,
    part: int,
    seen: int,
    at: datetime,
    practices: Collection[str],
    day: date,
    document: str,
    code: str,
    why: str,
) -> list[Entry]:
    """Record that finance paid, on a day by its ledger, all that is approved and not paid of a part
    to practices, by code: with the number in the ledger and the finance code."""
    plan = locked(plan, seen)
    of, shares = part_and_shares(plan, part)
    refuse(why_not_pay(of, shares))
    paid = [one for one in shares if one.not_paid and one.practice.code in practices]
    if not paid or {one.practice.code for one in paid} != set(practices):
        raise Refused("Choose practices for which something is approved and not paid.")
    made = [
        record_payment(
            by=by,
            invoice=invoice.entry,
            seen=None,
            at=at,
            pence=invoice.left,
            day=day,
            code=code,
            document=document,
            why=why,
        )
        for one in paid
        for invoice in one.invoices
        if invoice.left
    ]
    _record(plan, "part_paid", made, by)
    text = f"Finance has paid “{of.of.title}” to your practice."
    gone = [one.practice for one in paid]
    tell_practices(plan, gone, "a payment was made", text, localdate(at))
    return made


@transaction.atomic
def recover(
    *,
    by: Reader,
    plan: ClusterPlan,
    invoice: Entry,
    seen: int,
    at: datetime,
    pence: int,
    day: date,
    document: str,
    code: str,
    why: str,
) -> Entry:
    """Record that something of what was paid to a practice came back. It may be approved anew, or
    let go."""
    plan = locked(plan, seen)
    grant = plan.grants.filter(commitment=invoice.commitment_id).first()
    if grant is None:
        raise Refused("Choose a payment of this plan.")
    made = record_recovery(
        by=by,
        invoice=invoice,
        seen=None,
        at=at,
        pence=pence,
        day=day,
        code=code,
        document=document,
        why=why,
    )
    _record(plan, "money_recovered", [made], by)
    text = "It is on record that money came back of what was paid to your practice."
    tell_practices(plan, [grant.practice], "money came back", text, localdate(at))
    return made


def _record(plan: ClusterPlan, act: str, made: list[Entry], by: Reader) -> None:
    record(
        by=by.actor,
        act=f"clusters.{act}",
        subject=plan,
        organisation=plan.cluster.area.code,
        after={"entries": [one.pk for one in made]},
    )
