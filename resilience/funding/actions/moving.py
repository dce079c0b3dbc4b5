"""What every act on committed money shares: the entry, and that it happened to the case, or is on
record where no case bears it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.audit.actions import record
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.happening import happen, locked
from resilience.cases.models import Case
from resilience.cases.telling import tell_of
from resilience.funding.books.posting import Line, posted
from resilience.funding.models import Commitment, Entry, Pot
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


def locked_case(commitment: Commitment, seen: int | None, by: Reader) -> Case | None:
    """The case of a commitment as it stands, which nobody else changes until the transaction ends.
    None where another agreement bears it: the room of that one locks it, and knows what was seen.
    Raises ChangedMeanwhile."""
    if commitment.case is None:
        return None
    return locked(commitment.case, 0 if seen is None else seen, by)


def moved(
    case: Case | None,
    pot: Pot,
    lines: Iterable[Line],
    event: str,
    *,
    of: Commitment,
    by: Reader,
    at: datetime,
    right: Right,
) -> list[Entry]:
    """Add entries `of` a commitment to the books of its pot, which is locked, as is its case; it
    happened to the case, and those whom it concerns are told. No sum stands in what is told: it is
    read where one signs in. Where another agreement bears the money it is on record of the
    practice, and the room of that one tells people."""
    acting_for = by.acting_for(right, of.organisation_id)
    made = [posted(pot, line, by=by, at=at, acting_for=acting_for) for line in lines]
    told: dict[str, Any] = {"pot": pot.pk, "entries": [one.number for one in made]}
    if case is None:
        code = of.organisation.code
        after = {"under": of.under, **told}
        record(by=by.actor, act=f"funding.{event}", subject=of, organisation=code, after=after)
        return made
    happened = happen(case, event, by=by, at=at, acting_for=acting_for, commitment=of.pk, **told)
    tell_of(happened, BOTH)
    return made
