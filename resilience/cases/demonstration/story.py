"""What the people of the demonstration do, each on a day so many days ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.cases.actions import begin_draft, decide, refer, save_part, state_support, take
from resilience.cases.models import Case
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack

ISSUES = [
    "Two of three partners retire within the year, and nobody has answered our advertisements. "
    "Locums cover five sessions a week at a cost that we cannot carry beyond the autumn.",
    "Our manager is on long leave and the deputy has left. Rotas, claims and complaints are late, "
    "and partners spend their evenings on them.",
    "The list grew by a tenth in a year, as a neighbouring surgery closed. Patients wait three "
    "weeks, and the telephone queue is full by nine.",
    "The building needs repair that our landlord will not pay for, and two rooms cannot be used.",
]
NEEDED = [
    "Somebody to plan with us how the practice is run with fewer partners, and help to recruit.",
    "An experienced manager for three months, who also shows a successor the work.",
    "A look at demand and at how we answer it, by somebody who has done it elsewhere.",
    "Advice on the lease, and a plan for the rooms that we have.",
]


@dataclass(frozen=True)
class Story:
    """A programme, the day on which the story is told, the people by their role, and practices with
    who answers for them, by number."""

    pack: Pack
    today: date
    people: dict[Role, User]
    practices: list[tuple[Organisation, User]]

    def referral(self, number: int, ago: int, group: list[int] | None = None) -> Case:
        practice, lead = self.practices[number]
        by, at, form = Reader(lead, self._day(ago)), self.at(ago), self.pack.form("referral")
        draft = begin_draft(by=by, practice=practice, programme=self.pack.id, form=form.id, at=at)
        answers = self._answers(number, draft.answers, group or [])
        for part in form.parts:
            own = {one.id: answers[one.id] for one in part.questions if one.id in answers}
            draft = save_part(by=by, draft=draft, part=part.id, answers=own, seen=0, at=at)
        return refer(by=by, draft=draft, at=at)

    def step(self, case: Case, step: str, ago: int, text: str = "") -> None:
        self._take(self.people[Role.RESILIENCE_LEAD], case, step, ago, text)

    def of_practice(self, number: int, case: Case, step: str, ago: int, text: str) -> None:
        self._take(self.practices[number][1], case, step, ago, text)

    def support(self, case: Case, ago: int, supports: str, statement: str) -> None:
        case.refresh_from_db()
        state_support(
            by=self.reader(Role.COMMISSIONER, ago),
            case=case,
            supports=supports,
            statement=statement,
            priority="",
            seen=case.version,
            at=self.at(ago),
        )

    def decide(
        self, role: Role, case: Case, ago: int, outcome: str, reasons: str, *categories: str
    ) -> None:
        case.refresh_from_db()
        decide(
            by=self.reader(role, ago),
            case=case,
            seen=case.version,
            at=self.at(ago),
            outcome=outcome,
            reasons=reasons,
            categories=categories,
        )

    def reader(self, role: Role, ago: int) -> Reader:
        return Reader(self.people[role], self._day(ago))

    def at(self, ago: int) -> datetime:
        return datetime.combine(self._day(ago), time(10, 20), UTC)

    def _day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def _take(self, user: User, case: Case, step: str, ago: int, text: str) -> None:
        case.refresh_from_db()
        by = Reader(user, self._day(ago))
        take(by=by, case=case, step=step, seen=case.version, at=self.at(ago), text=text)

    def _answers(self, number: int, known: dict[str, Any], group: list[int]) -> dict[str, Any]:
        lead, kind = self.practices[number][1], number % len(ISSUES)
        questions = self.pack.form("referral").questions
        yes_or_no = {one.id: "no" for one in questions if one.kind == "yes_no"}
        rows = [
            {"name": one.name, "code": one.code, "list_size": 5000 + 700 * place}
            for place, one in enumerate(self.practices[n][0] for n in (number, *group))
        ]
        asked = {"is_group": "yes", "practices": rows} if group else {"is_group": "no"}
        offered = [one.id for one in self.pack.menu if "referral" in one.offered]
        return {
            "commissioner": "the board",
            "commissioner_supports": "unknown",
            "list_size": 6000,
            **yes_or_no,
            **known,
            **asked,
            "practice_lead_name": lead.name,
            "practice_lead_email": lead.email,
            "practice_lead_telephone": f"01632 960 1{number:02}",
            "categories": offered[kind : kind + 2],
            "issues": ISSUES[kind],
            "support_needed": NEEDED[kind],
        }
