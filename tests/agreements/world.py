"""A case from the decision on: its plan, its memorandum and its help, built without the acts and
pages that make them, so that each part is tested by itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from resilience.agreements.models import (
    Help,
    Lead,
    Memorandum,
    Milestone,
    Objective,
    Plan,
    PlanVersion,
    ReportRow,
    Signature,
)
from resilience.agreements.planning.content import content_of, hash_of
from resilience.cases.happening import happen
from resilience.cases.models import Case, Decision
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force as in_force_here
from tests.cases.conftest import at
from tests.cases.placed import placed
from tests.cases.world import reader, user

NOW = at(2019, 1, 7, 9)
DAY = NOW.date()
SIGNED = at(2019, 1, 21, 10)
ENDS = date(2019, 9, 30)
OFFERED = ["workforce", "practice_management"]


def moved(case: Case, kind: str, to: str, by: str = "resilience", when: datetime = NOW) -> Case:
    """Something happened to a case, and it stands elsewhere."""
    case.refresh_from_db()
    happen(case, kind, by=reader(by, when.date()), at=when, acting_for=case.team, to=to)
    case.refresh_from_db()
    return case


def promised(case: Case) -> Case:
    """Help was decided."""
    by = reader("regional", DAY)
    placement = placed(case, 4, 4, by=by, at=NOW)
    Decision.objects.create(
        case=case,
        number=1,
        at=NOW,
        by=by.actor,
        acting_for=case.team,
        outcome="offer_help",
        categories=OFFERED,
        reasons="You lose two partners, and help now keeps the practice open.",
        letter="Dear colleagues,\n\nwe offer you help.",
        placement=placement,
    )
    return moved(case, "help_decided", "help_decided")


def begun(case: Case) -> Plan:
    """Its plan was begun, and nothing of it is written."""
    moved(case, "plan_begun", "planning")
    return Plan.objects.create(
        case=case, organisation=case.organisation, tier=case.tier, number=1, begun=NOW
    )


def planned(case: Case) -> Plan:
    """All of its plan is written, and it is the operational lead's to put to the practice."""
    plan = begun(case)
    plan.ends, plan.money_ends = ENDS, date(2019, 3, 31)
    plan.exit_strategy = "From October the partners pay the salaried doctor themselves."
    plan.local_strategy = (
        "It joins the neighbourhood's shared sessions, as the CCG's strategy has it."
    )
    plan.save()
    for part, name, role, of in (
        ("strategic", "regional", "Head of primary care", "North of England"),
        ("operational", "resilience", "Resilience lead", "Cumbria and North East"),
        ("practice", "lead", "Partner", "The Dene Surgery"),
    ):
        person = user(name)
        Lead.objects.create(
            plan=plan,
            part=part,
            user=person,
            organisation=of,
            name=person.name,
            role=role,
            address="1 Dene Road, Hartlepool",
            phone="01429 000000",
            email=person.email,
        )
    objective = Objective.objects.create(
        plan=plan,
        number=1,
        category="stability",
        criterion="GC4",
        what="Two salaried GPs work at the practice.",
        measure="Sessions of GPs each week",
        baseline="12 sessions a week",
        target="20 sessions a week",
        achievable="Two candidates were interviewed.",
        due=date(2019, 6, 30),
        side="practice",
        owner="Practice manager",
    )
    Milestone.objects.create(
        plan=plan,
        number=1,
        objective=objective,
        title="Both posts are advertised",
        due=date(2019, 2, 28),
        side="practice",
    )
    Help.objects.create(
        plan=plan,
        number=1,
        category="workforce",
        route="supplier",
        supplier=Organisation.objects.get(code="SUP-1"),
        description="A recruiter finds two salaried GPs.",
        body_contribution="Pays the recruiter.",
        practice_contribution="A partner's time for interviews.",
        starts=date(2019, 2, 1),
        ends=date(2019, 6, 30),
    )
    ReportRow.objects.create(
        plan=plan, number=1, what="How the objectives stand", due=date(2019, 3, 29)
    )
    ReportRow.objects.create(
        plan=plan, number=2, what="How the objectives stand", due=date(2019, 6, 28)
    )
    return plan


def approved(case: Case) -> PlanVersion:
    """Its plan was put to the practice, agreed and approved."""
    plan = planned(case)
    content = content_of(plan, in_force_here(case.programme))
    made = PlanVersion.objects.create(
        plan=plan,
        number=1,
        at=NOW,
        by="person resilience",
        acting_for=case.team,
        content=content,
        sha256=hash_of(content),
    )
    moved(case, "plan_proposed", "plan_proposed")
    moved(case, "plan_agreed", "plan_agreed", by="lead")
    moved(case, "plan_approved", "plan_approved", by="regional")
    return made


def issued(case: Case, **other: Any) -> Memorandum:
    """Its memorandum is before both sides."""
    version = approved(case)
    made = Memorandum.objects.create(
        case=case,
        number=1,
        at=NOW,
        by="person resilience",
        acting_for=case.team,
        version=version,
        template="0" * 64,
        docx=b"docx",
        docx_sha256="1" * 64,
        pdf=b"pdf",
        pdf_sha256="2" * 64,
        **{"ends": ENDS, "content": {"title": "A memorandum", "blocks": []}} | other,
    )
    moved(case, "memorandum_issued", "signing")
    return made


def signed(memorandum: Memorandum, side: str, when: datetime = SIGNED) -> Signature:
    """A side signed it."""
    name = {"practice": "lead", "body": "regional"}[side]
    return Signature.objects.create(
        case=memorandum.case,
        memorandum=memorandum,
        side=side,
        how="here",
        at=when,
        signed=when.date(),
        by=user(name).actor,
        name=user(name).name,
        role="Partner" if side == "practice" else "Head of primary care",
        shown=memorandum.pdf_sha256,
    )


def in_force(case: Case) -> Memorandum:
    """Its memorandum is signed by both sides, and help is under way."""
    memorandum = issued(case)
    signed(memorandum, "practice")
    moved(case, "signed_for_practice", "part_signed", by="lead", when=SIGNED)
    signed(memorandum, "body")
    moved(case, "in_force_by_body", "supported", by="regional", when=SIGNED)
    return memorandum
