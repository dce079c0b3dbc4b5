"""Who owes a milestone and can supply what is missing: the people of the very team or area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from resilience.accounts.models import Membership, User
from resilience.accounts.roles import Right, roles_with
from resilience.accounts.seers import in_force
from resilience.programmes.schema.returns import Milestone, ShareReached
from resilience.returns.figures.sums import SUMMED

People = dict[str, list[User]]


def rights(milestone: Milestone) -> tuple[Right, ...]:
    """What those may do who owe a milestone: who answers for an area sends its return, who runs the
    programme in a team works its cases, and where money is counted its books are kept."""
    owes = Right.FILE_RETURNS if milestone.of == "area" else Right.WORK_CASES
    money = milestone.of == "team" and counts_money(milestone)
    return (owes, Right.KEEP_BOOKS) if money else (owes,)


def counts_money(milestone: Milestone) -> bool:
    """Whether money is counted to show that it is met."""
    return any(isinstance(e, ShareReached) and e.part in SUMMED for e in milestone.evidence)


def people(needed: Collection[Right], codes: Iterable[str], day: date) -> People:
    """Who holds one of some rights at the very organisations with some codes, by code; one query.
    Nobody stands in for a team that has nobody: that is told."""
    roles = {role for right in needed for role in roles_with(right)}
    held: Iterable[Membership] = (
        in_force(day)
        .filter(organisation__code__in=list(codes), role__in=roles)
        .select_related("user", "organisation")
        .order_by("user__name", "pk")
    )
    found: People = defaultdict(list)
    for one in held:
        if one.user not in found[one.organisation.code]:
            found[one.organisation.code].append(one.user)
    return dict(found)
