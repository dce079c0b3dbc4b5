"""What people are told of the response to a status: that something is there, never what."""

from __future__ import annotations

from django.urls import reverse

from resilience.accounts.holders import holders
from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.notices.actions import tell
from resilience.organisations.models import Organisation


def tell_practice(practice: Organisation, programme: str, by: Reader, what: str) -> None:
    """Tell the people of a practice, apart from whoever did it."""
    own = holders(Right.FILL_IN, practice, by.day)
    _tell({one for people in own.values() for one in people}, practice, programme, by, what)


def tell_those_who(
    right: Right, at: Organisation, practice: Organisation, programme: str, by: Reader, what: str
) -> None:
    """Tell those of an organisation who have a right over a practice."""
    people = holders(right, practice, by.day).get(at, [])
    _tell(set(people), practice, programme, by, what)


def _tell(people: set[User], practice: Organisation, programme: str, by: Reader, what: str) -> None:
    tell(
        people={one for one in people if one != by.user},
        subject=f"{practice.name}: {what}",
        text=f"{practice.name}: {what}. Sign in to read it.",
        address=reverse("clusters:response", args=[practice.code, programme]),
    )
