"""What people are told of a round. Nothing of it says who answered, nor how many."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from resilience.accounts.holders import holders
from resilience.accounts.models import User
from resilience.accounts.roles import Right, roles_with
from resilience.accounts.seers import in_force
from resilience.clusters.models import Stocktake
from resilience.look import words
from resilience.notices.actions import tell
from resilience.notices.models import Notice
from resilience.organisations.models import Organisation


def tell_practice(round_: Stocktake, practice: Organisation, when: str, day: date) -> int:
    """Tell the people of a practice, each once, that a round is "planned", "open" or "closing"
    soon; how many people."""
    text = {
        "planned": f"It is open from {words.day(round_.opens)} until {words.day(round_.closes)}",
        "open": f"It is open until {words.day(round_.closes)}",
    }.get(when, f"It closes on {words.day(round_.closes)}, and yours is not finished")
    return tell(
        people=_fillers([practice.pk], day),
        subject=f"{practice.name}: {round_.title}",
        text=f"{round_.area.name} asks its practices about their resilience. {text}. You see your "
        "result at once, and it is yours alone: the area reads only what several practices came to "
        "together.",
        address=reverse("clusters:questionnaire", args=[practice.code, round_.programme]),
        once=f"stocktake {round_.pk} {practice.pk} {when}",
    )


def tell_result(round_: Stocktake, practices: Iterable[int], day: date) -> None:
    """Tell who holds the round and the people of all its practices that it came to a result."""
    runners = next(iter(holders(Right.RUN_LOCALLY, round_.area, day).values()), [])
    title = f"{round_.title}: the result is there"
    tell(
        people=runners,
        subject=title,
        text=f"The round in {round_.area.name} closed on {words.day(round_.closes)}. The result "
        "shows clusters and the area, and no practice.",
        address=reverse("clusters:stocktake", args=[round_.programme, round_.area.code, round_.pk]),
        once=f"stocktake {round_.pk} result",
    )
    tell(
        people=_fillers(practices, day),
        subject=title,
        text=f"The round in {round_.area.name} closed on {words.day(round_.closes)}. Your "
        "practice's own report sets your answers beside those of your cluster and of the area.",
        address=reverse("clusters:stocktakes", args=[round_.programme, round_.area.code]),
        once=f"stocktake {round_.pk} report",
    )


def tell_called_off(round_: Stocktake) -> None:
    """Tell those who were told of a round that it is not held."""
    told = Notice.objects.filter(once__startswith=f"stocktake {round_.pk} ").values("user")
    tell(
        people=User.objects.filter(pk__in=told),
        subject=f"{round_.title}: called off",
        text=f"The round in {round_.area.name} that was to open on {words.day(round_.opens)} is "
        "not held. There is nothing for you to do.",
        address=reverse("clusters:stocktakes", args=[round_.programme, round_.area.code]),
    )


def _fillers(practices: Iterable[int], day: date) -> set[User]:
    held = in_force(day).filter(
        organisation__in=list(practices), role__in=roles_with(Right.FILL_IN)
    )
    return {one.user for one in held.select_related("user")}
