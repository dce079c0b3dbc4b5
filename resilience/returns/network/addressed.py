"""Who is of the network: everybody of the service who sees counts somewhere, and nobody else."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from resilience.accounts.access import opened_to, sees
from resilience.accounts.models import Membership, User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import ROLES, Right, card, roles_with
from resilience.accounts.seers import in_force
from resilience.accounts.tiers import Tier
from resilience.organisations.models import Organisation

network = opened_to(sees(Tier.COUNTS))
"""Around every view of the network."""
ROLES_OF_IT = [role for role, one in ROLES.items() if Tier.COUNTS in one.sees]
ONLY = "Only people of the programme's network do this."


def members(day: date) -> QuerySet[Membership]:
    """What makes people part of the network on a day."""
    return in_force(day).filter(role__in=ROLES_OF_IT)


def own_organisations(reader: Reader) -> list[Organisation]:
    """Those for which somebody is of the network, by name."""
    held = [one.organisation for one in reader.memberships if Tier.COUNTS in card(one.role).sees]
    return list(dict.fromkeys(held))


def why_not_of_it(by: Reader) -> str:
    """Why somebody does nothing in the network; empty for who is of it."""
    return "" if by.sees(Tier.COUNTS) else ONLY


def why_not_keep(by: Reader) -> str:
    """Why somebody does not keep the network; empty for the national team."""
    may = by.may(Right.COLLECT_RETURNS)
    return "" if may else f"Only those who {Right.COLLECT_RETURNS.label} do this."


def keepers(day: date) -> list[User]:
    """The people who keep the network on a day."""
    held = in_force(day).filter(role__in=roles_with(Right.COLLECT_RETURNS))
    return list({one.user for one in held.select_related("user")})
