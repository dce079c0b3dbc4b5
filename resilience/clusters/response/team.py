"""The matrix team of a practice: people of different fields, each in a role of the pack (Q13)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import ROLES
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.seers import above, in_force
from resilience.accounts.tiers import Tier
from resilience.accounts.visible import TieredQuerySet
from resilience.audit.actions import record
from resilience.clusters.models import RegularContact, TeamMember
from resilience.clusters.response.causes import locked_practice
from resilience.clusters.response.rules import why_not_work_with
from resilience.clusters.response.told import tell_practice
from resilience.clusters.typed import plain
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.schema import Pack
from resilience.programmes.schema.response import TeamRole
from resilience.screening.status_actions import in_force as status_of

LONGEST = 200


@transaction.atomic
def join(
    *,
    by: Reader,
    practice: Organisation,
    pack: Pack,
    role: str,
    name: str,
    body: str,
    user: User | None,
) -> TeamMember:
    """Put somebody into the team of a practice from today; `user` where they sign in here and see
    the practice. The practice is told."""
    refuse(why_not_work_with(practice, by))
    locked_practice(practice)
    if role not in {one.id for one in (pack.response.roles if pack.response else ())}:
        raise Refused("Choose among the roles that the programme names.")
    if user is not None and user not in who_may_join(practice, by.day):
        raise Refused("This person does not see the practice: give their name instead.")
    name, body = plain(name, LONGEST), plain(body, LONGEST)
    if team_of(practice, pack.id).filter(role=role, name=name).exists():
        raise Refused(f"{name} is in the team in this role already.")
    made = TeamMember.objects.create(
        organisation=practice,
        tier=Tier.COMMISSIONER,
        programme=pack.id,
        role=role,
        name=name,
        body=body,
        user=user,
        starts=by.day,
        by=by.actor,
    )
    _record("response.team_joined", made, by)
    tell_practice(practice, pack.id, by, "somebody joined the team that works with you")
    return made


@transaction.atomic
def leave(*, by: Reader, member: TeamMember) -> TeamMember:
    """End somebody's part in the team today."""
    refuse(why_not_work_with(member.organisation, by))
    locked_practice(member.organisation)
    member.refresh_from_db()
    if member.ends is not None:
        raise Refused(f"{member.name} has left the team already.")
    member.ends = by.day
    member.save(update_fields=["ends"])
    _record("response.team_left", member, by)
    return member


@transaction.atomic
def stand_down(*, by: Reader, practice: Organisation, programme: str) -> None:
    """End the team of a practice that is neither amber nor red, and drop the contacts that were to
    come. What came of earlier ones stays. The practice is told."""
    refuse(why_not_work_with(practice, by))
    locked_practice(practice)
    status = status_of(practice, programme)
    if status is not None and status.status in ("amber", "red"):
        raise Refused(f"Its status is {status.words.lower()}: the team stays until that changes.")
    dropped = RegularContact.objects.filter(
        organisation=practice, programme=programme, happened=None
    )
    members = list(team_of(practice, programme))
    contacts, _ = dropped.delete()
    if not members and not contacts:
        raise Refused("There is no team, and no contact is planned.")
    team_of(practice, programme).update(ends=by.day)
    record(
        by=by.actor,
        act="response.stood_down",
        subject=practice,
        organisation=practice.code,
        after={"programme": programme, "members": len(members), "contacts": contacts},
    )
    tell_practice(practice, programme, by, "the team that worked with you has ended its work")


def team_of(practice: Organisation, programme: str) -> TieredQuerySet[TeamMember]:
    """Those who are in the team now."""
    return TeamMember.objects.filter(organisation=practice, programme=programme, ends=None)


def gaps(roles: Iterable[str], pack: Pack) -> Sequence[TeamRole]:
    """The needed roles that nobody has."""
    held = set(roles)
    every = pack.response.roles if pack.response else ()
    return [one for one in every if one.needed and one.id not in held]


def who_may_join(practice: Organisation, day: date) -> list[User]:
    """The people outside a practice who see its records, by name; one query."""
    roles = [role for role, card in ROLES.items() if Tier.COMMISSIONER in card.sees]
    held = in_force(day).filter(above("organisation", practice, day), role__in=roles)
    others = held.exclude(organisation__kind__in=[Kind.PRACTICE, Kind.NATION])
    return sorted({one.user for one in others.select_related("user")}, key=lambda one: one.name)


def _record(act: str, member: TeamMember, by: Reader) -> None:
    record(
        by=by.actor,
        act=act,
        subject=member,
        organisation=member.organisation.code,
        after={"programme": member.programme, "role": member.role},
    )
