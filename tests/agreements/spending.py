"""A business case at any stage, and what the tests of helping share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from resilience.accounts.models import Membership
from resilience.agreements.actions.business_cases import (
    begin_business_case,
    change_business_case,
    submit_business_case,
)
from resilience.agreements.models import BusinessCase, ExitReview, Plan
from resilience.cases.models import Case
from resilience.organisations.models import Kind, Organisation
from tests.agreements.world import DAY, NOW, planned
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


@pytest.fixture
def rated(case: Case) -> Callable[..., None]:
    """So many practices rated help like that of the case, each its own."""
    plan = planned(case)

    def make(*ratings: int) -> None:
        for place, rating in enumerate(ratings):
            code, name = f"Z9{place:04}", f"Practice {place}"
            practice = Organisation.objects.create(code=code, kind=Kind.PRACTICE, name=name)
            reviewed(plan, practice, rating, f"R-{place}")

    return make


def reviewed(
    plan: Plan, practice: Organisation, rating: int | None, reference: str, when: datetime = NOW
) -> None:
    """The same plan once more, for another practice, and its exit review."""
    helps = list(plan.helps.all())
    case = Case.objects.get(pk=plan.case_id)
    case.pk, case.reference, case.organisation = None, reference, practice
    case.save(force_insert=True)
    again = Plan.objects.get(pk=plan.pk)
    again.pk, again.case, again.organisation = None, case, practice
    again.save(force_insert=True)
    for one in helps:
        one.pk, one.plan = None, again
        one.save(force_insert=True)
    told = {"at": when, "by": "somebody", "outcome": "close", "reason": "Done."}
    ExitReview.objects.create(case=case, plan=again, rating=rating, **told)
