"""Lists that a team looks at again soon, as the programme asks every few months (G8.11, P3)."""

from __future__ import annotations

from datetime import date, timedelta

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.cases.prioritising.footprint import Footprint
from resilience.cases.prioritising.reviewing import next_review
from resilience.cases.states import OPEN
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force
from resilience.programmes.packs import available
from resilience.programmes.schema import Pack

SOON = timedelta(days=14)
ON_THE_LIST = (*OPEN, "not_prioritised")


def reviews_due(reader: Reader) -> list[tuple[Pack, Organisation, date]]:
    """The lists over which somebody decides, with placed cases on them, to be looked at within two
    weeks or late, the first due first. How many queries follows from programmes and teams."""
    teams = list(reader.may_at(Right.DECIDE).order_by("name", "code"))
    found = []
    for pack in map(in_force, available()) if teams else ():
        for team in teams if pack.matrix and pack.deciding else ():
            listed = Footprint(team, reader, pack).cases.filter(
                state__in=ON_THE_LIST, placement__isnull=False
            )
            if listed.exists():
                found.append((pack, team, next_review(team, pack.id, reader.day)))
    return sorted((one for one in found if one[2] <= reader.day + SOON), key=lambda one: one[2])
