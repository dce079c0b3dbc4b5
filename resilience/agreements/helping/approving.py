"""Who approves a business case: by its amount, and never who wrote it (G11.1). The roles and their
limits are the pack's, as they are set here; nobody stands above a role but those that the pack
lists after it."""

from __future__ import annotations

from datetime import date

from resilience.accounts.models import User
from resilience.accounts.reader import Reader, Scope
from resilience.accounts.roles import Role
from resilience.accounts.seers import above, in_force
from resilience.agreements.models import BusinessCase
from resilience.look import words
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.local import in_force as pack_in_force
from resilience.programmes.schema.helping import Approver, Helping


def helping_of(programme: str) -> Helping:
    """What the pack in force says of helping. Raises LookupError where it says nothing."""
    helping = pack_in_force(programme).helping
    if helping is None:
        raise LookupError(programme)
    return helping


def roles_for(one: BusinessCase) -> tuple[Approver, ...]:
    """The roles that may approve it, that with the smallest limit first; any of the pack while its
    cost is not known."""
    return helping_of(one.case.programme).approvers(one.cost or 0)


def approving_for(one: BusinessCase, by: Reader) -> Organisation | None:
    """The organisation for which somebody holds one of these roles over the practice."""
    roles = roles_for(one)
    for held in by.memberships:
        at = held.organisation
        scope = Scope({at.pk: at.code}, at.kind == Kind.NATION, by.day)
        if held.role in roles and scope.holds(one.organisation_id):
            return at
    return None


def why_not_approve(one: BusinessCase, by: Reader) -> str:
    """Why somebody may not approve, return or reject a business case, and who may."""
    if one.state != BusinessCase.State.SUBMITTED:
        return f"It is not put forward: it stands at “{one.get_state_display()}”."
    if approving_for(one, by) is None:
        return f"{who_approves(one)} You are none of these."
    if by.actor in one.writers:
        return f"You wrote or changed it, so somebody else approves it. {who_approves(one)}"
    return ""


def who_approves(one: BusinessCase) -> str:
    """A sentence: who may approve what it costs."""
    roles = " or ".join(f"a {Role(role).label}" for role in roles_for(one))
    return (
        f"A business case of {words.pounds(one.cost)} is approved by {roles} in whose area the "
        "practice is."
    )


def who_may(one: BusinessCase, day: date) -> list[User]:
    """The people who may approve it on a day, by name; one query."""
    held = in_force(day).filter(
        above("organisation", one.organisation, day), role__in=roles_for(one)
    )
    people = {row.user for row in held.select_related("user")}
    able = [person for person in people if person.actor not in one.writers]
    return sorted(able, key=lambda person: (person.name, person.pk))
