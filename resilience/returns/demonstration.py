"""Returns of the synthetic demonstration: a delivery plan, the latest data return, a question about
it, a case study that is being written, and open figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from resilience.accounts.demonstration import people_of_the_demonstration
from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.cases.models import Case
from resilience.funding.years import Year
from resilience.organisations.models import Kind
from resilience.programmes.local import in_force
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Returns
from resilience.returns.collecting.asking import ask as ask_about
from resilience.returns.deadlines import moment
from resilience.returns.filing.acts import send, write
from resilience.returns.filing.content import content_of
from resilience.returns.filing.opening import open_collection
from resilience.returns.models import Return
from resilience.returns.plans.addressed import At
from resilience.returns.plans.addressed import at as team_in
from resilience.returns.plans.assuring import assure
from resilience.returns.plans.reaching import reached
from resilience.returns.plans.telling import tell_practices
from resilience.returns.plans.writing import partners_of, write_plan
from resilience.returns.published.freezing import publish_months
from resilience.returns.studies.acts.planning import Meant, ask, plan
from resilience.returns.studies.acts.writing import write as write_part

WORDS = {
    "progress": "Two practices asked for help since summer, and a first memorandum is in force.",
    "risks": "Recruiters are slow to find GPs here. The board has asked a second one.",
}
STUDY = {
    "title": "Two posts filled after a year without applicants",
    "summary": "A practice that had lost two partners found salaried GPs with a recruiter's help.",
    "situation": "Two of five partners had left, and nobody had answered the advertisements.",
    "done": "A recruiter rewrote the advertisements and made the posts part of a training scheme.",
}
IN_TIME = timedelta(minutes=48)


@dataclass(frozen=True)
class Told:
    """Who does what so many days ago."""

    today: date
    people: dict[Role, User]

    def day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def do(self, act: Callable[..., Any], role: Role, ago: int, /, **told: Any) -> Any:
        """An act on some day, in the morning."""
        at = datetime.combine(self.day(ago), time(9, 40), UTC)
        return act(by=Reader(self.people[role], self.day(ago)), at=at, **told)


@transaction.atomic
def report_some(programme: str, today: date) -> int:
    """A delivery plan, the latest data return and the beginning of a case study for the board whose
    practice is helped; how many returns there are. None where there are some, or nobody is
    helped."""
    pack = in_force(programme)
    helped = Case.objects.filter(programme=programme, state="supported").order_by("begun").first()
    if Return.objects.exists() or helped is None or helped.team is None or pack.returns is None:
        return 0
    people = {Role(held.role): held.user for held in people_of_the_demonstration()}
    told = Told(today, people)
    _planned(told, team_in(helped.team, pack, Year.of(today), today))
    _reported(told, pack, pack.returns, helped)
    _study(told, pack, pack.returns, helped)
    publish_months(datetime.combine(today, time(9), UTC))
    return Return.objects.count()


def _planned(told: Told, of: At) -> None:
    """The plan of the team, of which its practices were told, and which its region assured."""
    day = told.day
    with_whom = [one.code for one in partners_of(of.organisation, of.pack, day(40))]
    told.do(
        write_plan,
        Role.RESILIENCE_LEAD,
        40,
        of=of,
        seen=0,
        agreed=day(42),
        agreed_with=with_whom,
        partners="The training hub was asked too.",
        summary="Help goes first to practices that lost partners, then to groups that plan to "
        "share staff.",
        shares="A third goes on to practices already supported, the rest to new ones.",
        deadlines=[("Ask for help in this round", day(-20)), ("Agree your plan", day(-60))],
    )
    version = of.organisation.delivery_plans.latest("number")
    mark = reached(of, version, day(39)).mark
    if reached(of, version, day(39)).now:
        told.do(tell_practices, Role.RESILIENCE_LEAD, 39, of=of, seen=mark, text="")
    told.do(
        assure,
        Role.REGIONAL_LEAD,
        30,
        of=of,
        seen=1,
        finding="assured",
        why="Partners were heard, and the days can be kept.",
        actions=[],
    )


def _reported(told: Told, pack: Pack, returns: Returns, helped: Case) -> None:
    """Every return that has opened; the latest that was due was sent in time, and asked about."""
    now = datetime.combine(told.today, time(9), UTC)
    for collection in returns.collections:
        open_collection(pack, collection, now)
    due = [one for one in returns.collections if moment(one) < now]
    of = Return.objects.filter(collection=due[-1].id, area=helped.team).first() if due else None
    if of is None:
        return
    at = moment(due[-1]) - IN_TIME
    by = Reader(told.people[Role.RESILIENCE_LEAD], timezone.localdate(at))
    needed = {one.id for one in returns.questions}
    words = {name: text for name, text in WORDS.items() if name in needed}
    of = write(by=by, of=of, seen=of.version, at=at, words=words)
    shown = content_of(of, pack, due[-1], timezone.localdate(at)).sha256
    send(by=by, of=of, seen=of.version, at=at, signed=f"{by.user.name}, lead", shown=shown)  # type: ignore[union-attr]
    of.refresh_from_db()
    told.do(
        ask_about,
        Role.NATIONAL_TEAM,
        2,
        of=of,
        seen=of.version,
        about="Funding committed",
        text="Nothing was committed by the day of the return. By when do you expect the first "
        "commitment?",
    )


def _study(told: Told, pack: Pack, returns: Returns, helped: Case) -> None:
    """A case study of the practice that is helped: asked for, and begun."""
    asks = returns.case_studies
    if asks is None or helped.organisation.kind != Kind.PRACTICE:
        return
    meant = Meant("workforce", ["GC5"], returns.waves[-1].collection)
    study = told.do(plan, Role.RESILIENCE_LEAD, 8, case=helped, pack=pack, meant=meant)
    told.do(
        ask,
        Role.RESILIENCE_LEAD,
        7,
        study=study,
        seen=study.version,
        due=told.day(-asks.ask_days),
    )
    for part, text in STUDY.items():
        study.refresh_from_db()
        told.do(
            write_part,
            Role.RESILIENCE_LEAD,
            6,
            study=study,
            asks=asks,
            seen=study.version,
            part=part,
            text=text,
        )
