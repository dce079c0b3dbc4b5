"""Events of the network: held and called off by the national team, and who comes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import LONGEST, tidied, why_not_say
from resilience.audit.actions import record
from resilience.look import words
from resilience.notices.actions import one_line, tell
from resilience.programmes.schema import Pack
from resilience.returns.models import Attendance, Meeting
from resilience.returns.network.addressed import why_not_keep, why_not_of_it

MOST_PLACES = 10_000


@transaction.atomic
def hold(
    *,
    by: Reader,
    pack: Pack,
    at: datetime,
    title: str,
    starts: datetime,
    ends: datetime,
    place: str,
    about: str,
    places: int | None,
) -> Meeting:
    """Announce an event from one moment to another, with so many places, or room for all."""
    refuse(why_not_keep(by))
    if starts <= at:
        raise Refused(f"{words.moment(starts)} has passed: give a time to come.")
    if ends <= starts:
        raise Refused("It ends before it begins: look at the times.")
    if places is not None and not 1 <= places <= MOST_PLACES:
        raise Refused(f"Give from 1 to {words.number(MOST_PLACES)} places, or none.")
    text = tidied(about)
    refuse(why_not_say(text, LONGEST))
    told = {"title": one_line(title), "place": one_line(place), "about": text, "places": places}
    made = Meeting.objects.create(programme=pack.id, starts=starts, ends=ends, **told)
    _recorded("meeting_held", by, made)
    return made


@transaction.atomic
def sign_up(*, by: Reader, meeting: Meeting, at: datetime) -> Attendance:
    """Come to an event while there is a place."""
    refuse(why_not_of_it(by))
    found = _locked(meeting)
    refuse(why_not_come(found, at))
    taken = Attendance.objects.filter(meeting=found)
    if not isinstance(by.user, User) or taken.filter(user=by.user).exists():
        raise Refused("You are signed up already.")
    if found.places is not None and taken.count() >= found.places:
        raise Refused("Every place is taken.")
    made = Attendance.objects.create(meeting=found, user=by.user, at=at)
    _recorded("meeting_joined", by, found)
    return made


@transaction.atomic
def stay_away(*, by: Reader, meeting: Meeting, at: datetime) -> None:
    """Give one's place back."""
    found = _locked(meeting)
    refuse(why_not_come(found, at))
    own = Attendance.objects.filter(meeting=found, user=by.user.pk)
    if not own.exists():
        raise Refused("You are not signed up.")
    own.delete()
    _recorded("meeting_left", by, found)


@transaction.atomic
def call_off(*, by: Reader, meeting: Meeting, at: datetime) -> Meeting:
    """Call an event off; who signed up is told."""
    refuse(why_not_keep(by))
    found = _locked(meeting)
    refuse(why_not_come(found, at))
    found.called_off = at
    found.save(update_fields=["called_off"])
    tell(
        people=[one.user for one in found.attendances.select_related("user")],
        subject=f"Called off: {found.title}",
        text=f"{found.title} on {words.moment(found.starts)} does not take place.",
        address=reverse("returns:network_meeting", args=[found.programme, found.pk]),
        once=f"meeting {found.pk} called off",
    )
    _recorded("meeting_called_off", by, found)
    return found


def why_not_come(meeting: Meeting, at: datetime) -> str:
    """Why nothing can be done about coming to an event any more; empty where it can."""
    if meeting.called_off:
        return "It was called off."
    return "It has begun." if meeting.starts <= at else ""


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def _recorded(act: str, by: Reader, meeting: Meeting) -> None:
    record(by=by.actor, act=f"returns.{act}", subject=meeting)
