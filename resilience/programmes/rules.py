"""Who may change the local settings of a programme.

There is one set for each programme, and it is the installation's: whoever stands at its top
changes it. That is the nation's administrators; while the nation has none, those of regions; then
of DCO teams, of ICBs, and of CCGs. An administrator of anything else never does.
"""

from __future__ import annotations

from resilience.accounts.models import Membership
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right, Role
from resilience.organisations.models import Kind, Organisation

FROM_THE_TOP = (Kind.NATION, Kind.REGION, Kind.DCO, Kind.ICB, Kind.CCG)


def acts_for(by: Reader) -> Organisation | None:
    """The organisation for which somebody may change settings, or none."""
    own = by.may_at(Right.CHANGE_SETTINGS).filter(kind=_top(by)).order_by("code")
    return own.first()


def _top(by: Reader) -> str:
    """The topmost kind of organisation that somebody administers on the reader's day."""
    held = Membership.objects.filter(
        role=Role.ADMINISTRATOR,
        user__is_active=True,
        starts__lte=by.day,
        ends__gt=by.day,
        organisation__kind__in=FROM_THE_TOP,
    )
    kinds = set(held.values_list("organisation__kind", flat=True))
    return next((kind for kind in FROM_THE_TOP if kind in kinds), "")
