"""What somebody sees of the money of a cluster: the parts, the practices, what is next and who does
it. A practice sees its own sums, and of all others none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.clusters.models import ClusterGrant, LeftOut
from resilience.clusters.payments.addressed import Of
from resilience.clusters.payments.promising import to_promise
from resilience.clusters.payments.reaching import STANDS, why_not_yet
from resilience.clusters.payments.rules import why_no_promise, why_not_open, why_not_pay
from resilience.clusters.payments.standing import Part, Share, shares_of
from resilience.funding.actions.correcting import right_to_reverse
from resilience.funding.actions.paying import why_not_approve
from resilience.funding.models import Entry, Pot
from resilience.funding.promising import why_not_spend
from resilience.funding.years import Year
from resilience.look import words
from resilience.organisations.models import Ancestor, Organisation

Sums = dict[str, int]
NAMES = ("promised", "approved", "paid")
COLUMNS = (
    *("cluster", "plan", "practice", "name", "part", "title", "year", "holder", "commitment"),
    *("opens_when", "open_since", "expected", "promised_pence", "approved_pence", "paid_pence"),
    *("documents", "finance_code", "left"),
)


def sums(shares: list[Share]) -> Sums:
    """Promised, approved and paid together, in pence."""
    return {name: sum(getattr(one, name) for one in shares) for name in NAMES}


@dataclass(frozen=True)
class PartShown:
    """A part of the payment: whether it is open, since when or why not, its sums, and what is shut
    before it is approved or paid."""

    part: Part
    shares: list[Share]
    shut: str
    why_not_approve: str
    why_not_pay: str

    @property
    def sums(self) -> Sums:
        return sums(self.shares)

    @property
    def stands(self) -> str:
        """Since when it is open."""
        since = words.day(self.part.reached) if self.part.reached else ""
        return f"{STANDS[self.part.state]} on {since}." if since else ""

    @property
    def may_approve(self) -> bool:
        return not self.why_not_approve

    @property
    def may_pay(self) -> bool:
        return not self.why_not_pay


@dataclass(frozen=True)
class PracticeShown:
    """A practice with its parts by number, and why it was left out of one, where it was."""

    practice: Organisation
    shares: list[Share]
    left_out: list[LeftOut]


class Shown:
    """The money of a plan, for a reader on their day."""

    def __init__(self, of: Of, reader: Reader) -> None:
        self.of, self.reader = of, reader

    @cached_property
    def shares(self) -> list[Share]:
        if self.of.plan is None:
            return []
        seen = ClusterGrant.objects.visible_to(self.reader)
        return shares_of({self.of.plan.pk: self.of.parts}, seen)

    @property
    def sums(self) -> Sums:
        return sums(self.shares)

    @cached_property
    def inside(self) -> bool:
        """Whether they deal with the money, and so read the entries of the books too."""
        area, rights = self.of.cluster.area, (Right.COMMIT_MONEY, Right.APPROVE_INVOICES)
        return any(self.reader.may(right).holds(area) for right in (*rights, Right.KEEP_BOOKS))

    @cached_property
    def own(self) -> list[Organisation]:
        """The reader's own practices among those that they see."""
        ours = self.reader.sees(Tier.PRACTICE).organisations
        found = {one.practice.pk: one.practice for one in self.shares}
        return [practice for pk, practice in found.items() if pk in ours]

    @cached_property
    def parts(self) -> list[PartShown]:
        return [self._part(one) for one in self.of.parts]

    def _part(self, part: Part) -> PartShown:
        own = [one for one in self.shares if one.part.number == part.number]
        plan = self.of.plan
        assert plan  # noqa: S101 (there are no parts without one)
        return PartShown(
            part,
            own,
            why_not_yet(plan, part.state) if part.reached is None else "",
            why_not_open(plan, part, own) or self.why_not_theirs(own),
            why_not_pay(part, own),
        )

    def why_not_theirs(self, shares: list[Share]) -> str:
        """Why a reader who may approve may not approve these: they promised the money."""
        open_ = [one for one in shares if one.to_approve]
        told = (why_not_approve(one.grant.commitment, self.reader) for one in open_[:1])
        return next(filter(None, told), "")

    @cached_property
    def practices(self) -> list[PracticeShown]:
        found: dict[int, PracticeShown] = {}
        for one in sorted(self.shares, key=lambda one: (one.practice.name, one.practice.code)):
            empty = PracticeShown(one.practice, [], [])
            found.setdefault(one.practice.pk, empty).shares.append(one)
        seen = LeftOut.objects.visible_to(self.reader).filter(grant__plan=self.of.plan)
        for out in seen.select_related("grant"):
            found[out.grant.practice_id].left_out.append(out)
        return list(found.values())

    @cached_property
    def pots(self) -> list[Pot]:
        """The money of this year that the reader may promise to the cluster."""
        day = self.reader.day
        above = Ancestor.objects.filter(
            descendant=self.of.cluster.area_id, starts__lte=day, ends__gt=day
        )
        holders = [self.of.cluster.area_id, *above.values_list("ancestor", flat=True)]
        found = Pot.objects.filter(
            programme=self.of.pack.id, year=Year.of(day).label, holder__in=holders
        )
        every = found.select_related("holder").order_by("holder__name")
        return [one for one in every if not why_not_spend(one, self.reader)]

    @cached_property
    def to_promise(self) -> dict[Organisation, list[Part]]:
        """The practices that are not promised every part, for those who see all of them."""
        if self.of.plan is None or self.why_no_promise:
            return {}
        return to_promise(self.of.plan, self.of.pack)

    @property
    def why_no_promise(self) -> str:
        return why_no_promise(self.of.cluster, self.of.plan, self.of.pack)

    @property
    def to_let_go(self) -> list[Share]:
        """What is promised and will not be paid."""
        return [one for one in self.shares if one.not_needed(self.reader.day)]

    @property
    def next_steps(self) -> Iterator[str]:
        """What is to be done next, and by whom, in sentences."""
        if self.why_no_promise:
            yield self.why_no_promise
        elif self.to_promise:
            many = words.plural(len(self.to_promise), "practice")
            yield f"Money to promise to {many}: whoever commits money."
        yield from (
            f"Approve “{one.part.of.title}”: who approves invoices, and did not promise it."
            for one in self.parts
            if any(share.to_approve for share in one.shares)
        )
        yield from (
            f"Record what finance paid of “{one.part.of.title}”: whoever keeps the books."
            for one in self.parts
            if any(share.not_paid for share in one.shares)
        )
        yield from (
            f"{one.part.of.title}: {one.shut}"
            for one in self.parts
            if one.shut and one.sums["promised"]
        )
        if self.to_let_go:
            pence = sum(one.not_approved for one in self.to_let_go)
            yield f"Let {words.pounds(pence)} go that will not be paid: whoever commits money."

    def may(self, right: Right) -> bool:
        return self.reader.may(right).holds(self.of.cluster.area)

    @property
    def keeps(self) -> bool:
        """Whether the reader keeps the books of the money, or of one of its pots."""
        pots = {one.grant.commitment.pot.holder_id for one in self.shares}
        return any(self.reader.may(Right.KEEP_BOOKS).holds(one) for one in pots)

    @cached_property
    def entries(self) -> list[tuple[Entry, Share, bool]]:
        """The entries of the books, the newest leading, each with what it is of and whether the
        reader may take it back."""
        if not self.inside:
            return []
        found = [(entry, share) for share in self.shares for entry in share.entries]
        taken_back = {entry.reverses_id for entry, _ in found}
        rows = []
        for entry, share in sorted(found, key=lambda one: (one[0].at, one[0].pk), reverse=True):
            entry.commitment, entry.pot = share.grant.commitment, share.grant.commitment.pot
            right, over = right_to_reverse(entry)
            may = not entry.reverses_id and entry.pk not in taken_back
            rows.append((entry, share, may and self.reader.may(right).holds(over)))
        return rows


def table(shown: Shown) -> Iterator[dict[str, Any]]:
    """What somebody sees as rows of a file: one for each practice, part and year."""
    plan = shown.of.plan
    for one in shown.shares:
        commitment, reached = one.grant.commitment, one.part.reached
        yield {
            "cluster": shown.of.cluster.reference,
            "plan": plan.number if plan else None,
            "practice": one.practice.code,
            "name": one.practice.name,
            "part": one.part.number,
            "title": one.stage.title,
            "year": one.grant.year,
            "holder": commitment.pot.holder.code,
            "commitment": commitment.reference,
            "opens_when": one.part.state,
            "open_since": reached,
            "expected": one.stage.expected,
            "promised_pence": one.promised,
            "approved_pence": one.approved,
            "paid_pence": one.paid,
            "documents": ", ".join(each.entry.document for each in one.invoices) or None,
            "finance_code": commitment.code,
            "left": one.left,
        }
