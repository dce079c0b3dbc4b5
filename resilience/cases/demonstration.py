"""Cases of the synthetic demonstration: invented practices that ask for help or are found, at every
stage, for the people of the demonstration to go on with."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from resilience.accounts.demonstration import BOARD, PRACTICE, people_of_the_demonstration
from resilience.accounts.models import Membership, User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.cases.actions import (
    begin_draft,
    flag,
    name_contact,
    raise_concern,
    refer,
    save_part,
    state_support,
    take,
)
from resilience.cases.models import Case
from resilience.organisations.models import Organisation
from resilience.organisations.queries import open_practices
from resilience.programmes.packs import load

DOMAIN = "practice.example"
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
NAMES = [
    *("Dr Isolde Fenwick", "Rufus Hartgrove", "Dr Emeline Stourbridge"),
    *("Jasper Kettlewell", "Dr Oswin Blackthorn", "Philippa Merriweather"),
    *("Dr Leopold Ashdown", "Winifred Copperfield"),
]


@transaction.atomic
def ask_for_help(programme: str, today: date) -> int:
    """Cases of the last weeks in a programme that runs; how many. None where there are some, or
    where it does not run on the day."""
    pack = load(programme)
    if Case.objects.exists() or not pack.starts + timedelta(days=40) <= today <= pack.ends:
        return 0
    people = {Role(held.role): held.user for held in people_of_the_demonstration()}
    others = [one for one in open_practices(today, area=BOARD) if one.code != PRACTICE]
    practices = list(Organisation.objects.filter(code__in=[one.code for one in others[:8]]))
    leads = [_lead(one, name) for one, name in zip(practices, NAMES, strict=True)]
    told = _Told(programme, today, people, list(zip(practices, leads, strict=True)))
    told.all_of_it()
    return Case.objects.count()


class _Told:
    """The story, from the earliest day on."""

    def __init__(
        self,
        programme: str,
        today: date,
        people: dict[Role, User],
        practices: list[tuple[Organisation, User]],
    ) -> None:
        self.programme, self.today = programme, today
        self.people, self.practices = people, practices

    def all_of_it(self) -> None:
        board = Organisation.objects.get(code=BOARD)
        name_contact(
            by=self._reader(Role.RESILIENCE_LEAD, 40),
            programme=self.programme,
            team=board,
            name="Cordelia Stonechat",
            role="Resilience lead",
            email="resilience@board.example",
            phone="01632 960 145",
        )
        done = self._referral(0, 35)
        self._step(done, "acknowledge", 30, "Thank you. We look at it this week.")
        self._step(done, "assess", 29)
        self._step(done, "tell", 24, "We will pay for somebody to plan with you for ten days.")
        self._support(done, 32, "yes", "They have told us of this since the spring.")
        answered = self._referral(1, 13)
        self._step(answered, "acknowledge", 9, "We have your request and will ring on Monday.")
        self._step(answered, "ask", 7, "Until when is your manager away, and who signs claims?")
        self._referral(2, 16)  # nobody has answered, and the answer is late
        self._referral(3, 2, group=[4])
        declined = self._found(5, 30)
        self._step(declined, "offer", 28, "We can pay for a look at how you use your sessions.")
        self._of_practice(5, declined, "decline", 20, "Thank you. We would rather wait.")
        self._found(6, 3)
        raise_concern(
            by=self._reader(Role.LMC_OFFICER, 1),
            practice=self.practices[7][0],
            programme=self.programme,
            why="Two partners have told us that they will give notice together.",
            at=self._at(1),
        )
        offered = flag(
            by=self._reader(Role.RESILIENCE_LEAD, 5),
            practices=[Organisation.objects.get(code=PRACTICE)],
            programme=self.programme,
            route=Case.Route.LIST_FOR_REVIEW,
            why="On the list for review since the last screen.",
            at=self._at(5),
        )
        self._step(offered, "offer", 4, "You might use help with recruiting. Shall we talk?")

    def _referral(self, number: int, ago: int, group: list[int] | None = None) -> Case:
        practice, lead = self.practices[number]
        by, at = Reader(lead, self._day(ago)), self._at(ago)
        draft = begin_draft(
            by=by, practice=practice, programme=self.programme, form="referral", at=at
        )
        answers = self._answers(number, draft.answers, group or [])
        for part in load(self.programme).form("referral").parts:
            own = {one.id: answers[one.id] for one in part.questions if one.id in answers}
            draft = save_part(by=by, draft=draft, part=part.id, answers=own, seen=0, at=at)
        return refer(by=by, draft=draft, at=at)

    def _answers(self, number: int, known: dict[str, Any], group: list[int]) -> dict[str, Any]:
        lead = self.practices[number][1]
        pack = load(self.programme)
        yes_or_no = {
            one.id: "no" for one in pack.form("referral").questions if one.kind == "yes_no"
        }
        rows = [
            {"name": one.name, "code": one.code, "list_size": 5000 + 700 * place}
            for place, one in enumerate(self.practices[n][0] for n in (number, *group))
        ]
        asked = {"is_group": "yes", "practices": rows} if group else {"is_group": "no"}
        offered = [one.id for one in pack.menu if "referral" in one.offered]
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
            "categories": offered[number : number + 2],
            "issues": ISSUES[number],
            "support_needed": NEEDED[number],
        }

    def _found(self, number: int, ago: int) -> Case:
        return flag(
            by=self._reader(Role.RESILIENCE_LEAD, ago),
            practices=[self.practices[number][0]],
            programme=self.programme,
            route=Case.Route.LIST_FOR_REVIEW,
            why="Three criteria are met in the last screen, one of them newly.",
            at=self._at(ago),
        )

    def _step(self, case: Case, step: str, ago: int, text: str = "") -> None:
        self._take(self.people[Role.RESILIENCE_LEAD], case, step, ago, text)

    def _of_practice(self, number: int, case: Case, step: str, ago: int, text: str) -> None:
        self._take(self.practices[number][1], case, step, ago, text)

    def _take(self, user: User, case: Case, step: str, ago: int, text: str) -> None:
        case.refresh_from_db()
        by = Reader(user, self._day(ago))
        take(by=by, case=case, step=step, seen=case.version, at=self._at(ago), text=text)

    def _support(self, case: Case, ago: int, supports: str, statement: str) -> None:
        case.refresh_from_db()
        state_support(
            by=self._reader(Role.COMMISSIONER, ago),
            case=case,
            supports=supports,
            statement=statement,
            priority="",
            seen=case.version,
            at=self._at(ago),
        )

    def _reader(self, role: Role, ago: int) -> Reader:
        return Reader(self.people[role], self._day(ago))

    def _day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def _at(self, ago: int) -> datetime:
        return datetime.combine(self._day(ago), time(10, 20), UTC)


def _lead(practice: Organisation, name: str) -> User:
    """Somebody who answered for a practice and cannot sign in."""
    address = f"{practice.code.lower()}@{DOMAIN}"
    user = User.objects.create_user(address, None, name=name)
    Membership.objects.create(
        user=user, organisation=practice, role=Role.PRACTICE_LEAD, starts=date(2018, 4, 1)
    )
    return user
