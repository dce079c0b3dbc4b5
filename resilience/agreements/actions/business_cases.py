"""Making the case for paying a third party, and answering it (G11.1, G5.3, E23)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.accounts.tiers import Tier
from resilience.agreements.helping.approving import (
    approving_for,
    helping_of,
    who_may,
    why_not_approve,
    why_not_now,
)
from resilience.agreements.helping.missing import TEXTS, why_not_change, why_not_submit
from resilience.agreements.models import BusinessCase
from resilience.audit.actions import record
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.deciding.outcomes import kinds_of_help
from resilience.cases.happening import happen
from resilience.cases.models import Case
from resilience.look.jinja import url
from resilience.notices.actions import tell
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.local import in_force

State = BusinessCase.State
ANSWERS = {
    State.APPROVED: "business_case_approved",
    State.RETURNED: "business_case_returned",
    State.REJECTED: "business_case_rejected",
}
"""How a business case is answered, each with what then happened to the case."""


def why_not_begin(case: Case, by: Reader) -> str:
    """Why somebody may not write a business case for a case; empty where they may."""
    if not by.may(Right.PLAN_HELP).holds(case.organisation_id):
        return f"Only those who {Right.PLAN_HELP.label} do this."
    return why_not_now(case)


@transaction.atomic
def begin_business_case(*, by: Reader, case: Case, category: str, at: datetime) -> BusinessCase:
    """Begin a business case for a kind of support of the menu, with the words of the pack's sample
    for it."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    refuse(why_not_begin(case, by))
    if category not in dict(kinds_of_help(in_force(case.programme))):
        raise Refused("Choose a kind of support of the menu.")
    sample = helping_of(case.programme).sample(category)
    told = {name: getattr(sample, name).strip() for name in TEXTS} if sample else {}
    made = BusinessCase.objects.create(
        case=case,
        organisation=case.organisation,
        tier=Tier.DELIBERATION,
        number=case.business_cases.count() + 1,
        since=at,
        writers=[by.actor],
        category=category,
        **told,
    )
    _recorded(made, by, "business_case.begun", category=category)
    return made


@transaction.atomic
def change_business_case(
    *,
    by: Reader,
    business_case: BusinessCase,
    seen: int,
    texts: Mapping[str, str],
    cost: int | None,
    buying: str,
    supplier: Organisation | None,
) -> BusinessCase:
    """Write a draft, or one that came back, anew. `texts` are those of TEXTS, `cost` is pence. It
    may be incomplete until it is put forward."""
    one = _locked(business_case, seen)
    refuse(why_not_begin(one.case, by))
    refuse(why_not_change(one))
    if supplier is not None and supplier.kind != Kind.SUPPLIER:
        raise Refused("Choose a supplier of the list.")
    if buying and buying not in {way.id for way in helping_of(one.case.programme).buying}:
        raise Refused("Choose a way of buying of the list.")
    for name in TEXTS:
        text = tidied(texts[name])
        refuse(why_not_say(text, LONGEST) if text else "")
        setattr(one, name, text)
    one.cost, one.buying, one.supplier = cost, buying, supplier
    if by.actor not in one.writers:
        one.writers = [*one.writers, by.actor]
    one.version += 1
    one.save()
    _recorded(one, by, "business_case.changed", version=one.version)
    return one


@transaction.atomic
def submit_business_case(
    *,
    by: Reader,
    business_case: BusinessCase,
    seen: int,
    paid_for: Mapping[str, bool],
    at: datetime,
) -> BusinessCase:
    """Put a business case forward. `paid_for` answers each bar of the pack: whether any of it is
    for what is not paid for. Those who may approve it are told."""
    one = _locked(business_case, seen)
    refuse(why_not_begin(one.case, by))
    refuse(why_not_submit(one, paid_for))
    if by.actor not in one.writers:
        one.writers = [*one.writers, by.actor]
    _stands(one, State.SUBMITTED, at)
    acting_for = by.acting_for(Right.PLAN_HELP, one.organisation_id)
    _happened(one, "business_case_submitted", by, at, acting_for, asked=sorted(paid_for))
    _tell(one, who_may(one, by.day), "a business case waits for you", at)
    return one


@transaction.atomic
def answer_business_case(
    *, by: Reader, business_case: BusinessCase, seen: int, answer: str, said: str, at: datetime
) -> BusinessCase:
    """Approve a business case, send it back to be changed, or reject it, and say why. Whoever wrote
    it is told."""
    one, said = _locked(business_case, seen), tidied(said)
    refuse(why_not_approve(one, by))
    if answer not in ANSWERS:
        raise Refused("Choose whether you approve it.")
    refuse(why_not_say(said, LONGEST))
    one.said, one.answered_by = said, by.actor
    _stands(one, answer, at)
    told = {"text": said}
    _happened(one, ANSWERS[State(answer)], by, at, approving_for(one, by), **told)
    keys = [actor.removeprefix("person ") for actor in one.writers]
    writers = User.objects.filter(key__in=keys)
    _tell(one, writers, f"your business case: {one.get_state_display().lower()}", at)
    return one


def _locked(business_case: BusinessCase, seen: int) -> BusinessCase:
    """A business case as it stands, which nobody else changes until the transaction ends, nor its
    case. Raises Refused where somebody changed or answered it meanwhile."""
    Case.objects.select_for_update(of=("self",)).get(pk=business_case.case_id)
    one = BusinessCase.objects.select_related("case__organisation", "organisation").get(
        pk=business_case.pk
    )
    if one.version != seen:
        raise Refused(
            "Somebody changed this business case after you opened the page, so nothing was done. "
            "Look at it again before you go on: what you wrote is still here."
        )
    return one


def _stands(one: BusinessCase, state: str, at: datetime) -> None:
    one.state, one.since = state, at
    one.version += 1
    one.save()


def _happened(
    one: BusinessCase,
    kind: str,
    by: Reader,
    at: datetime,
    acting_for: Organisation | None,
    **told: Any,
) -> None:
    """What happened to the case is for those who deliberate, as it is about prices."""
    told |= {"business_case": one.number, "cost": one.cost}
    happen(one.case, kind, by=by, at=at, acting_for=acting_for, tier=Tier.DELIBERATION, **told)


def _tell(one: BusinessCase, people: Any, what: str, at: datetime) -> None:
    """Nothing of what it says or costs goes by e-mail."""
    reference = one.case.reference
    tell(
        people=people,
        subject=f"{reference}, {one.organisation.name}: {what}",
        text=f"Business case {one.number} of {reference}. Sign in to read it.",
        address=url("agreements:business_case", reference, one.number),
        once=f"business case {one.pk} version {one.version}",
    )


def _recorded(one: BusinessCase, by: Reader, act: str, **after: object) -> None:
    """On record of the team, without its price, which not all who read a record see: not even that
    there is one is for the practice."""
    team = by.acting_for(Right.PLAN_HELP, one.organisation_id) or one.organisation
    after |= {"case": one.case.reference, "number": one.number}
    record(by=by.actor, act=act, subject=one, organisation=team.code, after=after)
