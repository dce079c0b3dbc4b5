"""Ending a memorandum by notice, and taking a notice back (D13, E8)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.agreements.actions.taking import BOTH, noting, opened, taken
from resilience.agreements.actions.varying import put_back
from resilience.agreements.changing.agreed import agreed, must_be_agreed, notices, variation_of
from resilience.agreements.changing.guards import in_force
from resilience.agreements.changing.notice import Notice, why_not_give
from resilience.agreements.models import EndNotice, NoticeWithdrawal, Side
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.happening import locked
from resilience.cases.models import Case
from resilience.programmes.local import in_force as pack_in_force

GIVE = ("give_notice_for_practice", "give_notice_for_body")
RIGHTS = {Side.PRACTICE: Right.REFER, Side.BODY: Right.APPROVE_PLAN}
"""Who speaks for a side about ending."""


@transaction.atomic
def give_notice(*, by: Reader, case: Case, seen: int, at: datetime, notice: Notice) -> EndNotice:
    """Give notice to end the memorandum in force; the other side is told.

    Raises Refused with why not, ChangedMeanwhile where the case is not what they saw.
    """
    case = locked(case, seen, by)
    step = opened(case, by, *GIVE)
    side = Side.PRACTICE if step.of_the_practice else Side.BODY
    memorandum, pack = must_be_agreed(case), pack_in_force(case.programme)
    refuse(why_not_give(notice, pack, memorandum, side, timezone.localdate(at)))
    reason = tidied(notice.reason)
    made = EndNotice.objects.create(
        case=case,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(step.right, case.organisation_id),
        memorandum=memorandum,
        side=side,
        ground=notice.ground,
        given=notice.given,
        earliest=notice.earliest(pack),
        ends=notice.last_day(pack),
        reason=reason,
        discussed_with_lmc=notice.discussed,
    )
    taken(case, step, by=by, at=at, text=reason, notice=made.pk, ends=made.ends)
    return made


@transaction.atomic
def take_notice_back(
    *, by: Reader, case: Case, seen: int, at: datetime, notice: EndNotice, reason: str
) -> NoticeWithdrawal:
    """Take back a notice that one's own side gave, before its last day is over; both are told."""
    case, reason = locked(case, seen, by), tidied(reason)
    refuse(why_not_take_back(case, by, notice))
    refuse(why_not_say(reason, LONGEST))
    right = RIGHTS[Side(notice.side)]
    made = NoticeWithdrawal.objects.create(
        case=case,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(right, case.organisation_id),
        notice=notice,
        reason=reason,
    )
    noting(
        case,
        "notice_taken_back",
        by=by,
        at=at,
        notice=notice.pk,
        right=right,
        tells=BOTH,
        text=reason,
    )
    return made


def why_not_take_back(case: Case, by: Reader, notice: EndNotice) -> str:
    """Why somebody may not take a notice back; empty where they may."""
    if not by.may(RIGHTS[Side(notice.side)]).holds(case.organisation_id):
        return "Only the side that gave notice takes it back."
    memorandum = agreed(case)
    if case.state != "supported" or memorandum is None or notice not in notices(memorandum):
        return "This notice is not in force any more."
    return in_force(case, by)


@transaction.atomic
def end_by_notice(*, by: Reader, case: Case, seen: int, at: datetime) -> None:
    """Record that the memorandum ended, once the last day of a notice is over. A variation that
    was not signed is given up."""
    case = locked(case, seen, by)
    step = opened(case, by, "end_by_notice")
    memorandum = must_be_agreed(case)
    if variation := variation_of(memorandum):
        put_back(variation, by=by, at=at)
    taken(case, step, by=by, at=at, notice=notices(memorandum)[0].pk)
