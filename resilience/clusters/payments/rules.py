"""Why money of a cluster is not promised, approved or paid: a sentence that says what opens it."""

from __future__ import annotations

from collections.abc import Collection

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.clusters.models import Cluster, ClusterPlan
from resilience.clusters.payments.reaching import why_not_yet
from resilience.clusters.payments.standing import Part, Share, payments_of
from resilience.funding.models import Pot
from resilience.look import words
from resilience.programmes.schema import Pack


def why_no_promise(cluster: Cluster, plan: ClusterPlan | None, pack: Pack) -> str:
    """Why no money is promised to a cluster; empty where it may be."""
    if payments_of(pack) is None:
        return f"{pack.title} has no payments to clusters."
    if cluster.state == Cluster.State.ENDED:
        return "The cluster has ended, so nothing more is promised."
    if cluster.state != Cluster.State.FORMED:
        return (
            "The cluster is not formed yet. Money can be promised once all its practices have "
            "agreed and it is formed."
        )
    if plan is None:
        return "The cluster has begun no plan yet. Money can be promised once it has."
    return ""


def why_not_bear(pot: Pot, pence: int, practices: int) -> str:
    """Why a pot does not bear what would be promised; empty where it does."""
    if pence <= pot.free:
        return ""
    return (
        f"{words.pounds(max(0, pot.free))} of this money is free, and {words.pounds(pence)} is "
        f"needed for {words.plural(practices, 'practice')}. Promise fewer parts, or have more "
        "allocated first. Nothing was promised."
    )


def why_not_open(plan: ClusterPlan, part: Part, shares: Collection[Share]) -> str:
    """Why nothing of a part can be approved, and what opens it; empty where something can."""
    if part.reached is None:
        return why_not_yet(plan, part.state)
    if not any(one.promised for one in shares):
        return "Nothing of this part is promised yet. It can be approved once it is."
    if any(one.to_approve for one in shares):
        return ""
    if late := next((one for one in shares if one.earned and one.not_approved), None):
        return (
            f"The plan reached this on {words.day(part.reached)}, and the money is of "
            f"{late.grant.year}. Let that go, and promise the part from the money of the next year."
        )
    if any(one.not_approved for one in shares):
        return "What is not approved is of practices that left before: let it go."
    return "All that is promised of this part is approved."


def why_not_pay(part: Part, shares: Collection[Share]) -> str:
    """Why no payment of a part can be recorded; empty where one can."""
    if any(one.not_paid for one in shares):
        return ""
    if any(one.approved for one in shares):
        return "All that is approved of this part is paid."
    return "Nothing of this part is approved yet, so nothing is paid."


def why_not_run(right: Right, shares: Collection[Share], by: Reader) -> str:
    """Why somebody may not do what a right allows for some practices; empty where they may."""
    may = by.may(right)
    others = [one.practice.name for one in shares if not may.holds(one.practice)]
    if not others:
        return ""
    return f"Only those who {right.label} for {', '.join(dict.fromkeys(others))} do this."
