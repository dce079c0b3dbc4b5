"""What practices are told of their money: that something happened, and no sums."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from resilience.accounts.models import User
from resilience.accounts.roles import Right, roles_with
from resilience.accounts.seers import in_force
from resilience.clusters.models import ClusterPlan
from resilience.notices.actions import tell
from resilience.organisations.models import Organisation


def tell_practices(
    plan: ClusterPlan, practices: Iterable[Organisation], what: str, text: str, day: date
) -> int:
    """Tell the people of practices what happened with the money of their cluster's plan; how many
    people. One query finds them."""
    cluster = plan.cluster
    return tell(
        people=_people(practices, day),
        subject=f"{cluster.reference}, {cluster.name}: {what}",
        text=f"{text} Sign in to see the sums.",
        address=reverse(
            "clusters:plan_money",
            args=[cluster.programme, cluster.area.code, cluster.number, plan.number],
        ),
    )


def _people(practices: Iterable[Organisation], day: date) -> set[User]:
    held = in_force(day).filter(
        organisation__in=[one.pk for one in practices], role__in=roles_with(Right.FILL_IN)
    )
    return {one.user for one in held.select_related("user")}
