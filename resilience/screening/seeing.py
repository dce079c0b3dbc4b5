"""Who else can see a page of this room, for its readers to know."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from resilience.accounts.seers import Seers, who_reads, who_sees
from resilience.accounts.tiers import Subject, Tier
from resilience.organisations.models import Organisation
from resilience.screening.intelligence import Intelligence

Groups = list[tuple[str, list[Seers]]]
"""What is seen, and by whom."""


def who_sees_practice(practice: Organisation, known: Iterable[Intelligence], day: date) -> Groups:
    """Of a practice's page and, apart, of what on it is for fewer eyes."""
    groups = [("This page is seen by", who_sees(practice, Tier.COMMISSIONER, day))]
    closer = {(one.tier, one.subject) for one in known if one.tier != Tier.COMMISSIONER}
    for tier, subject in sorted(closer):
        if tier == Tier.RESTRICTED:
            about = Subject(subject)
            told = f"What is restricted on it, about {about.label}, is read only by"
            groups.append((told, who_reads(practice, about, day)))
        else:
            told = "What is noted on it for those who decide is read only by"
            groups.append((told, who_sees(practice, Tier(tier), day)))
    return groups


def who_sees_area(code: str, day: date) -> Groups:
    """Of an area's pages: all of it. Others see of its lists what is within their reach."""
    area = Organisation.objects.filter(code=code).first()
    return [("All of this page is seen by", who_sees(area, Tier.COUNTS, day))] if area else []
