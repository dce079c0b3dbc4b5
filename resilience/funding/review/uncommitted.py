"""Money that nobody has committed late in the year, and the cases that are ready to use it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.agreements.changing.agreed import agreed
from resilience.cases.models import Case, Placement
from resilience.cases.prioritising.order import in_turn, stands
from resilience.cases.states import STATES
from resilience.cases.steps import STEPS
from resilience.cases.steps.step import BEFORE_SIGNING
from resilience.funding.gates import Proposal, shut
from resilience.funding.models import Commitment, Pot
from resilience.funding.review.reading import Review
from resilience.organisations.models import Ancestor
from resilience.programmes.schema import Pack

READY = ("help_decided", *BEFORE_SIGNING, "part_signed", "supported")
"""States of a case to which help was decided and that goes on."""
BEING_SIGNED = ("signing", "part_signed")
NAMED = 20
"""Cases of a holder that are named; the others are counted."""
HOLDERS = 3
"""With more holders in view their cases are counted only; the review of one names them."""


@dataclass(frozen=True)
class Ready:
    """A case that could use the money: since when its practice waits, where it stands, and what is
    missing before money can be committed; nothing where it can be."""

    case: Case
    waited: int
    missing: str

    @property
    def standing(self) -> str:
        return STATES[self.case.state].title


@dataclass(frozen=True)
class Uncommitted:
    """What is free of a pot in pence, and the cases of its area that could use it. `cases` is None
    for readers who see no cases."""

    pot: Pot
    free: int
    cases: list[Ready] | None
    others: int = 0
    """More such cases, which are not named."""


def is_late(review: Review) -> bool:
    """Whether money that is not committed is told of: from the month that the pack names until the
    year ends."""
    funding = review.pack.funding
    late = funding is not None and review.month.number >= funding.late_month
    return late and not review.month.outturn


def uncommitted(review: Review) -> list[Uncommitted]:
    """The pots with money that nobody has committed, most leading; none before it is late."""
    if not is_late(review):
        return []
    free = {pk: one.budget - one.committed for pk, one in review.sums.items()}
    most_first = sorted((pk for pk in free if free[pk] > 0), key=lambda pk: -free[pk])
    reader = review.of.reader
    if not reader.sees(Tier.COMMISSIONER):
        return [Uncommitted(review.pots[pk], free[pk], None) for pk in most_first]
    by_holder = ready_cases(review, [review.pots[pk] for pk in most_first])
    most_named = NAMED if len(most_first) <= HOLDERS else 0
    found = []
    for pk in most_first:
        cases = by_holder.get(review.pots[pk].holder_id, [])
        named = [_ready(one, review.pack, reader) for one in cases[:most_named]]
        found.append(Uncommitted(review.pots[pk], free[pk], named, len(cases) - len(named)))
    return found


def ready_cases(review: Review, pots: Collection[Pot]) -> dict[int, list[Case]]:
    """By holder, the cases of its area that a reader sees, to which help was decided and for which
    no money is committed: in the order of need where the reader sees where they were placed, then
    who waits longest; a few queries."""
    reader, holders = review.of.reader, {one.holder_id for one in pots}
    day = reader.day
    seen = Case.objects.visible_to(reader).filter(programme=review.pack.id, state__in=READY)
    # None among them would leave no case at all.
    has = Commitment.objects.filter(committed__gt=0, case__isnull=False)
    seen = seen.exclude(pk__in=has.order_by().values("case"))
    by_case = {one.pk: one for one in seen.select_related("organisation")}
    belongs: dict[int, set[int]] = {}
    above = Ancestor.objects.filter(_on(day), descendant__in=seen.order_by().values("organisation"))
    for practice, area in above.filter(ancestor__in=holders).values_list("descendant", "ancestor"):
        belongs.setdefault(practice, set()).add(area)
    found: dict[int, list[Case]] = {}
    for pk in in_order(seen, review.pack, reader):
        case = by_case[pk]
        for holder in holders & (belongs.get(case.organisation_id, set()) | {case.team_id}):
            found.setdefault(holder, []).append(case)
    return found


def in_order(cases: QuerySet[Case], pack: Pack, reader: Reader) -> list[int]:
    """The ids of cases, the greatest need leading where a reader sees their placement, then the
    others by how long they wait."""
    every = list(cases.order_by("begun", "reference").values_list("pk", flat=True))
    if pack.matrix is None or not reader.sees(Tier.DELIBERATION):
        return every
    placed = cases.filter(placement__in=Placement.objects.visible_to(reader).order_by())
    first = [one.case for one in in_turn(stands(placed, pack.matrix), pack.matrix)]
    known = set(first)
    return first + [pk for pk in every if pk not in known]


def _ready(case: Case, pack: Pack, reader: Reader) -> Ready:
    waited = (reader.day - timezone.localdate(case.begun)).days
    return Ready(case, waited, missing(case, pack, reader.day))


def missing(case: Case, pack: Pack, day: date) -> str:
    """What is missing before money can be committed to a case: what opens the gates that are shut
    for any help of the plan that was signed, or else the next step. Empty where nothing is."""
    memorandum = agreed(case)
    if memorandum is None and case.state in BEING_SIGNED:
        return "Both sides sign the memorandum."
    if memorandum is None:
        further = (one for one in STEPS.values() if case.state in one.from_ and one.to in READY)
        return next((f"{one.title}." for one in further if not one.needs_words), "")
    helps = [
        (theme["id"], row["route"])
        for theme in memorandum.version.content["help"]
        for row in theme["rows"]
    ]
    payee = case.team or case.organisation
    tried = [
        shut(pack, Proposal(case, memorandum, category, route, payee, 1, day))
        for category, route in helps or [("", "")]
    ]
    return " ".join(gate.opens for gate in min(tried, key=len))


def _on(day: date) -> Q:
    return Q(starts__lte=day, ends__gt=day)
