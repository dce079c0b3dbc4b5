"""Who may give whom a role, and why not: a rule answers with a sentence, or nothing."""

from __future__ import annotations

from resilience.accounts.models import Membership, User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right, Role, roles_at
from resilience.organisations.models import Coverage, Organisation


class Refused(Exception):
    """Somebody may not do what they asked for; the message says why, for them to read."""


def why_not_manage(by: Reader, organisation: Organisation, role: str | None = None) -> str:
    """Administrators manage their own organisation's people. Where an organisation within their
    reach has no administrator yet, they may bring its first, and nobody else."""
    scope = by.may(Right.MANAGE_PEOPLE)
    if organisation.pk in scope.organisations:
        return ""
    if not reaches_people_of(by, organisation):
        return "You do not manage the people of this organisation."
    if has_administrator(organisation, by):
        return f"{organisation.name} has an administrator, who manages its people."
    if role not in (None, Role.ADMINISTRATOR):
        return f"Invite an administrator of {organisation.name} first, who then invites the others."
    return ""


def reaches_people_of(by: Reader, organisation: Organisation) -> bool:
    """Whether an organisation is within reach of those whose people somebody manages; a local one
    is where all that it covers is."""
    scope = by.may(Right.MANAGE_PEOPLE)
    if scope.holds(organisation):
        return True
    covered = Coverage.objects.filter(
        organisation=organisation, starts__lte=by.day, ends__gt=by.day
    )
    return covered.exists() and not covered.exclude(scope.within("area")).exists()


def why_not_give(by: Reader, organisation: Organisation, role: str, email: str) -> str:
    """Why a person may not give a role at an organisation to whoever has an address."""
    if role not in roles_at(organisation.kind):
        return f"This role is not held at a {organisation.get_kind_display()}."
    if isinstance(by.user, User) and by.user.email == email.lower():
        return "Nobody gives a role to themselves: ask another administrator."
    return why_not_manage(by, organisation, role)


def why_not_name(by: Reader, organisation: Organisation, reader: User) -> str:
    """Why a person may not name somebody to read restricted records about an organisation."""
    if by.user == reader:
        return "Nobody names themselves: ask another lead."
    if why_not := why_not_end_reading(by, organisation):
        return why_not
    if not Reader(reader, by.day).memberships:
        return f"{reader.name} acts for no organisation at present."
    return ""


def why_not_end_reading(by: Reader, organisation: Organisation) -> str:
    """Why a person may not end somebody's reading of records about an organisation."""
    if not by.may(Right.NAME_READERS).holds(organisation):
        return "You do not name the readers of restricted records of this organisation."
    return ""


def has_administrator(organisation: Organisation, on: Reader) -> bool:
    """Whether somebody who can sign in administers an organisation on a reader's day."""
    return Membership.objects.filter(
        organisation=organisation,
        role=Role.ADMINISTRATOR,
        user__is_active=True,
        starts__lte=on.day,
        ends__gt=on.day,
    ).exists()


def refuse(why_not: str) -> None:
    """Raise if there is a reason."""
    if why_not:
        raise Refused(why_not)
