"""Who may do something about an organisation: those to turn to, and to tell."""

from __future__ import annotations

from datetime import date

from resilience.accounts.models import User
from resilience.accounts.roles import Right, roles_with
from resilience.accounts.seers import above, in_force
from resilience.organisations.models import FROM_NEAR_TO_FAR, Organisation


def holders(right: Right, of: Organisation, day: date) -> dict[Organisation, list[User]]:
    """The people who have a right over an organisation on a day, by the organisation for which they
    act, the nearest first; one query."""
    held = in_force(day).filter(above("organisation", of, day), role__in=roles_with(right))
    found: dict[Organisation, list[User]] = {}
    for one in held.select_related("organisation", "user").order_by("user__name", "pk"):
        people = found.setdefault(one.organisation, [])
        if one.user not in people:
            people.append(one.user)
    return dict(
        sorted(found.items(), key=lambda one: (FROM_NEAR_TO_FAR.index(one[0].kind), one[0].name))
    )
