"""The local deadlines of which practices were told, for those of the practices (G12.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.organisations.models import Ancestor, Kind, Organisation
from resilience.returns.models import DeliveryPlan, PracticesTold, ToldOtherwise


@dataclass(frozen=True)
class ToldOf:
    """What a practice was told of a plan, by which team, on which day."""

    practice: str
    plan: DeliveryPlan
    day: date
    text: str


def told_of(reader: Reader, **narrowed: str) -> list[ToldOf]:
    """Of each practice of a reader, and each team above it and year, the latest plan of which it
    was told; `narrowed` is of plans, such as a programme. Three queries."""
    scope = reader.may(Right.FILL_IN)
    own = Organisation.objects.filter(scope.within("pk"), kind=Kind.PRACTICE)
    names = dict(own.values_list("code", "name")) if scope else {}
    if not names:
        return []
    over = Ancestor.objects.filter(descendant__code__in=names).values("ancestor")
    plans = {f"plan__{name}": value for name, value in narrowed.items()} | {"plan__team__in": over}
    latest: dict[tuple[str, str, str, int], ToldOf] = {}
    for code, plan, day, text in sorted(_all(set(names), plans), key=lambda one: one[1].number):
        key = code, plan.programme, plan.year, plan.team_id
        latest[key] = ToldOf(names[code], plan, day, text)
    return sorted(latest.values(), key=lambda one: (one.plan.year, one.practice))


def _all(codes: set[str], plans: dict[str, Any]) -> Iterator[tuple[str, DeliveryPlan, date, str]]:
    here = PracticesTold.objects.filter(**plans).select_related("plan__team")
    for one in here:
        for code in codes & set(one.told):
            yield code, one.plan, localdate(one.at), one.text
    otherwise = ToldOtherwise.objects.filter(**plans, practice__code__in=codes)
    for said in otherwise.select_related("plan__team", "practice"):
        yield said.practice.code, said.plan, said.day, ""
