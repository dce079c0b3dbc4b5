"""A plan as it is begun: what need not be asked, because it is known."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.agreements.models import Help, Lead, Plan, ReportRow
from resilience.agreements.planning.who import people_for
from resilience.cases.models import Case
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.screening.months import months_later

REPORT = "How the objectives stand, and what the help did"


def new_plan(case: Case, pack: Pack, at: datetime) -> Plan:
    """The next plan of a case: help of the kinds that were decided is there to be filled in, and
    reports are proposed."""
    before = case.plans.order_by("-number").first()
    plan = Plan.objects.create(
        case=case,
        organisation=case.organisation,
        tier=case.tier,
        number=before.number + 1 if before else 1,
        begun=at,
    )
    decision = case.decisions.order_by("number").last()
    kinds = decision.categories if decision else []
    Help.objects.bulk_create(
        Help(plan=plan, number=number, category=kind) for number, kind in enumerate(kinds, 1)
    )
    months = pack.delivering.reports_after_months if pack.delivering else ()
    day = timezone.localdate(at)
    ReportRow.objects.bulk_create(
        ReportRow(plan=plan, number=number, what=REPORT, due=months_later(day, count))
        for number, count in enumerate(months, 1)
    )
    return plan


def name_lead(plan: Plan, part: str, user: User, day: date) -> Lead:
    """Name a person as a lead, with what is known of where they are reached."""
    practice = plan.case.organisation
    organisation = dict(people_for(part, practice, day)).get(user)
    lead, _ = Lead.objects.update_or_create(
        plan=plan,
        part=part,
        defaults={
            "user": user,
            "name": user.name,
            "email": user.email,
            "organisation": organisation.name if organisation else "",
            "role": _role(user, organisation, day),
            "address": _address(practice, day) if organisation == practice else "",
            "phone": "",
        },
    )
    return lead


def operational(case: Case, by: Reader) -> User:
    """Who is proposed to lead the work: whoever deals with the case, else who begins the plan."""
    able = dict(people_for(Lead.Part.OPERATIONAL, case.organisation, by.day))
    if case.handler in able and case.handler is not None:
        return case.handler
    if not isinstance(by.user, User):
        raise TypeError("nobody begins a plan")
    return by.user


def of_the_practice(case: Case, day: date) -> User | None:
    """Who is proposed to lead for the practice: who asked for help or accepted it, while they may
    answer for it, else the first who may."""
    able = [user for user, _ in people_for(Lead.Part.PRACTICE, case.organisation, day)]
    acted = case.events.filter(kind__in=("received", "offer_accepted")).values_list("by", flat=True)
    return next((one for one in able if one.actor in set(acted)), next(iter(able), None))


def _role(user: User, organisation: Organisation | None, day: date) -> str:
    held = user.memberships.filter(organisation=organisation, starts__lte=day, ends__gt=day)
    role = held.order_by("role").values_list("role", flat=True).first()
    return Role(role).label if role else ""


def _address(practice: Organisation, day: date) -> str:
    found = practice.records.filter(starts__lte=day, ends__gt=day).first()
    return ", ".join(filter(None, [found.address, found.postcode])) if found else ""
