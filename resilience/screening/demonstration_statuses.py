"""Statuses that people of the synthetic demonstration confirmed of invented practices."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from resilience.accounts.demonstration import BOARD, people_of_the_demonstration
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.organisations.models import Organisation
from resilience.programmes.packs import load
from resilience.screening.queries import narrowed
from resilience.screening.sight import Sight
from resilience.screening.snapshots import snapshot_of
from resilience.screening.status import PracticeStatus
from resilience.screening.status_actions import confirm_status

AGO = timedelta(days=100)
SAID = [
    ("red", 30, "We know of it what the figures say, and talk with the partners every week."),
    ("red", -10, "The partners' letter of last month bears the signal out."),
    ("amber", 60, "A locum is found until spring, so we wait a little before we call it red."),
    ("green", 80, "A survey of a few patients made the signal; a visit found all well."),
    ("amber", 14, "The figures are a year old, and two people have left since."),
]
"""What is said, in how many days from today it is looked at again, and why."""


@transaction.atomic
def confirm_some(programme: str, today: date) -> int:
    """The statuses of the practices of a board that are to look at first; how many. None where
    there are some, and where the programme did not run or was not screened."""
    pack, snapshot, day = load(programme), snapshot_of(programme, None), today - AGO
    if PracticeStatus.objects.exists() or snapshot is None or not pack.starts <= day <= pack.ends:
        return 0
    team = next(one for one in people_of_the_demonstration() if one.role == Role.RESILIENCE_LEAD)
    by, at = Reader(team.user, day), datetime.combine(day, time(15, 5), UTC)
    first = [one.code for one in narrowed(Sight(snapshot).practices, BOARD)][: len(SAID)]
    practices = Organisation.objects.in_bulk(first, field_name="code")
    for code, (status, days, reason) in zip(first, SAID, strict=False):
        confirm_status(
            by=by,
            practice=practices[code],
            programme=programme,
            status=status,
            reason=reason,
            review_by=today + timedelta(days=days),
            seen=0,
            at=at,
        )
    return len(first)
