"""Invented people who answer for the practices of the demonstration."""

from __future__ import annotations

from datetime import date

from resilience.accounts.models import Membership, User
from resilience.accounts.roles import Role
from resilience.organisations.models import Organisation

DOMAIN = "practice.example"
NAMES = [
    *("Dr Isolde Fenwick", "Rufus Hartgrove", "Dr Emeline Stourbridge"),
    *("Jasper Kettlewell", "Dr Oswin Blackthorn", "Philippa Merriweather"),
    *("Dr Leopold Ashdown", "Winifred Copperfield", "Dr Ambrose Tilling"),
    *("Clementine Harrowby", "Dr Sylvester Mossop", "Georgiana Plumtree"),
    *("Dr Rosamund Thackeray", "Barnabas Wickett", "Dr Ottoline Greaves"),
    *("Percival Snowdrop", "Dr Hermione Latchford", "Edmund Larkspur"),
    *("Dr Cecily Windrush", "Horatio Pennyfold"),
]
"""One for each practice, in the order of their codes."""


def lead_of(practice: Organisation, name: str) -> User:
    """Somebody who answered for a practice and cannot sign in."""
    address = f"{practice.code.lower()}@{DOMAIN}"
    user = User.objects.create_user(address, None, name=name)
    Membership.objects.create(
        user=user, organisation=practice, role=Role.PRACTICE_LEAD, starts=date(2018, 4, 1)
    )
    return user
