"""Promising the money of a plan to every practice of its cluster, all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.clusters.models import Cluster, ClusterGrant, ClusterPlan
from resilience.clusters.payments.locking import locked
from resilience.clusters.payments.rules import why_no_promise, why_not_bear
from resilience.clusters.payments.standing import (
    Lacking,
    Part,
    elsewhere,
    held_by,
    lacking,
    parts_of,
    practices_of,
    shares_of,
)
from resilience.clusters.payments.told import tell_practices
from resilience.funding.actions.committing import vary_commitment
from resilience.funding.actions.committing_under import commit_under
from resilience.funding.books.posting import locked_pot
from resilience.funding.models import Commitment, Pot, Stage
from resilience.funding.promising import PartOf, Promise, why_not_spend, why_not_there
from resilience.funding.years import Year
from resilience.look import words
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force
from resilience.programmes.schema import Pack


@transaction.atomic
def promise(
    *,
    by: Reader,
    plan: ClusterPlan,
    pot: Pot,
    seen: int,
    at: datetime,
    expected: Mapping[int, date],
    why: str,
) -> list[Commitment]:
    """Promise parts, by number with the day on which each is expected, to every practice of the
    cluster that has them not. Raises Refused with what the pot does not bear, and then nothing is
    promised to anybody."""
    plan = locked(plan, seen)
    cluster, day = plan.cluster, localdate(at)
    pack = in_force(cluster.programme)
    refuse(why_no_promise(cluster, plan, pack))
    pot = locked_pot(pot)
    refuse(_why_not_from(pot, cluster, by))
    refuse(_why_not_expected(pot, expected))
    found = to_promise(plan, pack, expected.keys())
    if not found:
        raise Refused("Every practice of the cluster is promised these parts already.")
    for practice in found:
        refuse(why_not_there(pot, practice, day))
    refuse(why_not_bear(pot, sum(one.pence for of in found.values() for one in of), len(found)))
    made = []
    for practice, parts in found.items():
        owed = [_part(one, expected[one.number]) for one in parts]
        grant = plan.grants.filter(practice=practice, year=pot.year).first()
        if grant is None:
            promise_ = _promise(pack, cluster, plan, practice, owed)
            one = commit_under(
                by=by, under=cluster.reference, pot=pot, at=at, promise=promise_, why=why
            )
            ClusterGrant.objects.create(
                cluster=cluster,
                plan=plan,
                practice=practice,
                year=pot.year,
                commitment=one,
                at=at,
            )
        else:
            one = _raised(grant, pot, owed, by=by, at=at, why=why)
        made.append(one)
    record(
        by=by.actor,
        act="clusters.money_promised",
        subject=plan,
        organisation=cluster.area.code,
        after={"pot": pot.pk, "parts": sorted(expected), "commitments": [one.pk for one in made]},
    )
    what = "Money is promised to your practice for the plan of your cluster."
    tell_practices(plan, found, "money is promised", what, day)
    return made


def to_promise(plan: ClusterPlan, pack: Pack, numbers: Collection[int] = ()) -> Lacking:
    """The practices of a plan's cluster, each with those of the parts that it is not promised, here
    or in a cluster that it left: of all parts, or of those with some numbers."""
    parts = parts_of({pack.id: pack}, [plan])
    asked = [one for one in parts[plan.pk] if not numbers or one.number in numbers]
    shares = shares_of(parts, ClusterGrant.objects.all())
    practices = practices_of([plan.cluster_id])[plan.cluster_id]
    return lacking(asked, shares, practices, elsewhere(plan, pack, held_by(practices)))


def _why_not_from(pot: Pot, cluster: Cluster, by: Reader) -> str:
    if pot.programme != cluster.programme:
        return "This money is of another programme than the cluster."
    return why_not_spend(pot, by)


def _why_not_expected(pot: Pot, expected: Mapping[int, date]) -> str:
    if not expected:
        return "Give a day for at least one part."
    year = Year.called(pot.year)
    if all(year.holds(day) for day in expected.values()):
        return ""
    return (
        f"This is money of {pot.year}: give days from {words.day(year.starts)} to "
        f"{words.day(year.ends)}, and leave out the parts that come later. These are promised from "
        "the money of the next year."
    )


def _part(one: Part, expected: date) -> PartOf:
    return PartOf(one.of.title, one.of.asks, expected, one.pence, one.number)


def _promise(
    pack: Pack, cluster: Cluster, plan: ClusterPlan, practice: Organisation, parts: list[PartOf]
) -> Promise:
    """As the pack says that it stands in the books."""
    payments = pack.clusters.payments if pack.clusters else None
    assert payments  # noqa: S101 (looked at before)
    return Promise(
        intended=payments.intended,
        category=payments.category,
        route=payments.route,
        payee=practice,
        purpose=f"Plan {plan.number} of the cluster {cluster.name}",
        code=payments.code,
        parts=parts,
    )


def _raised(
    grant: ClusterGrant, pot: Pot, owed: list[PartOf], *, by: Reader, at: datetime, why: str
) -> Commitment:
    """Promise parts within what was promised of the year before: what was let go, or came back."""
    commitment = grant.commitment
    if commitment.pot_id != pot.pk:
        raise Refused(
            f"{grant.practice.name} was promised money of {pot.year} by {commitment.pot.holder}: "
            "promise it from there."
        )
    for part in owed:
        stage, _ = Stage.objects.get_or_create(
            commitment=commitment,
            number=part.number or 0,
            defaults={
                "title": part.title,
                "asks": part.asks,
                "expected": part.expected,
                "pence": 0,
            },
        )
        vary_commitment(
            by=by,
            commitment=commitment,
            stage=stage,
            seen=None,
            at=at,
            pence=part.pence,
            why=why,
        )
    return commitment
