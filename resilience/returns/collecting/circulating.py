"""Sending a consolidated return back to those who sent its parts: Heads of Primary Care, resilience
leads, and those who answer for the areas and their money, for completeness (G13.3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from resilience.accounts.models import Membership
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right, Role
from resilience.accounts.rules import Refused
from resilience.accounts.seers import in_force
from resilience.audit.actions import record
from resilience.notices.actions import tell
from resilience.organisations.models import Organisation, Reach
from resilience.returns.models import Circulation, Consolidation

RECEIVE = (Role.COMMISSIONER, Role.RESILIENCE_LEAD, Role.REGIONAL_LEAD, Role.FINANCE_LEAD)
"""Who receives a consolidated return, by role. Those who manage primary care for a commissioner
stand for its Head of Primary Care."""


@transaction.atomic
def send_back(*, by: Reader, consolidation: Consolidation, at: datetime) -> Circulation:
    """Tell all of them where they read it; who was told it before is not told again."""
    if not by.may(Right.COLLECT_RETURNS).everywhere:
        raise Refused("A consolidated return is sent back by the national team.")
    one = Consolidation.objects.select_for_update().get(pk=consolidation.pk)
    had = {who["person"] for sent in one.circulations.all() for who in sent.told}
    held = [who for who in receivers(one, timezone.localdate(at)) if who.user.actor not in had]
    if not held:
        raise Refused("Everybody who receives it was told already.")
    title = one.content["collection"]["title"]
    tell(
        people=[who.user for who in held],
        subject=f"{title}: the consolidated return is ready",
        text="All areas’ returns together, as they were frozen. Look whether your part is "
        "complete; if you see it otherwise, ask the national team about it there.",
        address=reverse("returns:consolidated", args=[one.programme, one.collection, one.number]),
        once=f"consolidation {one.pk}",
    )
    told = [
        {"person": who.user.actor, "organisation": who.organisation.code, "role": who.role}
        for who in held
    ]
    made = Circulation.objects.create(consolidation=one, at=at, by=by.actor, told=told)
    record(
        by=by.actor,
        act="returns.sent_back",
        subject=one,
        after={"collection": one.collection, "number": one.number, "people": len(told)},
    )
    return made


def receivers(one: Consolidation, day: date) -> list[Membership]:
    """The people of the areas in a consolidated return who receive it, each once, by organisation:
    those of an area itself and of whatever lies within it."""
    codes = [area["code"] for area in one.content["areas"]]
    areas = Organisation.objects.filter(code__in=codes)
    within = Reach.objects.filter(organisation__in=areas, starts__lte=day, ends__gt=day)
    held = in_force(day).filter(
        Q(organisation__in=areas) | Q(organisation__in=within.values("within")), role__in=RECEIVE
    )
    return _each_once(
        held.select_related("organisation", "user").order_by("organisation__name", "role", "pk")
    )


def _each_once(held: Iterable[Membership]) -> list[Membership]:
    found: dict[int, Membership] = {}
    for one in held:
        found.setdefault(one.user_id, one)
    return list(found.values())


def counted(told: Iterable[dict[str, str]]) -> list[tuple[str, str, int]]:
    """Who was told: organisation, role in words, and how many people."""
    found: dict[tuple[str, str], int] = {}
    for one in told:
        key = one["organisation"], one["role"]
        found[key] = found.get(key, 0) + 1
    names = dict(
        Organisation.objects.filter(code__in={code for code, _ in found}).values_list(
            "code", "name"
        )
    )
    return sorted(
        (names.get(code, code), Role(role).label, people) for (code, role), people in found.items()
    )
