"""Saying what will have been spent of a pot by the end of its year, and on what that rests."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.funding.actions.moving import said
from resilience.funding.books.posting import locked_pot
from resilience.funding.models import Forecast, Pot
from resilience.funding.years import Year
from resilience.look.forms import MOST_PENCE
from resilience.look.words import pounds
from resilience.organisations.models import Organisation

RIGHTS = (Right.KEEP_BOOKS, Right.COMMIT_MONEY)
"""Any of these at the holder allows it."""


def may_forecast(holder: Organisation, by: Reader) -> bool:
    """Whether somebody may say what a holder expects to spend."""
    return any(by.may(right).holds(holder) for right in RIGHTS)


@transaction.atomic
def enter_forecast(
    *, by: Reader, pot: Pot, seen: int, at: datetime, month: date, pence: int, basis: str
) -> Forecast:
    """Say for a month (its first day) what will have been spent by 31 March, and why. What is said
    later takes its place; both stay."""
    pot = locked_pot(pot, seen)
    refuse(why_not_forecast(pot, month, timezone.localdate(at), by))
    if not 0 <= pence <= MOST_PENCE:
        raise Refused(f"Give a sum from £0 to {pounds(MOST_PENCE)}.")
    right = next(one for one in RIGHTS if by.may(one).holds(pot.holder))
    made: Forecast = Forecast.objects.create(
        pot=pot,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(right, pot.holder_id),
        month=month,
        pence=pence,
        basis=said(basis),
    )
    record(
        by=by.actor,
        act="funding.forecast_entered",
        subject=pot,
        organisation=pot.holder.code,
        after={"month": f"{month:%Y-%m}", "pence": pence},
    )
    return made


def why_not_forecast(pot: Pot, month: date, day: date, by: Reader) -> str:
    """Why somebody may not say what a pot will have spent for a month, on a day; empty where they
    may."""
    year = Year.called(pot.year)
    if not may_forecast(pot.holder, by):
        return f"Only those who keep the books of {pot.holder.name} or commit its money do this."
    if day > year.ends:
        return "The year has ended: what was spent is known, so nothing is forecast."
    if month.day != 1 or not year.starts <= month <= day:
        return f"Choose a month of {pot.year} that has begun."
    return ""
