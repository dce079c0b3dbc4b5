"""Rounds of the questionnaire: planned, and called off before they open (Q4)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.clusters.addressed import At
from resilience.clusters.models import Stocktake
from resilience.clusters.stocktake.rules import (
    near_areas,
    why_not_call_off,
    why_not_days,
    why_not_now,
    why_not_run,
)
from resilience.clusters.stocktake.told import tell_called_off
from resilience.clusters.typed import plain
from resilience.notices.actions import one_line
from resilience.organisations.models import Organisation

LONGEST_TITLE = 120


@transaction.atomic
def open_round(
    *, by: Reader, at: At, title: str, opens: date, closes: date, now: datetime
) -> Stocktake:
    """Plan a round of the programme's questionnaire in an area, from the day it opens to the end of
    the day it closes. Its practices are told of it by a job."""
    area, pack = at.organisation, at.pack
    refuse(why_not_run(by, area))
    if pack.questionnaire is None or pack.stocktaking is None:
        raise Refused("This programme has no rounds of a questionnaire.")
    today = timezone.localdate(now)
    refuse(why_not_days(opens, closes, today, pack.stocktaking))
    _one_at_a_time(area, today)
    refuse(why_not_now(pack.id, area, opens, today, pack.stocktaking))
    made = Stocktake.objects.create(
        programme=pack.id,
        area=area,
        questionnaire=pack.questionnaire.id,
        title=one_line(plain(title, LONGEST_TITLE)),
        opens=opens,
        closes=closes,
        at=now,
        by=by.actor,
        acting_for=by.acting_for(Right.RUN_LOCALLY, area.pk),
    )
    record(
        by=by.actor,
        act="clusters.stocktake_planned",
        subject=made,
        organisation=area.code,
        after={"opens": opens.isoformat(), "closes": closes.isoformat()},
    )
    return made


@transaction.atomic
def call_off(*, by: Reader, round_: Stocktake, now: datetime) -> None:
    """Take back a round that is not open yet; who was told of it is told so."""
    today = timezone.localdate(now)
    found = Stocktake.objects.select_for_update().filter(pk=round_.pk).first()
    if found is None:
        raise Refused("Somebody called it off a moment ago.")
    refuse(why_not_call_off(by, found, today))
    tell_called_off(found)
    record(
        by=by.actor,
        act="clusters.stocktake_called_off",
        subject=found,
        organisation=found.area.code,
        before={"opens": found.opens.isoformat(), "closes": found.closes.isoformat()},
    )
    found.delete()


def _one_at_a_time(area: Organisation, day: date) -> None:
    """Of areas with some of the same practices one at a time opens a round."""
    near = near_areas(area, day).values("pk")
    list(Organisation.objects.select_for_update().filter(pk__in=near).order_by("pk"))
