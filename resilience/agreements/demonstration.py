"""Agreements of the synthetic demonstration: four practices that were promised help, each a step
further on the way to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from resilience.accounts.demonstration import people_of_the_demonstration
from resilience.accounts.holders import holders
from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right, Role
from resilience.agreements.actions.delivered import add_deliverable, say_delivered
from resilience.agreements.actions.following import add_action, note_visit
from resilience.agreements.actions.plan_parts import (
    remove_row,
    write_lead,
    write_row,
    write_words,
)
from resilience.agreements.actions.planning import (
    agree_plan,
    approve_plan,
    begin_plan,
    latest_version,
    propose_plan,
)
from resilience.agreements.actions.signing import issue_memorandum, sign
from resilience.agreements.models import Help, Lead, Memorandum, Plan, plan_of
from resilience.cases.models import Case
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.packs import load
from resilience.programmes.schema import Pack

TEAM, REGION = Role.RESILIENCE_LEAD, Role.REGIONAL_LEAD
OBJECTIVES = {
    "workforce": (
        "Two salaried GPs work at the practice.",
        "Sessions of GPs a week",
        "12 sessions",
        "20 sessions",
        "Two candidates have asked for the particulars.",
    ),
    "practice_management": (
        "A manager of its own runs the practice again.",
        "Weeks with a manager in post",
        "None since the summer",
        "Every week from spring",
        "The deputy wants the post, and an experienced manager teaches her.",
    ),
    "diagnostic": (
        "Patients wait less long for an appointment that is not urgent.",
        "Working days to the third free appointment",
        "15 days",
        "7 days",
        "Practices like it came to a week after the same look at demand.",
    ),
}
"""By kind of help: what is to be reached, measured by, from, to, and why that can be done."""


@dataclass(frozen=True)
class Helped:
    """A case of the story, and who does what about it on a day so many days ago."""

    case: Case
    pack: Pack
    today: date
    people: dict[Role, User]
    supplier: Organisation

    def by(self, role: Role | None, ago: int) -> Reader:
        """Somebody in a role; without one, who answers for the practice."""
        day = self.today - timedelta(days=ago)
        if role:
            return Reader(self.people[role], day)
        (lead, *_), *_ = holders(Right.REFER, self.case.organisation, day).values()
        return Reader(lead, day)

    def do(self, act: Callable[..., Any], role: Role | None, ago: int, /, **told: Any) -> Any:
        """An act on the case as it stands."""
        self.case.refresh_from_db()
        at = datetime.combine(self.today - timedelta(days=ago), time(14, 5), UTC)
        return act(by=self.by(role, ago), case=self.case, seen=self.case.version, at=at, **told)

    def write(self, act: Callable[..., Any], ago: int, **told: Any) -> Any:
        """A change of the plan as it stands."""
        plan = self.plan
        return act(by=self.by(TEAM, ago), plan=plan, seen=plan.version, **told)

    @property
    def plan(self) -> Plan:
        plan = plan_of(self.case)
        assert plan  # noqa: S101 (it was begun)
        return plan

    def on(self, days: int) -> date:
        """So many days from today."""
        return self.today + timedelta(days=days)


@transaction.atomic
def help_some(programme: str, today: date) -> int:
    """Plans and agreements for practices that were promised help; how many. None where there are
    some, or where nobody was promised any."""
    pack = load(programme)
    promised = Case.objects.filter(programme=programme, state="help_decided").order_by("since")
    people = {Role(held.role): held.user for held in people_of_the_demonstration()}
    supplier = Organisation.objects.filter(kind=Kind.SUPPLIER).order_by("pk").first()
    if Plan.objects.exists() or supplier is None or pack.planning is None:
        return 0
    stories = (_in_force, _half_signed, _with_the_practice, _being_written)
    found = zip(stories, promised[: len(stories)], strict=False)
    return sum(story(Helped(case, pack, today, people, supplier)) for story, case in found)


def _in_force(one: Helped) -> int:
    """Signed by both three weeks ago; a recruiter is at work, and the first report is due."""
    _approved(one, 40, "workforce")
    _signed(one, 33, 30)
    one.do(
        note_visit,
        TEAM,
        26,
        on=one.on(-26),
        kind="visit",
        side="body",
        about="We went through the plan with both partners, and the recruiter began.",
    )
    given = Help.objects.get(plan=one.plan)
    what = "Advertisements for both posts"
    made = one.do(add_deliverable, TEAM, 26, given=given, what=what, due=one.on(-14))
    at = datetime.combine(one.on(-15), time(14, 5), UTC)
    say_delivered(by=one.by(Role.SUPPLIER, 15), deliverable=made, on=one.on(-15), at=at)
    what = "Candidates to be interviewed"
    one.do(add_deliverable, TEAM, 14, given=given, what=what, due=one.on(10))
    what = "Agree the days on which interviews are held"
    one.do(add_action, TEAM, 14, what=what, side="practice", due=one.on(7))
    return 1


def _half_signed(one: Helped) -> int:
    """The practice has signed, and the region has not yet."""
    _approved(one, 38, "practice_management")
    one.do(issue_memorandum, TEAM, 6)
    _sign(one, None, 2, "Partner")
    return 1


def _with_the_practice(one: Helped) -> int:
    _written(one, 30, "diagnostic")
    one.do(propose_plan, TEAM, 5)
    return 1


def _being_written(one: Helped) -> int:
    one.do(begin_plan, TEAM, 12, strategic=one.people[REGION])
    return 1


def _approved(one: Helped, ago: int, kind: str) -> None:
    _written(one, ago, kind)
    one.do(propose_plan, TEAM, ago - 3)
    version = latest_version(one.case)
    sha256 = version.sha256 if version else ""
    one.do(agree_plan, None, ago - 4, sha256=sha256)
    one.do(approve_plan, REGION, ago - 5, sha256=sha256)


def _signed(one: Helped, issued: int, signed: int) -> None:
    one.do(issue_memorandum, TEAM, issued)
    _sign(one, None, signed + 1, "Partner")
    _sign(one, REGION, signed, "Director of primary care")


def _sign(one: Helped, role: Role | None, ago: int, as_: str) -> None:
    memorandum = Memorandum.objects.filter(case=one.case).latest("number")
    one.do(sign, role, ago, shown=memorandum.pdf_sha256, role=as_, confirmed=True)


def _written(one: Helped, ago: int, kind: str) -> None:
    """A plan with all that it needs."""
    one.do(begin_plan, TEAM, ago, strategic=one.people[REGION])
    for place, part in enumerate(Lead.Part):
        told = {
            "role": "Lead",
            "address": "1 Larch Walk, Ottershire",
            "phone": f"01632 960 20{place}",
        }
        one.write(write_lead, ago, part=part, said=told)
    what, measure, baseline, target, why = OBJECTIVES[kind]
    planning = one.pack.planning
    assert planning  # noqa: S101 (looked at before)
    objective = one.write(
        write_row,
        ago,
        kind="objectives",
        number=None,
        said={
            "category": planning.categories[0].id,
            "criterion": "",
            "what": what,
            "measure": measure,
            "indicator": "",
            "baseline": baseline,
            "target": target,
            "achievable": why,
            "due": one.on(110),
            "side": "practice",
            "owner": "Practice manager",
        },
    )
    milestone = {"title": "The first month is looked at together", "due": one.on(20)}
    milestone |= {"side": "body", "objective": objective}
    one.write(write_row, ago, kind="milestones", number=None, said=milestone)
    _help(one, ago, kind)
    for days in (5, 65):
        row = {"what": "How the objectives stand", "due": one.on(days)}
        one.write(write_row, ago, kind="reports", number=None, said=row)
    goes_with = "It joins the shared sessions of the neighbourhood, as the local strategy has it."
    one.write(write_words, ago, part="strategy", said={"local_strategy": goes_with})
    ends = {
        "exit_strategy": "From summer the practice pays for the posts itself, out of its income.",
        "money_ends": min(one.on(100), one.pack.ends),
        "ends": one.on(120),
    }
    one.write(write_words, ago, part="exit", said=ends)


def _help(one: Helped, ago: int, kind: str) -> None:
    """The first kind that was decided on, by a supplier; what else was offered is not wanted."""
    planning = one.pack.planning
    assert planning  # noqa: S101 (looked at before)
    by_supplier = next(route.id for route in planning.routes if route.by_supplier)
    for other in list(Help.objects.filter(plan=one.plan).exclude(category=kind)):
        one.write(remove_row, ago, kind="help", number=other.number)
    row = Help.objects.filter(plan=one.plan, category=kind).first()
    said = {
        "category": kind,
        "route": by_supplier,
        "supplier": one.supplier,
        "sender": None,
        "sender_capacity": "",
        "description": "Somebody experienced works with the practice two days a week.",
        "body_contribution": "Pays the supplier.",
        "practice_contribution": "A partner gives two hours a week.",
        "starts": one.on(-28),
        "ends": one.on(100),
        "bars": {bar.id: "no" for bar in planning.bars},
    }
    one.write(write_row, ago, kind="help", number=row.number if row else None, said=said)
