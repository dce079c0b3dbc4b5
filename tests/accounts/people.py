"""Organisations and people of the tests about people."""

from __future__ import annotations

from datetime import date

from resilience.accounts.models import Membership, User
from resilience.accounts.roles import Role
from resilience.organisations.models import Kind, Organisation

PASSWORD = "purple otter climbs ladder"


def organisation(code: str = "A81001", kind: str = Kind.PRACTICE, name: str = "") -> Organisation:
    return Organisation.objects.create(code=code, kind=kind, name=name or f"Organisation {code}")


def person(
    email: str = "ada@example.org",
    *,
    role: str = "",
    at: Organisation | None = None,
    name: str = "Ada Marsh",
    password: str | None = PASSWORD,
) -> User:
    user = User.objects.create_user(email, password, name=name)
    if role:
        Membership.objects.create(
            user=user, organisation=at or organisation(), role=Role(role), starts=date(2020, 1, 1)
        )
    return user
