"""What every act on the money of a case shares: the entry, and that it happened to the case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.happening import happen
from resilience.cases.models import Case
from resilience.cases.telling import tell_of
from resilience.funding.books.posting import Line, posted
from resilience.funding.models import Entry, Pot
from resilience.funding.years import Year
from resilience.look import words

BOTH = ("practice", "team")


def not_ahead(day: date, at: datetime) -> None:
    """Raises Refused for a day that is still to come: the books say what happened."""
    if day > timezone.localdate(at):
        raise Refused(f"{words.day(day)} is still to come: give a day up to today.")


def not_long_before(day: date, year: str) -> None:
    """Raises Refused for a day before the year that goes before one: money is of its time."""
    earliest = Year(Year.called(year).first - 1).starts
    if day < earliest:
        raise Refused(f"The day is before {words.day(earliest)}: look at the year.")


def said(why: str) -> str:
    """What somebody wrote, tidied. Raises Refused where it is nothing, or too long."""
    tidy = tidied(why)
    refuse(why_not_say(tidy, LONGEST))
    return tidy


def moved(
    case: Case,
    pot: Pot,
    lines: Iterable[Line],
    event: str,
    *,
    by: Reader,
    at: datetime,
    right: Right,
    tells: Iterable[str] = BOTH,
    **details: Any,
) -> list[Entry]:
    """Add entries for a case to the books of a pot, both locked; it happened to the case, and those
    whom it concerns are told. No sum stands in what is told: it is read where one signs in."""
    acting_for = by.acting_for(right, case.organisation_id)
    made = [posted(pot, line, by=by, at=at, acting_for=acting_for) for line in lines]
    numbers = [one.number for one in made]
    happened = happen(
        case, event, by=by, at=at, acting_for=acting_for, pot=pot.pk, entries=numbers, **details
    )
    tell_of(happened, tells)
    return made
