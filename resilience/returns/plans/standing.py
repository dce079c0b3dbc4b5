"""How the delivery plans of teams stand on a day: which is the latest, who was told of it, how it
was assured, and what is to be done (N1 to N4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from resilience.funding.years import Year
from resilience.programmes.schema import Pack
from resilience.returns.figures.areas import Team
from resilience.returns.figures.records import end_of
from resilience.returns.models import (
    Assurance,
    DeliveryPlan,
    PlanAction,
    PracticesTold,
    ToldOtherwise,
)


@dataclass
class Standing:
    """A team with its latest plan, none where there is none. `told` are the codes of practices that
    were told of that plan here, `otherwise` those told in another way, `nobody` those that were
    found to have nobody here. An assurance may be of an earlier version than the latest."""

    team: Team
    plan: DeliveryPlan | None = None
    told: set[str] = field(default_factory=set)
    otherwise: set[str] = field(default_factory=set)
    nobody: set[str] = field(default_factory=set)
    assurance: Assurance | None = None
    actions: list[PlanAction] = field(default_factory=list)

    @property
    def words(self) -> str:
        if self.plan is None:
            return "None"
        return "Agreed" if self.plan.number == 1 else "Brought up to date"

    @property
    def to_tell(self) -> set[str]:
        """Practices that have nobody here, of whom nobody said that they were told otherwise."""
        return self.nobody - self.told - self.otherwise

    @property
    def reached(self) -> set[str]:
        """Practices that were told, here or otherwise."""
        return self.told | self.otherwise

    @property
    def assured_now(self) -> bool:
        """Whether the latest version was assured, whatever was found."""
        return bool(self.assurance and self.plan and self.assurance.plan_id == self.plan.pk)

    def open_actions(self) -> list[PlanAction]:
        return [one for one in self.actions if one.done is None]

    def late_actions(self, day: date) -> list[PlanAction]:
        """Those that were due before a day and are not done."""
        return [one for one in self.open_actions() if one.due < day]


def standings(pack: Pack, year: Year, teams: Iterable[Team], day: date) -> dict[int, Standing]:
    """By the id of the team, how its plans of a year stand at the end of a day; five queries."""
    found = {one.pk: Standing(one) for one in teams}
    until = end_of(day)
    plans = DeliveryPlan.objects.filter(
        programme=pack.id, year=year.label, team__in=list(found), at__lt=until
    )
    of: dict[int, Standing] = {}
    for plan in plans.order_by("number"):
        of[plan.pk] = found[plan.team_id]
        found[plan.team_id].plan = plan
    latest = {one.plan.pk: one for one in found.values() if one.plan}
    for told in PracticesTold.objects.filter(plan__in=list(latest), at__lt=until):
        latest[told.plan_id].told |= set(told.told)
        latest[told.plan_id].nobody |= set(told.not_reached)
    otherwise = ToldOtherwise.objects.filter(plan__in=list(latest), at__lt=until)
    for plan_id, code in otherwise.values_list("plan", "practice__code"):
        latest[plan_id].otherwise.add(code)
    for made in Assurance.objects.filter(plan__in=list(of), at__lt=until).select_related("plan"):
        of[made.plan_id].assurance = made
    for action in PlanAction.objects.filter(plan__in=list(of), at__lt=until):
        of[action.plan_id].actions.append(action)
    return found
