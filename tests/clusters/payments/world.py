"""Money for the clusters of the area: the pot of its board, and what is done with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from resilience.clusters.models import ClusterPlan
from resilience.clusters.payments import approving, letting_go, promising, settling
from resilience.clusters.payments.standing import version_of
from resilience.funding.books.posting import Line, locked_pot, posted
from resilience.funding.models import Commitment, Entry, Pot
from tests.clusters.world import NOW, PROGRAMME, TODAY, organisation, reader

YEAR, NEXT = "2026-27", "2027-28"
POUNDS = 100
START, COMPLETION, PROGRESS = 1, 2, 3
"""The parts: £800, £800 and £400."""
ALL = {START: TODAY, COMPLETION: date(2026, 9, 30), PROGRESS: date(2027, 3, 31)}


@transaction.atomic
def pot(pounds: int = 30_000, holder: str = "QUY", year: str = YEAR) -> Pot:
    """The money of a board for a year, allocated for good."""
    made = Pot.objects.create(programme=PROGRAMME, year=year, holder=organisation(holder))
    line = Line(
        kind=Entry.Kind.ALLOCATION,
        pence=pounds * POUNDS,
        day=date(int(year[:4]), 4, 1),
        why="As the letter of allocation has it.",
        standing="final",
    )
    posted(locked_pot(made), line, by=reader("finance"), at=NOW, acting_for=made.holder)
    made.refresh_from_db()
    return made


def promised(
    plan: ClusterPlan,
    of: Pot,
    expected: Mapping[int, date] = ALL,
    by: str = "resilience",
    at: datetime = NOW,
) -> list[Commitment]:
    return promising.promise(
        **_told(plan, by, at, "The plan was begun."), pot=of, expected=expected
    )


def approved(
    plan: ClusterPlan,
    part: int,
    left_out: Mapping[str, str] | None = None,
    by: str = "commissioner",
    at: datetime = NOW,
) -> list[Entry]:
    told = _told(plan, by, at, "The plan says so.")
    return approving.approve(**told, part=part, left_out=left_out or {})


def paid(
    plan: ClusterPlan,
    part: int,
    practices: Iterable[str] | None = None,
    by: str = "finance",
    at: datetime = NOW,
    document: str = "BACS-1",
) -> list[Entry]:
    """Finance paid all that was approved of a part, or for some practices."""
    _, shares = approving.part_and_shares(plan, part)
    every = [one.practice.code for one in shares if one.not_paid]
    return settling.pay(
        **_told(plan, by, at, "Paid by the run of the week."),
        part=part,
        practices=list(every if practices is None else practices),
        day=at.date(),
        document=document,
        code="RES-PRACTICE",
    )


def recovered(
    plan: ClusterPlan, invoice: Entry, pence: int, by: str = "finance", at: datetime = NOW
) -> Entry:
    return settling.recover(
        **_told(plan, by, at, "The bank sent it back."),
        invoice=invoice,
        pence=pence,
        day=at.date(),
        document="RET-1",
        code="RES-PRACTICE",
    )


def let_go(
    plan: ClusterPlan, practices: Collection[str], by: str = "resilience", at: datetime = NOW
) -> list[Entry]:
    grants = plan.grants.filter(practice__code__in=practices).values_list("pk", flat=True)
    return letting_go.let_go(**_told(plan, by, at, "The practice left."), grants=list(grants))


def taken_back(
    plan: ClusterPlan, entry: Entry, by: str = "resilience", at: datetime = NOW
) -> Entry:
    entry = Entry.objects.select_related("commitment__organisation", "pot__holder", "stage").get(
        pk=entry.pk
    )
    return letting_go.take_back(**_told(plan, by, at, "A slip."), entry=entry)


def left(plan: ClusterPlan, practice: str, day: date) -> None:
    """A practice left the cluster of a plan."""
    member = plan.cluster.members.get(practice__code=practice)
    member.state, member.left = "left", day
    member.save()


def sums(of: Pot) -> tuple[int, int, int]:
    """Committed, invoiced and paid of a pot, in pounds."""
    of.refresh_from_db()
    return of.committed // POUNDS, of.invoiced // POUNDS, of.paid // POUNDS


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)


def _told(plan: ClusterPlan, by: str, at: datetime, why: str) -> dict[str, Any]:
    seen = version_of(plan.cluster)
    return {"by": reader(by, at.date()), "plan": plan, "seen": seen, "at": at, "why": why}
