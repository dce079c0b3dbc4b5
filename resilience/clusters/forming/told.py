"""What people of practices and of areas are told of clusters: in the product and by e-mail, so
never more than was done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from resilience.accounts.holders import holders
from resilience.accounts.models import User
from resilience.accounts.roles import Right, roles_with
from resilience.accounts.seers import in_force
from resilience.clusters.models import Cluster
from resilience.notices.actions import tell
from resilience.organisations.models import Organisation


def address(cluster: Cluster, page: str = "clusters:cluster") -> str:
    return reverse(page, args=[cluster.programme, cluster.area.code, cluster.number])


def tell_practices(
    cluster: Cluster, practices: Iterable[Organisation], day: date, *, but: str, what: str, say: str
) -> None:
    """Tell the leads of practices something, but for who did it."""
    held = in_force(day).filter(
        organisation__in=[one.pk for one in practices], role__in=roles_with(Right.REFER)
    )
    _tell(cluster, {one.user for one in held.select_related("user")}, but, what, say)


def tell_the_area(cluster: Cluster, day: date, *, but: str, what: str, say: str) -> None:
    """Tell those who run the local programme of its area, the nearest of them."""
    able = holders(Right.RUN_LOCALLY, cluster.area, day)
    people = able.get(cluster.area) or next(iter(able.values()), [])
    _tell(cluster, people, but, what, say)


def _tell(cluster: Cluster, people: Iterable[User], but: str, what: str, say: str) -> None:
    tell(
        people=[one for one in people if one.actor != but],
        subject=f"{cluster.name}: {what}",
        text=say,
        address=address(cluster),
    )
