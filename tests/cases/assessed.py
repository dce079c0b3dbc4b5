"""Cases under assessment, and what people say who place them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from resilience.accounts.models import NamedReader
from resilience.cases.actions import place, place_second, settle, take
from resilience.cases.models import Case, Placement
from resilience.programmes.local import in_force
from resilience.screening.intelligence import Intelligence
from resilience.screening.intelligence_actions import enter_intelligence
from tests.cases.conftest import RECEIVED, at
from tests.cases.world import LONG_AGO, practice, reader, user

MONDAY = at(2019, 1, 7, 9)
JUSTIFICATION = (
    "Two of three partners leave within the year, and nobody answered the advertisement."
)
SAID = {
    "scope": 4,
    "impact": 3,
    "criteria": ["GC8", "GC6"],
    "justification": JUSTIFICATION,
}


def under_assessment(case: Case, by: str = "resilience") -> Case:
    """Acknowledged, and taken into assessment, on the second day of January."""
    for place_, step in enumerate(("acknowledge", "assess")):
        case.refresh_from_db()
        when = max(RECEIVED, at(2019, 1, 2, 9)) + timedelta(minutes=place_)
        taker = reader(by, when.date())
        text = "We have it." if step == "acknowledge" else ""
        take(by=taker, case=case, step=step, seen=case.version, at=when, text=text)
    case.refresh_from_db()
    return case


def first(case: Case, by: str = "resilience", when: datetime = MONDAY, **other: Any) -> Placement:
    return _act(place, case, by, when, other)


def second(case: Case, by: str = "regional", when: datetime = MONDAY, **other: Any) -> Placement:
    return _act(place_second, case, by, when, other)


def settled(case: Case, by: str = "regional", when: datetime = MONDAY, **other: Any) -> Placement:
    return _act(settle, case, by, when, other)


def _act(act: Any, case: Case, by: str, when: datetime, other: dict[str, Any]) -> Placement:
    case.refresh_from_db()
    told = {"seen": case.version, **SAID, **other}
    made: Placement = act(by=reader(by, when.date()), case=case, at=when, **told)
    case.refresh_from_db()
    return made


def known(
    criterion: str,
    says: str = "met",
    *,
    by: str = "resilience",
    day: datetime = MONDAY,
    **told: Any,
) -> Intelligence:
    """Somebody enters what they know of the practice that asks."""
    return enter_intelligence(
        by=reader(by, day.date()),
        practice=practice(),
        pack=in_force("gprp-2018-19"),
        criterion=criterion,
        about=day.date(),
        source="a visit",
        **{"says": says, "tier": "deliberation", "note": "We saw it ourselves.", **told},
    )


def named(name: str, subject: str) -> None:
    """Somebody is named to read what is restricted about a subject."""
    NamedReader.objects.create(
        user=user(name), organisation=practice("Q74"), subject=subject, starts=LONG_AGO
    )
