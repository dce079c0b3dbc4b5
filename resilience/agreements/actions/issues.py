"""Issues, concerns and complaints under a memorandum, in two levels (D9)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.agreements.actions.taking import BOTH, noting, opened, taken
from resilience.agreements.changing.deciding_issues import decides, why_not_decide
from resilience.agreements.models import Issue, Side
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.happening import locked
from resilience.cases.models import Case, CaseEvent
from resilience.look import words
from resilience.notices.actions import tell

RAISE = ("raise_issue_for_practice", "raise_issue_for_body")
ESCALATE = ("escalate_issue_for_practice", "escalate_issue_for_body")
SETTLE = "settle_issue"


@transaction.atomic
def raise_issue(*, by: Reader, case: Case, seen: int, at: datetime, what: str) -> Issue:
    """Raise an issue; the other side is told (D9.1).

    Raises Refused with why not, ChangedMeanwhile where the case is not what they saw.
    """
    case, what = locked(case, seen, by), tidied(what)
    step = opened(case, by, *RAISE)
    refuse(why_not_say(what, LONGEST))
    before = Issue.objects.filter(case=case).last()
    made = Issue.objects.create(
        case=case,
        number=before.number + 1 if before else 1,
        raised=at,
        side=Side.PRACTICE if step.of_the_practice else Side.BODY,
        what=what,
    )
    taken(case, step, by=by, at=at, text=what, issue=made.number)
    return made


@transaction.atomic
def escalate(*, by: Reader, case: Case, seen: int, at: datetime, number: int, why: str) -> Issue:
    """Take an issue that was not settled to the strategic lead, who is told, as both sides are
    (D9.2). One that was said to be settled may be taken there as well: neither side closes it over
    the other's head."""
    case, why = locked(case, seen, by), tidied(why)
    step = opened(case, by, *ESCALATE)
    issue = issue_of(case, number)
    refuse("It is with the strategic lead already." if issue.escalated else "")
    refuse(why_not_say(why, LONGEST))
    issue.escalated, issue.why_escalated = at, why
    issue.settled, issue.outcome = None, ""
    issue.save()
    event = taken(case, step, by=by, at=at, text=why, issue=number)
    _tell_the_strategic_lead(event, issue, by)
    return issue


@transaction.atomic
def note_advice(
    *, by: Reader, case: Case, seen: int, at: datetime, number: int, asked: date, advice: str
) -> Issue:
    """Note when the local medical committee was asked about an issue that is with the strategic
    lead, and what it said, if it has answered (D9.2). Both sides are told."""
    case, advice = locked(case, seen, by), tidied(advice)
    issue = issue_of(case, number)
    refuse(why_not_note_advice(case, issue, by))
    if asked > timezone.localdate(at):
        raise Refused("Give the day on which the committee was asked: it is not ahead.")
    raised = timezone.localdate(issue.raised)
    if asked < raised:
        raise Refused(f"The issue was raised on {words.day(raised)}: give a day since then.")
    if advice:
        refuse(why_not_say(advice, LONGEST))
    issue.lmc_asked, issue.lmc_advice = asked, advice
    issue.save()
    noting(
        case,
        "issue_advised",
        by=by,
        at=at,
        issue=number,
        right=Right.PLAN_HELP,
        tells=BOTH,
        text=advice,
    )
    return issue


@transaction.atomic
def settle(*, by: Reader, case: Case, seen: int, at: datetime, number: int, outcome: str) -> Issue:
    """Record how an issue was settled: what both agreed, or what the strategic lead decided."""
    case, outcome = locked(case, seen, by), tidied(outcome)
    step = opened(case, by, SETTLE)
    issue = issue_of(case, number)
    refuse("It is settled already." if issue.settled else "")
    refuse(why_not_decide(case, issue, by))
    refuse(why_not_say(outcome, LONGEST))
    issue.settled, issue.outcome = at, outcome
    issue.save()
    taken(case, step, by=by, at=at, text=outcome, issue=number)
    return issue


def why_not_note_advice(case: Case, issue: Issue, by: Reader) -> str:
    """Why somebody may not note what the committee said of an issue; empty where they may."""
    if not by.may(Right.PLAN_HELP).holds(case.organisation_id):
        return f"Only those who {Right.PLAN_HELP.label} do this."
    if issue.settled:
        return "It is settled already."
    return "" if issue.escalated else "It is not with the strategic lead yet."


def issue_of(case: Case, number: int) -> Issue:
    """An issue of a case by its number. Raises Refused where there is none."""
    found = Issue.objects.filter(case=case, number=number).first()
    if found is None:
        raise Refused("There is no such issue.")
    return found


def _tell_the_strategic_lead(event: CaseEvent, issue: Issue, by: Reader) -> None:
    case, lead = event.case, decides(event.case, by)
    tell(
        people=[lead] if lead and lead != by.user else [],
        subject=f"{case.reference}, {case.organisation.name}: an issue is yours to decide",
        text="It was not settled between the practice and the local team. "
        "Sign in to read it, ask the local medical committee if you wish, and decide.",
        address=reverse("agreements:issue_of", args=[case.reference, issue.number]),
        once=f"case {case.pk} issue {issue.number} escalated",
    )
