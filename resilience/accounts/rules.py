"""Who may give whom a role, and why not: a rule answers with a sentence, or nothing."""

from __future__ import annotations

from resilience.accounts.models import Membership, User
from resilience.accounts.reader import Reader, Scope
from resilience.accounts.roles import AREAS, Right, Role, roles_at
from resilience.organisations.models import Coverage, Kind, Organisation


class Refused(Exception):
    """Somebody may not do what they asked for; the message says why, for them to read."""


def why_not_manage(by: Reader, organisation: Organisation) -> str:
    """Administrators manage the people of the very organisation, and of no other."""
    if organisation.pk in by.may(Right.MANAGE_PEOPLE).codes:
        return ""
    return "You do not manage the people of this organisation."


def why_not_invite(by: Reader, organisation: Organisation, role: str) -> str:
    """Who manages an organisation's people invites them. Of an organisation that nobody acts for
    yet, an administrator of an area above brings the first administrator; where people are
    without one, only the nation's does, as who is brought then sees what they wrote."""
    if not why_not_manage(by, organisation):
        return ""
    if not within_areas_of(by, organisation):
        return "You do not manage the people of this organisation."
    if has_people(organisation, by, role=Role.ADMINISTRATOR):
        return f"{organisation.name} has an administrator, who manages its people."
    if has_people(organisation, by) and not areas_managed(by).everywhere:
        return f"{organisation.name} has people, so the national team brings its administrator."
    if role != Role.ADMINISTRATOR:
        return f"Invite an administrator of {organisation.name} first, who then invites the others."
    return ""


def areas_managed(by: Reader) -> Scope:
    """What is within reach of the areas whose people somebody manages. What a network, a committee
    or a supplier reaches is nothing that its administrator has a say in."""
    areas = by.may_at(Right.MANAGE_PEOPLE).filter(kind__in=AREAS)
    everywhere = any(area.kind == Kind.NATION for area in areas)
    return Scope({area.pk: area.code for area in areas}, everywhere, by.day)


def within_areas_of(by: Reader, organisation: Organisation) -> bool:
    """Whether an organisation is within the areas whose people somebody manages; a local one is
    where all that it covers is."""
    scope = areas_managed(by)
    if scope.holds(organisation):
        return True
    covered = Coverage.objects.filter(
        organisation=organisation, starts__lte=by.day, ends__gt=by.day
    )
    return covered.exists() and not covered.exclude(scope.within("area")).exists()


def why_not_hold(by: Reader, organisation: Organisation, role: str, email: str) -> str:
    """Why a role at an organisation is not for whoever has an address, whoever offers it."""
    if role not in roles_at(organisation.kind):
        return f"This role is not held at a {organisation.get_kind_display()}."
    if isinstance(by.user, User) and by.user.email == email.lower():
        return "Nobody gives a role to themselves: ask another administrator."
    return ""


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


def has_people(organisation: Organisation, on: Reader, **held: str) -> bool:
    """Whether somebody who can sign in acts for an organisation on a reader's day, in a `role` if
    one is named."""
    return Membership.objects.filter(
        organisation=organisation,
        user__is_active=True,
        starts__lte=on.day,
        ends__gt=on.day,
        **held,
    ).exists()


def refuse(why_not: str) -> None:
    """Raise if there is a reason."""
    if why_not:
        raise Refused(why_not)
