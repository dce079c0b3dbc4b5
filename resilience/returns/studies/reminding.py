"""Reminding practices of case studies that they are asked for, and areas of what is missing: once
each, some working days before the day, and never after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from resilience.accounts.holders import holders
from resilience.accounts.models import User
from resilience.accounts.roles import Right
from resilience.cases.telling import of_the_practice
from resilience.look import words
from resilience.notices.actions import tell
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.working_days import working_days_before
from resilience.returns.models import CaseStudy
from resilience.returns.studies.library import packs
from resilience.returns.studies.owing import owing

LONGEST_AHEAD = timedelta(days=60)
State = CaseStudy.State
Days = Mapping[str, Iterable[int]]
"""By programme, how many working days before a day people are reminded."""


@transaction.atomic
def remind_of_studies(now: datetime) -> int:
    """Tell practices and areas of case studies that are due soon; how many people were told."""
    day = timezone.localdate(now)
    each = {pack.id: pack.returns.remind_days for pack in packs() if pack.returns}
    return _practices(each, day) + _areas(each, day)


def _practices(each: Days, day: date) -> int:
    waiting = CaseStudy.objects.filter(
        programme__in=each,
        state__in=(State.ASKED, State.DRAFT),
        due__range=(day, day + LONGEST_AHEAD),
    )
    told = 0
    for one in waiting.select_related("case__organisation"):
        days = _reminded(one.due or day, each[one.programme], day)
        if days is not None:
            told += tell(
                people=of_the_practice(one.case, day),
                subject=f"Case study {one.number}: you are asked for it by {words.day(one.due)}",
                text="Sign in to write it with the local team: what worked, and what did not.",
                address=reverse("returns:study", args=[one.programme, one.number]),
                once=f"case study {one.pk} due {one.due} in {days}",
            )
    return told


def _areas(each: Days, day: date) -> int:
    acting = Organisation.objects.filter(kind__in=(Kind.DCO, Kind.ICB, Kind.REGION))
    told = 0
    for one in owing(list(acting.values_list("pk", flat=True)), day, ahead=LONGEST_AHEAD):
        due = one.wave.due.date()
        days = _reminded(due, each[one.programme], day)
        if days is not None:
            missing = words.plural(one.missing, "case study is", "case studies are")
            told += tell(
                people=_senders(one.area, day),
                subject=f"{missing} missing by {words.day(due)}",
                text=f"{one.name}: {missing} still to be submitted for “{one.wave.title}”.",
                address=reverse("returns:studies_area", args=[one.programme, one.code]),
                once=f"case studies {one.programme} {one.code} {one.wave.id} in {days}",
            )
    return told


def _reminded(due: date, each: Iterable[int], day: date) -> int | None:
    """Which reminder of a day is sent: the last one whose day has come; none before the first, and
    none after it."""
    come = [days for days in each if working_days_before(due, days) <= day <= due]
    return min(come, default=None)


def _senders(area: int, day: date) -> set[User]:
    found = holders(Right.FILE_RETURNS, Organisation.objects.get(pk=area), day)
    return {person for one, people in found.items() if one.pk == area for person in people}
