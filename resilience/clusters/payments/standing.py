"""How the money of a cluster's plan stands: its parts, and what each practice was promised of each,
what is approved and what is paid. All of it is read from the books."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from resilience.clusters.forming.standing import Reached as Day
from resilience.clusters.forming.standing import stages
from resilience.clusters.models import Cluster, ClusterGrant, ClusterMember, ClusterPlan
from resilience.funding.books.posting import MOVES
from resilience.funding.models import Entry, Stage
from resilience.funding.years import Year
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.programmes.schema.clusters import ClusterPayments, Reached
from resilience.programmes.schema.funding import Part as PackPart
from resilience.screening.months import months_later

Kind = Entry.Kind
Member = ClusterMember.State


@dataclass(frozen=True)
class Part:
    """A part of the payment: its number from 1, what the pack says of it, what the plan has to have
    reached for it, and the day on which it did."""

    number: int
    of: PackPart
    state: Reached
    reached: date | None

    @property
    def pence(self) -> int:
        """For each practice, as the programme has it now."""
        return self.of.pounds * 100


@dataclass
class Invoice:
    """What was approved of a part for a practice, and what of that was paid and came back."""

    entry: Entry
    paid: int = 0
    back: int = 0

    @property
    def left(self) -> int:
        return self.entry.pence - self.paid

    @property
    def out(self) -> int:
        """What may come back."""
        return self.paid - self.back


@dataclass(frozen=True)
class Share:
    """What one practice was promised of a part from the money of one year. `left` is the day on
    which it left the cluster, or on which that ended."""

    grant: ClusterGrant
    stage: Stage
    part: Part
    entries: list[Entry] = field(repr=False)
    left: date | None

    @property
    def practice(self) -> Organisation:
        return self.grant.practice

    @property
    def promised(self) -> int:
        return self.stage.pence

    @property
    def approved(self) -> int:
        """What is approved, less what came back."""
        return self.stage.invoiced

    @property
    def paid(self) -> int:
        """What was paid, less what came back."""
        return sum(MOVES[one.kind].get("paid", 0) * one.pence for one in self.entries)

    @property
    def not_approved(self) -> int:
        return self.promised - self.approved

    @property
    def not_paid(self) -> int:
        return sum(one.left for one in self.invoices)

    @property
    def invoices(self) -> list[Invoice]:
        """Those that were not taken back."""
        taken_back = {one.reverses_id for one in self.entries if one.reverses_id}
        found = {
            one.pk: Invoice(one)
            for one in self.entries
            if one.kind == Kind.INVOICE and not one.reverses_id and one.pk not in taken_back
        }
        for one in self.entries:
            if one.invoice_id in found and one.kind == Kind.PAYMENT:
                found[one.invoice_id].paid += one.pence
            elif one.invoice_id in found and one.kind == Kind.RECOVERY:
                found[one.invoice_id].back += one.pence
        return list(found.values())

    @property
    def earned(self) -> bool:
        """Whether the plan reached what the part follows while the practice was of the cluster."""
        day = self.part.reached
        return day is not None and (self.left is None or day <= self.left)

    @property
    def day(self) -> date | None:
        """The day that its approval counts as: when it was reached, or promised after that."""
        if self.part.reached is None:
            return None
        return max([self.part.reached, *(one.day for one in self._promises)])

    @property
    def too_late(self) -> bool:
        """Whether it was reached after the year of its money."""
        return self.day is not None and self.day > Year.called(self.grant.year).ends

    @property
    def to_approve(self) -> bool:
        return self.earned and self.not_approved > 0 and not self.too_late

    def not_needed(self, day: date) -> bool:
        """Whether something is promised and will not be paid, as on a day: the practice left before
        it could have it, or the year of the money is over."""
        if not self.not_approved or self.to_approve:
            return False
        gone = self.left is not None and not self.earned
        return gone or day > Year.called(self.grant.year).ends

    @property
    def _promises(self) -> list[Entry]:
        made = [one for one in self.entries if one.kind in (Kind.COMMITMENT, Kind.VARIATION)]
        return [one for one in made if one.pence > 0 and not one.reverses_id]


Lacking = dict[Organisation, list[Part]]


def payments_of(pack: Pack) -> ClusterPayments | None:
    """How a programme pays clusters; none where it does not."""
    return pack.clusters.payments if pack.clusters and pack.funding else None


def parts_of(packs: Mapping[str, Pack], plans: Collection[ClusterPlan]) -> dict[int, list[Part]]:
    """The parts of the payment in the order of the pack, and which of them each plan has reached,
    by the id of the plan; two queries."""
    days = stages(plans)
    return {one.pk: _parts(packs[one.cluster.programme], days[one.pk]) for one in plans}


def practices_of(clusters: Collection[int]) -> dict[int, list[Organisation]]:
    """The practices of formed clusters, by name, by the id of the cluster; one query."""
    members = ClusterMember.objects.filter(
        cluster__in=list(clusters), state=Member.AGREED, joined__isnull=False
    )
    found: dict[int, list[Organisation]] = defaultdict(list)
    for one in members.select_related("practice").order_by("practice__name", "practice__code"):
        found[one.cluster_id].append(one.practice)
    return found


def shares_of(parts: Mapping[int, list[Part]], grants: QuerySet[ClusterGrant]) -> list[Share]:
    """What grants of some plans promise of their parts, by year and practice; as many queries
    however many there are."""
    rows = (
        grants.filter(plan__in=list(parts))
        .select_related("cluster", "practice", "commitment__pot__holder", "commitment__payee")
        .prefetch_related("commitment__stages", "commitment__entries__reverses")
        .select_related("commitment__organisation")
        .order_by("year", "practice__name", "pk")
    )
    left = _left({one.cluster for one in rows})
    found = []
    for grant in rows:
        entries: dict[int | None, list[Entry]] = defaultdict(list)
        for entry in sorted(grant.commitment.entries.all(), key=lambda one: one.number):
            entries[entry.stage_id].append(entry)
        numbered = {one.number: one for one in parts[grant.plan_id]}
        gone = left.get((grant.cluster_id, grant.practice_id))
        found += [
            Share(grant, stage, numbered[stage.number], entries[stage.pk], gone)
            for stage in grant.commitment.stages.all()
            if stage.number in numbered
        ]
    return found


def lacking(
    parts: Collection[Part],
    shares: Iterable[Share],
    practices: Iterable[Organisation],
    besides: Collection[tuple[int, int]] = (),
) -> Lacking:
    """The practices of a cluster, each with those of the parts that it is not promised, here or
    `besides`, by the id of the practice and the number of the part."""
    has = {(one.practice.pk, one.part.number) for one in shares if one.promised} | set(besides)
    found = {
        practice: [one for one in parts if (practice.pk, one.number) not in has]
        for practice in practices
    }
    return {practice: of for practice, of in found.items() if of}


class Held(NamedTuple):
    """That a practice is promised a part, by its number, for a plan that starts on a day."""

    programme: str
    cluster: int
    starts: date
    practice: int
    number: int


def held_by(practices: Iterable[Organisation]) -> list[Held]:
    """All parts that practices are promised, in whichever cluster; one query."""
    of = "commitment__grant__"
    names = (f"{of}cluster__programme", f"{of}cluster", f"{of}plan__starts", f"{of}practice")
    found = Stage.objects.filter(commitment__grant__practice__in=list(practices), pence__gt=0)
    return [Held(*row) for row in found.order_by().values_list(*names, "number")]


def elsewhere(plan: ClusterPlan, pack: Pack, held: Iterable[Held]) -> set[tuple[int, int]]:
    """Of these the practices, each with a part, of plans of other clusters that run at the same
    time as a plan: nobody has a part twice."""
    months = pack.clusters.months if pack.clusters else 0
    first, last = months_later(plan.starts, -months), months_later(plan.starts, months)
    return {
        (one.practice, one.number)
        for one in held
        if one.programme == pack.id and one.cluster != plan.cluster_id and first < one.starts < last
    }


def _parts(pack: Pack, days: Mapping[Reached, Day]) -> list[Part]:
    payments = payments_of(pack)
    if payments is None or pack.funding is None:
        return []
    staged = next(one for one in pack.funding.staged if one.id == payments.staged)
    states = [payments.opened_by(one.id) for one in staged.parts]
    return [
        Part(number, one, state, days[state].day if state in days else None)
        for number, (one, state) in enumerate(zip(staged.parts, states, strict=True), start=1)
    ]


def _left(clusters: Collection[Cluster]) -> Mapping[tuple[int, int], date]:
    """The day on which practices left clusters, by the ids of both."""
    rows = ClusterMember.objects.filter(cluster__in=clusters).order_by("left")
    told = list(rows.values_list("cluster", "practice", "state", "left"))
    gone = {(cluster, one): day for cluster, one, state, day in told if state == Member.LEFT}
    ended = {one.pk: one.ended for one in clusters}
    for cluster, one, state, _ in told:
        if state == Member.AGREED:  # and so it came back
            gone[cluster, one] = ended[cluster]
    return {key: day for key, day in gone.items() if day is not None}


def version_of(cluster: Cluster) -> int:
    """How many entries the money of a cluster has in the books: it changed where there are more."""
    return Entry.objects.filter(commitment__grant__cluster=cluster).count()
