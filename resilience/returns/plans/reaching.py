"""Which practices are engaged in the programme or seek its support, and who leads them here: whom a
team tells of its local processes and deadlines (G12.2)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from resilience.accounts.models import User
from resilience.accounts.roles import Right, roles_with
from resilience.accounts.seers import in_force
from resilience.organisations.models import Kind, Organisation, Reach
from resilience.returns.figures.known import known
from resilience.returns.figures.rows import PracticeRow
from resilience.returns.models import DeliveryPlan, ToldOtherwise
from resilience.returns.plans.addressed import At
from resilience.returns.plans.standing import standings


@dataclass(frozen=True)
class Reached:
    """Of the practices to be told of a plan: those that would be told now, with their leads; those
    with nobody here, of which `listed` are kept as such already; and those that were told before,
    here or in another way."""

    plan: DeliveryPlan
    now: tuple[tuple[PracticeRow, tuple[User, ...]], ...]
    nobody: tuple[PracticeRow, ...]
    before: tuple[PracticeRow, ...]
    listed: frozenset[str]
    otherwise: dict[str, ToldOtherwise]

    @property
    def mark(self) -> str:
        """What a page says of what it showed: who is told of which plan."""
        codes = [row.practice for row, _ in self.now], [row.practice for row in self.nobody]
        return "/".join([str(self.plan.number), *(" ".join(sorted(one)) for one in codes)])

    @property
    def to_tell_otherwise(self) -> list[PracticeRow]:
        """Those with nobody here of whom nobody said yet that they were told."""
        return [one for one in self.nobody if one.practice not in self.otherwise]


def is_engaged(row: PracticeRow) -> bool:
    """Whether a practice asked, or was offered help and accepted, and is neither turned down nor
    gone, nor is its help at an end."""
    waits = row.decided is None and row.asked is not None
    return row.ended is None and (waits or row.confirmed is not None or row.agreed is not None)


def reached(of: At, plan: DeliveryPlan, day: date) -> Reached:
    """Whom a telling of a plan reaches on a day; every count is of these lists."""
    rows = known(of.pack, of.year, day, [of.team.area]).rows.of([of.team.code]).practices
    engaged = sorted(filter(is_engaged, rows), key=lambda row: (row.name, row.practice))
    stands = standings(of.pack, of.year, [of.team], day)[of.team.pk]
    people = leads([row.practice for row in engaged], day)
    said = ToldOtherwise.objects.filter(plan=plan).select_related("practice")
    fresh = [row for row in engaged if row.practice not in stands.told]
    return Reached(
        plan,
        tuple((row, tuple(people[row.practice])) for row in fresh if row.practice in people),
        tuple(row for row in fresh if row.practice not in people),
        tuple(row for row in engaged if row.practice in stands.told),
        frozenset(stands.nobody),
        {one.practice.code: one for one in said},
    )


def leads(practices: Collection[str], day: date) -> dict[str, list[User]]:
    """By code, the people who answer for practices on a day, or for those that took them over; who
    has none is left out. Three queries."""
    codes = dict(
        Organisation.objects.filter(code__in=practices, kind=Kind.PRACTICE).values_list(
            "pk", "code"
        )
    )
    by_holder: dict[int, set[int]] = {pk: {pk} for pk in codes}
    reaching = Reach.objects.filter(
        within__in=list(codes), organisation__kind=Kind.PRACTICE, starts__lte=day, ends__gt=day
    )
    for holder, within in reaching.values_list("organisation", "within"):
        by_holder.setdefault(holder, set()).add(within)
    held = in_force(day).filter(organisation__in=list(by_holder), role__in=roles_with(Right.REFER))
    found: dict[str, list[User]] = {}
    for one in held.select_related("user").order_by("user__name", "pk"):
        for pk in by_holder[one.organisation_id]:
            people = found.setdefault(codes[pk], [])
            if one.user not in people:
                people.append(one.user)
    return found
