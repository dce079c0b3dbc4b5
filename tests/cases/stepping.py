"""A case at its steps: when they are taken, and what people are told of them."""

from __future__ import annotations

from resilience.cases.actions import take
from resilience.cases.models import Case
from resilience.notices.models import Notice
from tests.cases.conftest import at
from tests.cases.world import reader, user

LATER = at(2019, 1, 9, 17, 0)
DAY = LATER.date()


def told(name: str) -> list[str]:
    return [one.subject for one in Notice.objects.filter(user=user(name))]


def acknowledged(case: Case) -> Case:
    take(by=reader("resilience", DAY), case=case, step="acknowledge", seen=1, at=LATER)
    case.refresh_from_db()
    return case
