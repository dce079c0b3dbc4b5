"""To which team and area a case study belongs: those of its practice when its case began (E17)."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from resilience.accounts.rules import Refused
from resilience.agreements.timing.areas import places
from resilience.cases.models import Case
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.returns.figures.areas import areas


def team_and_area(case: Case, pack: Pack, day: date) -> tuple[Organisation, Organisation]:
    """The team that holds the money and the area that reports. Raises Refused where the practice
    was in none."""
    holder = pack.funding.holder if pack.funding else ""
    begun = timezone.localdate(case.begun)
    spans = places({case.organisation_id}, [holder]).get(case.organisation_id, [])
    codes = [code for _, code, _, starts, ends in spans if starts <= begun < ends]
    for area in areas(pack, day):
        for team in area.teams:
            if team.code in codes and area.pk:
                both = Organisation.objects.in_bulk([team.pk, area.pk])
                return both[team.pk], both[area.pk]
    raise Refused("The practice is in no area that gives case studies.")
