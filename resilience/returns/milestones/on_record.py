"""Since when what milestones ask for is on record: delivery plans, that practices were told, and
returns that were sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localdate

from resilience.programmes.schema import Pack
from resilience.returns.models import DeliveryPlan, PracticesTold, Submission, ToldOtherwise

Moments = dict[tuple[str, str, str], list[datetime]]
"""By what it is, the year or the return it is of, and the code of the team or the area."""
Telling = tuple[datetime, set[str], set[str]]
"""A moment, who was told at it, and who could not be reached."""


def moments(pack: Pack, at: datetime) -> Moments:
    """What was on record by a moment; four queries."""
    found: Moments = defaultdict(list)
    plans = DeliveryPlan.objects.filter(programme=pack.id, at__lte=at, agreed__lte=localdate(at))
    for year, code, when in plans.exclude(shares="").values_list("year", "team__code", "at"):
        found["delivery_plan", year, code].append(when)
    sent = Submission.objects.filter(of__programme=pack.id, at__lte=at)
    for one, code, when in sent.values_list("of__collection", "of__area__code", "at"):
        found["data_return", one, code].append(when)
    for (_, year, code), tellings in _tellings(pack, at).items():
        if when := all_told(tellings):
            found["practices_told", year, code].append(when)
    return found


def all_told(tellings: Iterable[Telling]) -> datetime | None:
    """From when on every practice was told, here or in another way, that had to be; none where
    nobody was, or some that have nobody here were not told otherwise."""
    told: set[str] = set()
    not_reached: set[str] = set()
    for when, now_told, nobody in sorted(tellings, key=lambda one: one[0]):
        told |= now_told
        not_reached |= nobody
        if told and not_reached <= told:
            return when
    return None


def _tellings(pack: Pack, at: datetime) -> dict[tuple[int, str, str], list[Telling]]:
    of_plan = ("plan", "plan__year", "plan__team__code")
    found: dict[tuple[int, str, str], list[Telling]] = defaultdict(list)
    here = PracticesTold.objects.filter(plan__programme=pack.id, at__lte=at)
    for *plan, when, told, nobody in here.values_list(*of_plan, "at", "told", "not_reached"):
        pk, year, code = plan
        found[pk, year, code].append((when, set(told), set(nobody)))
    otherwise = ToldOtherwise.objects.filter(plan__programme=pack.id, at__lte=at)
    for *plan, when, practice in otherwise.values_list(*of_plan, "at", "practice__code"):
        pk, year, code = plan
        found[pk, year, code].append((when, {practice}, set()))
    return found
