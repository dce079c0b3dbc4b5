"""Recording what a programme beside this one had done (E14, E15)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.fields import LINE
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.audit.actions import record
from resilience.look import words
from resilience.programmes.schema import Pack
from resilience.returns.models import BesideFigure


@transaction.atomic
def tell_beside(
    *,
    by: Reader,
    at: datetime,
    pack: Pack,
    beside: str,
    as_at: date,
    practices: int | None,
    or_more: bool,
    spent: int | None,
    source: str,
) -> BesideFigure:
    """Record how many practices a programme had helped by a day and what it had spent, in pence;
    either may be unknown. What is recorded later for the same day counts. Raises Refused with a
    sentence."""
    may = by.may(Right.COLLECT_RETURNS)
    if not may:
        raise Refused("Only the national team records what other programmes did.")
    if beside not in {one.id for one in (pack.returns.beside if pack.returns else ())}:
        raise Refused("Choose one of the programmes beside this one.")
    if as_at > timezone.localdate(at):
        raise Refused(f"{words.day(as_at)} is still to come: give a day up to today.")
    if practices is None and spent is None:
        raise Refused("Enter a number of practices, a sum, or both.")
    if (practices or 0) < 0 or (spent or 0) < 0:
        raise Refused("A number of practices and a sum are never below nothing.")
    told = tidied(source)
    refuse(why_not_say(told, LINE))
    acting_for = by.may_at(Right.COLLECT_RETURNS).first()
    made = BesideFigure.objects.create(
        programme=pack.id,
        beside=beside,
        as_at=as_at,
        practices=practices,
        or_more=or_more and practices is not None,
        spent=spent,
        source=told,
        at=at,
        by=by.actor,
        acting_for=acting_for,
    )
    record(
        by=by.actor,
        act="returns.beside_told",
        subject=made,
        organisation=acting_for.code if acting_for else "",
        after={
            "beside": beside,
            "as_at": as_at.isoformat(),
            "practices": practices,
            "or_more": made.or_more,
            "spent": spent,
        },
    )
    return made
