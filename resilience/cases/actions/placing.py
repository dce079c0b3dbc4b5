"""Assessing a practice: placing it on the matrix, by one person or two, settling where they differ,
passing a safety concern on, and reviewing what earlier help did (GC20 to GC22, GC.00, G8.5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.accounts.tiers import Tier
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.assessing.evidence import evidence_of
from resilience.cases.assessing.freezing import EvidenceChanged, changed_since, freeze, stamp
from resilience.cases.happening import happen, locked
from resilience.cases.models import Assessment, Case, CaseEvent, ContinuingReview, Placement
from resilience.cases.rules import why_not
from resilience.cases.steps import STEPS
from resilience.look import words
from resilience.look.forms import MOST_PENCE
from resilience.programmes.local import in_force, version
from resilience.programmes.schema.matrix import SCORES


class Told(TypedDict):
    """What somebody says who places a practice. `criteria` are the ids of those the justification
    rests on, `scope_reason` which meaning of the score it is where the matrix asks (E19), and
    `estimate` what help may cost, in pence."""

    scope: int
    impact: int
    criteria: Collection[str]
    justification: str
    scope_reason: NotRequired[str]
    estimate: NotRequired[int | None]


@transaction.atomic
def place(
    *,
    by: Reader,
    case: Case,
    seen: int,
    at: datetime,
    evidence_seen: str | None = None,
    **told: Unpack[Told],
) -> Placement:
    """Place a practice on the matrix, on what is known of it now, which is frozen with it.

    `evidence_seen` is the stamp of what somebody looked at: EvidenceChanged is raised where
    something else is known by now.
    """
    case = _open(case, "place", seen, by)
    evidence = evidence_of(case, by)
    now = stamp(evidence, in_force(case.programme))
    if evidence_seen is not None and (changed := changed_since(evidence_seen, now)):
        raise EvidenceChanged(changed)
    placement = _placed(freeze(evidence, case, by=by, at=at), Placement.Kind.FIRST, by, at, told)
    case.placement = placement
    _happen(case, "place", by, at, assessment=placement.assessment.number)
    return placement


@transaction.atomic
def place_second(
    *,
    by: Reader,
    case: Case,
    seen: int,
    at: datetime,
    **told: Unpack[Told],
) -> Placement:
    """Place a practice as a second assessor, on the evidence that the first one had. The first
    placement holds until somebody settles where they differ."""
    case = _open(case, "place_second", seen, by)
    placement = _placed(_newest(case), Placement.Kind.SECOND, by, at, told)
    _happen(case, "place_second", by, at, assessment=placement.assessment.number)
    return placement


@transaction.atomic
def settle(
    *,
    by: Reader,
    case: Case,
    seen: int,
    at: datetime,
    **told: Unpack[Told],
) -> Placement:
    """Settle where a practice stands that two assessors placed differently; this then holds."""
    case = _open(case, "settle", seen, by)
    placement = _placed(_newest(case), Placement.Kind.SETTLED, by, at, told)
    case.placement = placement
    _happen(case, "settle", by, at, assessment=placement.assessment.number)
    return placement


@transaction.atomic
def escalate(
    *, by: Reader, case: Case, seen: int, at: datetime, channel: str, day: date
) -> CaseEvent:
    """Record that a safety concern was passed on, through which channel and on which day. Nothing
    of what it is about is kept here, and the case goes on as it was (GC.00)."""
    case = _open(case, "escalate_safety", seen, by)
    deciding = in_force(case.programme).deciding
    channels = {one.id: one.title for one in deciding.channels} if deciding else {}
    refuse("" if channel in channels else "Choose where the concern was passed on.")
    refuse("It cannot have been passed on on a day to come." if day > by.day else "")
    text = f"{channels[channel]}, {words.day(day)}. Help goes on."
    return _happen(case, "escalate_safety", by, at, text, channel=channel, day=day)


@transaction.atomic
def review_support(
    *, by: Reader, case: Case, seen: int, at: datetime, answers: Mapping[str, Any]
) -> ContinuingReview:
    """Answer what earlier help did, in place of what was answered before; the next assessment is
    frozen with it. The answers are checked against the programme's form by the caller."""
    case = _open(case, "review_support", seen, by)
    before = case.continuing_reviews.in_force().first()
    if before:
        before.end()
    review = ContinuingReview.objects.create(
        organisation=case.organisation,
        tier=Tier.DELIBERATION,
        case=case,
        answers=dict(answers),
        written_by=by.actor,
        written=at,
    )
    _happen(case, "review_support", by, at)
    return review


def _open(case: Case, step: str, seen: int, by: Reader) -> Case:
    """The case, which nobody else changes until the transaction ends, if the step is open."""
    case = locked(case, seen, by)
    refuse(why_not(STEPS[step], case, by))
    return case


def _newest(case: Case) -> Assessment:
    return case.assessments.latest("number")


def _happen(
    case: Case, step: str, by: Reader, at: datetime, text: str = "", **details: Any
) -> CaseEvent:
    """Told to those who deliberate: never where somebody placed it, which a second assessor would
    read, and never why."""
    asked = STEPS[step]
    return happen(
        case,
        asked.event,
        by=by,
        at=at,
        acting_for=by.acting_for(asked.right, case.organisation_id),
        text=text,
        tier=Tier.DELIBERATION,
        **details,
    )


def _placed(
    assessment: Assessment,
    kind: Placement.Kind,
    by: Reader,
    at: datetime,
    told: Told,
) -> Placement:
    """A placement with the band that the matrix in force has in its cell."""
    case, scope, impact = assessment.case, told["scope"], told["impact"]
    pack, justification = in_force(case.programme), tidied(told["justification"])
    if pack.matrix is None:
        raise Refused(f"{pack.title} has no support matrix.")
    if not all(isinstance(one, int) and 1 <= one <= SCORES for one in (scope, impact)):
        raise Refused(f"Choose scope and impact from 1 to {SCORES}.")
    meanings = pack.matrix.scope[scope - 1].ask
    if meanings and told.get("scope_reason") not in meanings:
        raise Refused(f"Say which it is: {' or '.join(meanings)}.")
    asked = [one["id"] for one in assessment.evidence if not one.get("restricted")]
    criteria, estimate = set(told["criteria"]), told.get("estimate")
    if not criteria or not criteria <= set(asked):
        raise Refused("Choose the criteria that the justification rests on, of those shown.")
    refuse("" if justification else "Write why it stands there: nothing is saved without it.")
    refuse(why_not_say(justification, LONGEST))
    if estimate is not None and not 0 <= estimate <= MOST_PENCE:
        raise Refused("Check the estimate: it is in pounds.")
    return Placement.objects.create(
        assessment=assessment,
        kind=kind,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.ASSESS, case.organisation_id),
        scope=scope,
        impact=impact,
        scope_reason=told.get("scope_reason", "") if meanings else "",
        criteria=[one for one in asked if one in criteria],
        justification=justification,
        band=pack.matrix.band(scope, impact).id,
        pack_hash=pack.hash,
        settings_version=version(case.programme),
        estimate=estimate,
    )
