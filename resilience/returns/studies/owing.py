"""To which waves case studies of an area are missing now. The few queries of it are for pages and
jobs that ask often; the pages of case studies count as the returns do (`waves`)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from resilience.organisations.models import Organisation
from resilience.programmes.schema.returns import Collection as DataReturn
from resilience.returns.models import CaseStudy, Submission
from resilience.returns.studies.library import packs

AFTERWARDS = timedelta(days=31)
"""For so long after the day of a wave what is missing to it is asked for."""


@dataclass(frozen=True)
class Missing:
    """How many case studies of an area are missing to a wave of a programme."""

    programme: str
    area: int
    code: str
    name: str
    wave: DataReturn
    missing: int


def owing(those: Collection[int], day: date, *, ahead: timedelta | None = None) -> list[Missing]:
    """What some areas owe on a day to waves that are open, or so many days before they are due. An
    area that works elsewhere tells with its own returns what it gave."""
    found: list[Missing] = []
    for pack in packs() if those else ():
        returns = pack.returns
        waves = [
            (one.in_all, owed)
            for one in (returns.waves if returns else ())
            if (owed := returns.collection(one.collection) if returns else None)
            and _asked(owed, day, ahead)
        ]
        if not waves or returns is None:
            continue
        elsewhere = Submission.objects.filter(
            source=Submission.Source.WORKBOOK, of__programme=pack.id, of__area__in=those
        ).values("of__area")
        areas = Organisation.objects.filter(pk__in=those).exclude(pk__in=elsewhere)
        acting = areas.filter(kind=returns.area) | areas.filter(code__in=pack.structure.regions_too)
        given = _given(pack.id, those)
        for area in acting.order_by("name"):
            for in_all, wave in waves:
                if (missing := in_all - given.get(area.pk, 0)) > 0:
                    found.append(Missing(pack.id, area.pk, area.code, area.name, wave, missing))
    return found


def _asked(wave: DataReturn, day: date, ahead: timedelta | None) -> bool:
    due = wave.due.date()
    begins = wave.opens if ahead is None else due - ahead
    return begins <= day <= due + AFTERWARDS


def _given(programme: str, those: Collection[int]) -> dict[int, int]:
    sent = CaseStudy.objects.filter(
        programme=programme, area__in=those, submitted__isnull=False
    ).exclude(state=CaseStudy.State.WITHDRAWN)
    return dict(sent.order_by().values_list("area").annotate(Count("pk")))
