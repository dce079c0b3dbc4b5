"""A case on its way to a decision: received, acknowledged, assessed, placed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from resilience.cases.actions import decide, take
from resilience.cases.models import Case, Decision
from tests.cases.conftest import at
from tests.cases.placed import placed
from tests.cases.world import reader

NOW = at(2019, 1, 7, 9)
DAY = NOW.date()
REASONS = "You lose two partners, and help now keeps the practice open."


def step(case: Case, name: str, by: str = "resilience", text: str = "", when: datetime = NOW):
    case.refresh_from_db()
    take(by=reader(by, when.date()), case=case, step=name, seen=case.version, at=when, text=text)
    case.refresh_from_db()
    return case


def assessed(case: Case, scope: int = 4, impact: int = 4, **other: Any) -> Case:
    """Placed by the regional lead, and not of the sample that two people assess."""
    step(case, "acknowledge")
    step(case, "assess")
    placed(case, scope, impact, by=reader("regional", DAY), at=NOW, **other)
    case.refresh_from_db()
    return case


def decided(
    case: Case, outcome: str = "not_prioritise", by: str = "resilience", **other: Any
) -> Decision:
    case.refresh_from_db()
    told = {"reasons": REASONS, "at": NOW + timedelta(hours=1), "seen": case.version} | other
    made = decide(by=reader(by, told["at"].date()), case=case, outcome=outcome, **told)
    case.refresh_from_db()
    return made
