"""How the money of a cluster's plan stands: its parts, and what each practice was promised of each,
what is approved and what is paid. All of it is read from the books."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from resilience.clusters.models import Cluster, ClusterGrant, ClusterMember, ClusterPlan
from resilience.clusters.payments.reaching import reached
from resilience.funding.books.posting import MOVES
from resilience.funding.models import Entry, Stage
from resilience.funding.years import Year
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.programmes.schema.clusters import ClusterPayments, Reached
from resilience.programmes.schema.funding import Part as PackPart

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

    @property
    def _promises(self) -> list[Entry]:
        made = [one for one in self.entries if one.kind in (Kind.COMMITMENT, Kind.VARIATION)]
        return [one for one in made if one.pence > 0 and not one.reverses_id]


def payments_of(pack: Pack) -> ClusterPayments | None:
    """How a programme pays clusters; none where it does not."""
    return pack.clusters.payments if pack.clusters and pack.funding else None


def parts_of(pack: Pack, plan: ClusterPlan) -> list[Part]:
    """The parts of the payment in the pack's order, and which a plan has reached."""
    payments = payments_of(pack)
    if payments is None or pack.funding is None:
        return []
    staged = next(one for one in pack.funding.staged if one.id == payments.staged)
    days = reached(plan)
    states = [payments.opened_by(one.id) for one in staged.parts]
    return [
        Part(number, one, state, days.get(state))
        for number, (one, state) in enumerate(zip(staged.parts, states, strict=True), start=1)
    ]


def practices_of(cluster: Cluster) -> list[Organisation]:
    """The practices of a formed cluster, by name."""
    members = cluster.members.filter(state=Member.AGREED, joined__isnull=False)
    rows = members.select_related("practice").order_by("practice__name", "practice__code")
    return [one.practice for one in rows]


def shares_of(
    plan: ClusterPlan, parts: Iterable[Part], grants: Iterable[ClusterGrant]
) -> list[Share]:
    """What grants promise of the parts, by year and practice; a few queries."""
    numbered = {one.number: one for one in parts}
    by_key = {one.pk: one for one in grants}
    rows = (
        ClusterGrant.objects.filter(pk__in=by_key)
        .select_related("practice", "commitment__pot__holder", "commitment__organisation")
        .prefetch_related("commitment__stages", "commitment__entries__reverses")
    )
    left = left_on(plan.cluster)
    found = []
    for grant in sorted(rows, key=lambda one: (one.year, one.practice.name, one.pk)):
        entries: dict[int | None, list[Entry]] = defaultdict(list)
        for entry in sorted(grant.commitment.entries.all(), key=lambda one: one.number):
            entries[entry.stage_id].append(entry)
        for stage in grant.commitment.stages.all():
            if stage.number in numbered:
                part = numbered[stage.number]
                gone = left.get(grant.practice_id)
                found.append(Share(grant, stage, part, entries[stage.pk], gone))
    return found


def left_on(cluster: Cluster) -> Mapping[int, date]:
    """The day on which practices left a cluster, by id: all of them where it ended."""
    rows = cluster.members.order_by("left").values_list("practice", "state", "left")
    gone = {practice: day for practice, state, day in rows if state == Member.LEFT and day}
    for practice, state, _ in rows:
        if state == Member.AGREED:
            gone.pop(practice, None)
            if cluster.ended is not None:
                gone[practice] = cluster.ended
    return gone


def version_of(cluster: Cluster) -> int:
    """How many entries the money of a cluster has in the books: it changed where there are more."""
    return Entry.objects.filter(commitment__grant__cluster=cluster).count()
