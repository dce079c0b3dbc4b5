"""When a round may be opened, and why not: a sentence, or nothing."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.clusters.addressed import AREAS
from resilience.clusters.models import Stocktake
from resilience.look import words
from resilience.organisations.models import Ancestor, Organisation
from resilience.organisations.queries import members_of
from resilience.programmes.schema.questionnaire import Stocktaking
from resilience.screening.months import months_later


def why_not_run(by: Reader, area: Organisation) -> str:
    """Why somebody does not hold rounds of an area."""
    if by.may(Right.RUN_LOCALLY).holds(area):
        return ""
    return f"Only those who {Right.RUN_LOCALLY.label} do this."


def why_not_days(opens: date, closes: date, today: date, limits: Stocktaking) -> str:
    """Why a round is not held on such days."""
    if opens < today:
        return f"{words.day(opens)} is over: open it today or later."
    if closes < opens:
        return "It closes before it opens: correct one of the days."
    if closes - opens >= timedelta(days=limits.longest_days):
        latest = opens + timedelta(days=limits.longest_days - 1)
        return f"Close it by {words.day(latest)}: a round is open for {limits.longest_days} days."
    return ""


def why_not_now(
    programme: str, area: Organisation, opens: date, today: date, limits: Stocktaking
) -> str:
    """Why no round of an area may open on a day: another one with some of the same practices is
    open or planned, or was closed a short while ago. So nobody is asked again and again, and no two
    rounds are near enough to be taken for one."""
    last = near_rounds(programme, area, today).order_by("-closes").first()
    if last is None:
        return ""
    if last.closes >= today:
        return (
            f"“{last.title}” of {last.area.name} has some of the same practices and is open or "
            f"planned until {words.day(last.closes)}: plan another one after it."
        )
    earliest = months_later(last.closes, limits.months_between)
    if opens < earliest:
        return (
            f"“{last.title}” of {last.area.name} closed on {words.day(last.closes)}: open the next "
            f"one on {words.day(earliest)} or later."
        )
    return ""


def why_not_call_off(by: Reader, round_: Stocktake, today: date) -> str:
    """Why a round may not be called off: from the day it opens practices have answered in it."""
    if why := why_not_run(by, round_.area):
        return why
    return "" if round_.opens > today else "It is open, or was: only a planned round is called off."


def near_rounds(programme: str, area: Organisation, day: date) -> QuerySet[Stocktake]:
    """The rounds of areas with some of the same practices."""
    rounds = Stocktake.objects.filter(programme=programme, area__in=near_areas(area, day))
    return rounds.select_related("area")


def near_areas(area: Organisation, day: date) -> QuerySet[Organisation]:
    """The areas that had some of the practices of an area on a day, itself among them."""
    shared = Ancestor.objects.filter(
        descendant__in=members_of(area.code, day),
        descendant__kind="practice",
        starts__lte=day,
        ends__gt=day,
    )
    either = Organisation.objects.filter(pk__in=shared.values("ancestor"), kind__in=AREAS)
    return either | Organisation.objects.filter(pk=area.pk)
