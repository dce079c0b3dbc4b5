"""Cases of the synthetic demonstration: invented practices that ask for help or are found, at every
stage, for the people of the demonstration to go on with."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from resilience.accounts.demonstration import BOARD, PRACTICE, people_of_the_demonstration
from resilience.accounts.roles import Role
from resilience.cases.demonstration.asked import ask
from resilience.cases.demonstration.decided import decide_some
from resilience.cases.demonstration.people import NAMES, lead_of
from resilience.cases.demonstration.story import Story
from resilience.cases.models import Case
from resilience.organisations.models import Organisation
from resilience.organisations.queries import open_practices
from resilience.programmes.packs import load

__all__ = ["ask_for_help"]

BEGINS = timedelta(days=60)
"""For so long before today the story begins."""


@transaction.atomic
def ask_for_help(programme: str, today: date) -> int:
    """Cases of the last weeks in a programme that runs; how many. None where there are some, or
    where it did not run all the while."""
    pack = load(programme)
    if Case.objects.exists() or not pack.starts + BEGINS <= today <= pack.ends:
        return 0
    people = {Role(held.role): held.user for held in people_of_the_demonstration()}
    others = [one for one in open_practices(today, area=BOARD) if one.code != PRACTICE]
    codes = [one.code for one in others[: len(NAMES)]]
    practices = list(Organisation.objects.filter(code__in=codes).order_by("code"))
    leads = [lead_of(one, name) for one, name in zip(practices, NAMES, strict=True)]
    story = Story(pack, today, people, list(zip(practices, leads, strict=True)))
    ask(story)
    decide_some(story)
    return Case.objects.count()
