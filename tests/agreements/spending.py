"""A business case at any stage, and what the tests of helping share."""

from __future__ import annotations

from typing import Any

from resilience.accounts.models import Membership
from resilience.agreements.actions.business_cases import (
    begin_business_case,
    change_business_case,
    submit_business_case,
)
from resilience.agreements.models import BusinessCase
from resilience.cases.models import Case
from resilience.organisations.models import Organisation
from tests.agreements.world import DAY, NOW
from tests.cases.world import LONG_AGO, reader, user

TEXTS = {
    "title": "Find two salaried GPs",
    "need": "Two posts are empty.",
    "options": "1. Do nothing.\n2. A recruiter. We prefer this.",
    "benefits": "20 sessions a week from June.",
    "why_this_way": "Three suppliers do this.",
}
NONE_OF_IT = {"it_purchase": False, "salaries": False}


def drafted(case: Case, by: str = "resilience", category: str = "workforce") -> BusinessCase:
    return begin_business_case(by=reader(by, DAY), case=case, category=category, at=NOW)


def written(case: Case, by: str = "resilience", cost: int = 8_000_00, **other: Any) -> BusinessCase:
    one = drafted(case, by)
    told = {"texts": TEXTS, "cost": cost, "buying": "quotes", "supplier": None} | other
    return change_business_case(by=reader(by, DAY), business_case=one, seen=one.version, **told)


def put_forward(case: Case, by: str = "resilience", cost: int = 8_000_00) -> BusinessCase:
    one = written(case, by, cost)
    who, seen = reader(by, DAY), one.version
    return submit_business_case(by=who, business_case=one, seen=seen, paid_for=NONE_OF_IT, at=NOW)


def held_too(name: str, role: str, code: str) -> None:
    """Somebody of the world holds another role."""
    at = Organisation.objects.get(code=code)
    Membership.objects.create(user=user(name), organisation=at, role=role, starts=LONG_AGO)
