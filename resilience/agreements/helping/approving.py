"""Who approves a business case: by its amount, and never who wrote it (G11.1). The roles and their
limits are the pack's, as they are set here; nobody stands above a role but those that the pack
lists after it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from resilience.accounts.models import Membership, User
from resilience.accounts.reader import Reader, Scope
from resilience.accounts.roles import Role
from resilience.accounts.seers import above, in_force
from resilience.agreements.models import BusinessCase
from resilience.cases.models import Case
from resilience.cases.steps.step import BEFORE_SIGNING
from resilience.look import words
from resilience.organisations.models import FROM_NEAR_TO_FAR, Kind, Organisation
from resilience.programmes.local import in_force as pack_in_force
from resilience.programmes.schema.helping import Approver, Helping

WHILE = ("help_decided", *BEFORE_SIGNING, "part_signed", "supported")
"""Where a case stands while help for it may be bought."""


def why_not_now(case: Case) -> str:
    """Why no help may be bought for a case where it stands; empty where it may."""
    if case.state in WHILE:
        return ""
    return f"A business case is not open while the case is “{case.standing.title}”."


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


def scope_of(by: Reader, role: str) -> Scope:
    """From where somebody holds a role."""
    return _scope([one for one in by.memberships if one.role == role], by.day)


def approving_for(one: BusinessCase, by: Reader) -> Organisation | None:
    """The organisation for which somebody approves it, the nearest to the practice; none where they
    may not."""
    roles = roles_for(one)
    held = [here for here in by.memberships if here.role in roles]
    for here in sorted(held, key=lambda one: FROM_NEAR_TO_FAR.index(Kind(one.organisation.kind))):
        if _scope([here], by.day).holds(one.organisation_id):
            return here.organisation
    return None


def why_not_approve(one: BusinessCase, by: Reader) -> str:
    """Why somebody may not approve, return or reject a business case, and who may."""
    if one.state != BusinessCase.State.SUBMITTED:
        return f"It is not put forward: it stands at “{one.get_state_display()}”."
    if why := why_not_now(one.case):
        return why
    if approving_for(one, by) is None:
        return f"{who_approves(one)} You are none of these."
    if by.actor in one.writers:
        return f"You wrote or changed it, so somebody else approves it. {who_approves(one)}"
    return ""


def who_approves(one: BusinessCase) -> str:
    """A sentence: who may approve what it costs."""
    *more, last = (f"a {Role(role).label}" for role in roles_for(one))
    roles = f"{', '.join(more)} or {last}" if more else last
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


def _scope(held: Iterable[Membership], day: date) -> Scope:
    at = [one.organisation for one in held]
    everywhere = any(one.kind == Kind.NATION for one in at)
    return Scope({one.pk: one.code for one in at}, everywhere, day)
