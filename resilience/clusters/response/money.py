"""Requests for money under section 96: asked for, granted or not by somebody else, and then agreed
separately (Q13, Q15; the criteria are those of the pack's `ending`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.tiers import Tier
from resilience.agreements.changing.agreed import agreed
from resilience.agreements.models import Assistance
from resilience.audit.actions import record
from resilience.cases.models import Case
from resilience.clusters.bands import band_of
from resilience.clusters.models import AssistanceRequest
from resilience.clusters.response.causes import locked_practice
from resilience.clusters.response.rules import (
    ASKING,
    why_not_ask_money,
    why_not_decide,
    why_not_take_back,
)
from resilience.clusters.response.told import tell_practice, tell_those_who
from resilience.clusters.typed import plain
from resilience.look import words
from resilience.look.forms import MOST_PENCE
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.programmes.schema.ending import AssistanceCriterion

State = AssistanceRequest.State
CHANGED = (
    "Somebody changed this request after you opened the page, so nothing was done. Read it as it "
    "is now: your own words are still here."
)


@dataclass(frozen=True)
class Said:
    """Whether a criterion is met, and why."""

    met: bool
    why: str


@transaction.atomic
def ask_for_money(
    *,
    by: Reader,
    practice: Organisation,
    pack: Pack,
    pence: int,
    purpose: str,
    criteria: Mapping[str, Said],
    at: datetime,
) -> AssistanceRequest:
    """Ask for money for a practice, saying of each criterion of the pack whether it is met and why.
    One request at a time waits. Whoever decides is another."""
    refuse(why_not_ask_money(practice, by))
    locked_practice(practice)
    asked = criteria_of(pack)
    if not asked:
        raise Refused(f"{pack.title} gives no financial assistance.")
    refuse(why_not_for(band_of(pack.id, practice.pk), pack))
    if set(criteria) != {one.id for one in asked}:
        raise Refused("Say of each condition whether it is met.")
    if not 0 < pence <= MOST_PENCE:
        raise Refused(f"The amount is more than £0 and at most {words.pounds(MOST_PENCE)}.")
    if _of(practice, pack.id).filter(state=State.ASKED).exists():
        raise Refused("A request of this practice waits for a decision: take it back first.")
    made = AssistanceRequest.objects.create(
        organisation=practice,
        tier=Tier.COMMISSIONER,
        programme=pack.id,
        pence=pence,
        purpose=plain(purpose),
        criteria={id_: {"met": one.met, "why": plain(one.why)} for id_, one in criteria.items()},
        state=State.ASKED,
        asked=at,
        asked_by=by.actor,
        asked_for=_acting(by, practice),
    )
    _record("response.money_asked", made, by, pence=pence)
    tell_practice(practice, pack.id, by, "a request was made for the practice")
    return made


@transaction.atomic
def decide(
    *,
    by: Reader,
    request: AssistanceRequest,
    pack: Pack,
    seen: int,
    granted: bool,
    why: str,
    at: datetime,
) -> AssistanceRequest:
    """Grant or refuse money, with a reason; granted only where every criterion is met. Where the
    practice has a memorandum in force its case is named, as the agreement is recorded there."""
    request = _locked(request, seen)
    refuse(why_not_decide(request, by))
    if request.state != State.ASKED:
        raise Refused(f"This was settled meanwhile: {request.get_state_display().lower()}.")
    if granted and (unmet := unmet_of(request, pack)):
        raise Refused(
            f"Every condition has to be met, and this is not: “{unmet[0].title}”. Do not grant it; "
            "it may be asked for anew."
        )
    case = case_of(request.organisation, pack.id) if granted else None
    acting = by.acting_for(Right.APPROVE_SPENDING, request.organisation_id)
    return _settled(
        request,
        by,
        at,
        state=State.GRANTED if granted else State.REFUSED,
        why=plain(why),
        case=case,
        decided_for=acting,
    )


@transaction.atomic
def take_back(
    *, by: Reader, request: AssistanceRequest, seen: int, at: datetime
) -> AssistanceRequest:
    """Take back a request on which nobody has decided."""
    request = _locked(request, seen)
    refuse(why_not_take_back(request, by))
    if request.state != State.ASKED:
        raise Refused(f"This was settled meanwhile: {request.get_state_display().lower()}.")
    acting = _acting(by, request.organisation)
    return _settled(request, by, at, state=State.WITHDRAWN, decided_for=acting)


@transaction.atomic
def name_agreement(
    *, by: Reader, request: AssistanceRequest, seen: int, assistance: Assistance
) -> AssistanceRequest:
    """Say which separate agreement a request that was granted led to."""
    request = _locked(request, seen)
    if not by.may(Right.APPROVE_SPENDING).holds(request.organisation_id):
        raise Refused(f"Only those who {Right.APPROVE_SPENDING.label} do this.")
    if request.state != State.GRANTED or request.assistance is not None:
        raise Refused("An agreement is named once, for a request that was granted.")
    if assistance not in agreements_for(request, by):
        raise Refused("Choose an agreement of this practice that no other request led to.")
    request.assistance, request.case = assistance, assistance.case
    request.version += 1
    request.save(update_fields=["assistance", "case", "version"])
    _record("response.money_agreed", request, by, case=assistance.case.reference)
    return request


def criteria_of(pack: Pack) -> tuple[AssistanceCriterion, ...]:
    """What has to be so before money is given; nothing where the programme gives none."""
    return pack.ending.assistance_criteria if pack.ending else ()


def why_not_for(band: str, pack: Pack) -> str:
    """Why money is not asked for a practice of a band: it is for those that the pack offers it to,
    if it says so (Q15)."""
    kinds = [one for one in (pack.offering.kinds if pack.offering else ()) if one.by_request]
    bands = sorted({name for one in kinds for name in one.bands})
    if not bands or band in bands:
        return ""
    return f"This is for practices whose status is {' or '.join(bands)}."


def unmet_of(request: AssistanceRequest, pack: Pack) -> list[AssistanceCriterion]:
    """The criteria of today's pack that were not said to be met."""
    return [one for one in criteria_of(pack) if not request.criteria.get(one.id, {}).get("met")]


def case_of(practice: Organisation, programme: str) -> Case | None:
    """The case of a practice under which help runs with a memorandum that both sides signed."""
    helped = Case.objects.filter(
        practices__organisation=practice, programme=programme, state="supported"
    )
    return next((one for one in helped.order_by("-begun") if agreed(one)), None)


def agreements_for(request: AssistanceRequest, by: Reader) -> list[Assistance]:
    """The separate agreements of a practice in force that no request led to yet."""
    named = AssistanceRequest.objects.exclude(assistance=None).values("assistance")
    every = Assistance.objects.visible_to(by).in_force().exclude(pk__in=named)
    found = every.filter(
        case__practices__organisation=request.organisation, case__programme=request.programme
    )
    return list(found.select_related("case").distinct())


def _of(practice: Organisation, programme: str) -> Any:
    return AssistanceRequest.objects.filter(organisation=practice, programme=programme)


def _acting(by: Reader, practice: Organisation) -> Organisation:
    """For whom somebody asks; why they may not was looked at before."""
    found = (by.acting_for(right, practice.pk) for right in ASKING)
    return next(one for one in found if one)


def _locked(request: AssistanceRequest, seen: int) -> AssistanceRequest:
    every = AssistanceRequest.objects.select_related("organisation", "asked_for")
    found = every.select_for_update(of=("self",)).get(pk=request.pk)
    if found.version != seen:
        raise Refused(CHANGED)
    return found


def _settled(
    request: AssistanceRequest, by: Reader, at: datetime, **fields: Any
) -> AssistanceRequest:
    fields |= {"decided": at, "decided_by": by.actor, "version": request.version + 1}
    for name, value in fields.items():
        setattr(request, name, value)
    request.save(update_fields=list(fields))
    _record(f"response.money_{request.state}", request, by, pence=request.pence)
    what = "a request made for the practice was settled"
    told = (request.organisation, request.programme, by, what)
    tell_practice(*told)
    tell_those_who(Right.RUN_LOCALLY, request.asked_for, *told)
    return request


def _record(act: str, made: AssistanceRequest, by: Reader, **more: Any) -> None:
    record(
        by=by.actor,
        act=act,
        subject=made,
        organisation=made.organisation.code,
        after={"programme": made.programme} | more,
    )
