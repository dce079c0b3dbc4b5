"""A case with a bit of everything that its page may show."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from resilience.cases.actions import hand_over, name_contact, refer, state_support, take
from resilience.cases.models import Case
from tests.cases.conftest import RECEIVED, at
from tests.cases.test_referring import filled
from tests.cases.world import PROGRAMME, practice, reader, user

NOTE = "The partners disagree, and this is for those who decide."
STATEMENT = "They have told us of this since the spring."
GROUP = [
    {"name": "The Dene Surgery", "code": "A81001", "list_size": 8450},
    {"name": "Queens Park Practice", "code": "A81002", "list_size": 4120},
]


def full_case(words: str = "", file_name: str = "plan.txt", **answers: Any) -> Case:
    """Of a group of two, received on 21 December 2018, acknowledged, asked and answered, discussed,
    supported by two bodies; `words` stand wherever somebody wrote something."""
    name_contact(
        by=reader("resilience", RECEIVED.date()),
        programme=PROGRAMME,
        team=practice("Q74"),
        name="Cordelia Stonechat",
        role="Resilience lead",
        email="resilience@cumbria.example.nhs.uk",
        phone="01632 960 145",
    )
    draft = filled(is_group="yes", practices=GROUP, **answers)
    case = refer(by=reader("lead", RECEIVED.date()), draft=draft, at=RECEIVED)
    case.attachments.create(
        name=file_name, kind="txt", size=5400, content=b"Plan", added=RECEIVED, added_by="somebody"
    )
    told = _Told(case, words)
    told.support("officer", "yes", at(2018, 12, 27, 10))
    told.support("commissioner", "unknown", at(2018, 12, 28, 11))
    told.step("resilience", "acknowledge", at(2019, 1, 2, 9), "We have it and ring you on Monday.")
    told.step("resilience", "ask", at(2019, 1, 3, 9), "Until when is your manager away?")
    told.step("regional", "note", at(2019, 1, 3, 15), NOTE)
    told.step("member", "answer", at(2019, 1, 4, 12), "Until the end of March.")
    case.refresh_from_db()
    by = reader("regional", RECEIVED.date())
    seen, when = case.version, at(2019, 1, 4, 15)
    hand_over(by=by, case=case, to=user("resilience"), seen=seen, at=when)
    case.refresh_from_db()
    return case


class _Told:
    def __init__(self, case: Case, words: str) -> None:
        self.case, self.words = case, words

    def step(self, who: str, step: str, when: datetime, text: str) -> None:
        self.case.refresh_from_db()
        take(
            by=reader(who, when.date()),
            case=self.case,
            step=step,
            seen=self.case.version,
            at=when + timedelta(minutes=12),
            text=f"{text} {self.words}",
        )

    def support(self, who: str, supports: str, when: datetime) -> None:
        self.case.refresh_from_db()
        state_support(
            by=reader(who, when.date()),
            case=self.case,
            supports=supports,
            statement=f"{STATEMENT} {self.words}",
            priority="high",
            seen=self.case.version,
            at=when,
        )
