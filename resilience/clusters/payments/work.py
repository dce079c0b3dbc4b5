"""Whose turn it is with the money of clusters: parts that are open and not approved, what is not
paid, what is not promised yet, and what will not be needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.timezone import localdate

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.clusters.models import Cluster, ClusterGrant, ClusterPlan
from resilience.clusters.payments.standing import (
    Part,
    Share,
    elsewhere,
    held_by,
    lacking,
    parts_of,
    payments_of,
    practices_of,
    shares_of,
)
from resilience.funding.models import Pot
from resilience.funding.years import Year
from resilience.look import words
from resilience.look.jinja import url
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force
from resilience.programmes.packs import available

APPROVED = "since it was approved"


class Desk:
    """The plans of the clusters that somebody sees, in programmes that pay them, with their money;
    a fixed number of queries however many there are."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        packs = {name: in_force(name) for name in available()}
        self.packs = {name: pack for name, pack in packs.items() if payments_of(pack)}
        seen = Cluster.objects.visible_to(reader).filter(programme__in=list(self.packs))
        plans = ClusterPlan.objects.filter(cluster__in=seen.order_by().values("pk"))
        self.plans = list(plans.select_related("cluster__area").order_by("number", "pk"))

    @cached_property
    def parts(self) -> dict[int, list[Part]]:
        return parts_of(self.packs, self.plans)

    @cached_property
    def shares(self) -> dict[int, list[Share]]:
        """By plan."""
        found: dict[int, list[Share]] = defaultdict(list)
        for one in shares_of(self.parts, ClusterGrant.objects.visible_to(self.reader)):
            found[one.grant.plan_id].append(one)
        return found

    def each(self) -> Iterator[tuple[ClusterPlan, Part, list[Share]]]:
        """Each part of each plan."""
        for plan in self.plans:
            for part in self.parts[plan.pk]:
                own = [one for one in self.shares[plan.pk] if one.part.number == part.number]
                yield plan, part, own

    def areas(self, right: Right) -> set[int]:
        """The areas of these clusters over which the reader has a right; one query."""
        areas = {one.cluster.area_id for one in self.plans}
        held = Organisation.objects.filter(self.reader.may(right).within("pk"), pk__in=areas)
        return set(held.values_list("pk", flat=True))

    def holders(self, right: Right) -> set[int]:
        """Those who hold money over whom the reader has a right; one query."""
        held = Pot.objects.filter(self.reader.may(right).within("holder"))
        return set(held.order_by().values_list("holder", flat=True))


def _to_approve(desk: Desk) -> Iterator[Waiting]:
    """For those who may, and did not promise it."""
    areas = desk.areas(Right.APPROVE_INVOICES)
    for plan, part, shares in desk.each():
        open_ = [one for one in shares if one.to_approve and not _promised_by(one, desk.reader)]
        if open_ and part.reached and plan.cluster.area_id in areas:
            pence = words.pounds(sum(one.not_approved for one in open_))
            stands = f"{pence} of “{part.of.title}” is open and not approved"
            since = max(part.reached, min(localdate(one.grant.at) for one in open_))
            page = "approve_part", part.number
            yield _waiting(desk, plan, page, stands, since, "since it could be")


def _promised_by(share: Share, reader: Reader) -> bool:
    """As the act has it, of entries that are read already."""
    adding = ("commitment", "variation")
    return any(
        one.kind in adding and one.pence > 0 and one.by == reader.actor for one in share.entries
    )


def _to_pay(desk: Desk) -> Iterator[Waiting]:
    holders = desk.holders(Right.KEEP_BOOKS)
    for plan, part, shares in desk.each():
        own = [one for one in shares if one.grant.commitment.pot.holder_id in holders]
        if pence := sum(one.not_paid for one in own):
            stands = f"{words.pounds(pence)} of “{part.of.title}” is approved and not paid"
            page = "pay_part", part.number
            yield _waiting(desk, plan, page, stands, _approved(desk, own), APPROVED)


def _to_promise(desk: Desk) -> Iterator[Waiting]:
    """Formed clusters whose practices are not promised every part, where there is money for it."""
    areas, holders = desk.areas(Right.COMMIT_MONEY), desk.holders(Right.COMMIT_MONEY)
    year = Year.of(desk.reader.day).label
    pots = Pot.objects.filter(holder__in=holders, year=year).order_by()
    funded = set(pots.values_list("programme", flat=True))
    practices = practices_of([one.cluster_id for one in desk.plans])
    held = held_by(one for own in practices.values() for one in own)
    latest = {one.cluster_id: one for one in desk.plans}
    for plan in latest.values():
        cluster = plan.cluster
        if cluster.state != Cluster.State.FORMED or cluster.programme not in funded:
            continue
        parts, shares, own = desk.parts[plan.pk], desk.shares[plan.pk], practices[cluster.pk]
        found = lacking(parts, shares, own, elsewhere(plan, desk.packs[cluster.programme], held))
        if found and cluster.area_id in areas:
            stands = f"Not every part is promised to {words.plural(len(found), 'practice')}"
            since = localdate(plan.began)
            yield _waiting(
                desk, plan, ("promise_money",), stands, since, "since the plan was begun"
            )


def _to_let_go(desk: Desk) -> Iterator[Waiting]:
    areas = desk.areas(Right.COMMIT_MONEY)
    for plan in desk.plans:
        left = [one for one in desk.shares[plan.pk] if one.not_needed(desk.reader.day)]
        if left and plan.cluster.area_id in areas:
            pence = words.pounds(sum(one.not_approved for one in left))
            stands = f"{pence} is promised and will not be paid"
            days = [one.left or Year.called(one.grant.year).ends for one in left]
            yield _waiting(
                desk, plan, ("let_go_money",), stands, min(days), "since it is not needed"
            )


def _on_its_way(desk: Desk) -> Iterator[Waiting]:
    """For the people of a practice, what is approved for it and not paid."""
    ours = desk.reader.sees(Tier.PRACTICE).organisations
    for plan, part, shares in desk.each():
        own = [one for one in shares if one.practice.pk in ours]
        if pence := sum(one.not_paid for one in own):
            stands = f"{words.pounds(pence)} of “{part.of.title}” is approved, not paid yet"
            since = _approved(desk, own)
            yield _waiting(desk, plan, ("plan_money",), stands, since, APPROVED)


@dataclass(frozen=True)
class Turn:
    """A kind of work: for whom (the right they need) and how it is found."""

    id: str
    title: str
    for_me: bool
    right: Right
    found: Callable[[Desk], Iterator[Waiting]]


TURNS = (
    Turn("clusters_pay", "Payments to clusters to record", True, Right.KEEP_BOOKS, _to_pay),
    Turn(
        *("clusters_approve", "Payments to clusters to approve", True, Right.APPROVE_INVOICES),
        _to_approve,
    ),
    Turn(
        *("clusters_promise", "Money to promise to clusters", True, Right.COMMIT_MONEY),
        _to_promise,
    ),
    Turn("clusters_let_go", "Money of clusters to let go", True, Right.COMMIT_MONEY, _to_let_go),
    Turn("clusters_coming", "Money on its way for your cluster", False, Right.FILL_IN, _on_its_way),
)
"""In the order of the page: first what practices wait for."""


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """What waits for a reader with the money of clusters, what has waited longest leading, with at
    most so many of each; the same number of queries however much there is."""
    turns = [one for one in TURNS if reader.may(one.right)]
    if not turns:
        return
    desk = Desk(reader)
    for turn in turns if desk.plans else ():
        found = sorted(turn.found(desk), key=lambda one: (one.since, one.title))
        yield Heading(turn.id, turn.title, turn.for_me, len(found), tuple(found[:most]))


def _approved(desk: Desk, shares: list[Share]) -> date:
    """Since when something is approved and not paid."""
    open_ = (one for share in shares for one in share.invoices if one.left)
    return min((localdate(one.entry.at) for one in open_), default=desk.reader.day)


def _waiting(
    desk: Desk,
    plan: ClusterPlan,
    page: tuple[str] | tuple[str, int],
    stands: str,
    since: date,
    what: str,
) -> Waiting:
    name, *more = page
    cluster = plan.cluster
    at = cluster.programme, cluster.area.code, cluster.number, plan.number
    waited = words.plural(max(0, (desk.reader.day - since).days), "day")
    return Waiting(
        title=f"{cluster.reference}: {cluster.name}",
        address=url(f"clusters:{name}", *at, *more),
        stands=stands,
        since=since,
        owed=(Owed(f"{waited} {what}", None),),
    )
