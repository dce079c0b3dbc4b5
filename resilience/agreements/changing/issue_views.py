"""Pages of issues: raised, told, taken to the strategic lead, settled (D9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from resilience.accounts.access import reader_of
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.agreements.actions import issues as acts
from resilience.agreements.actions.taking import own_step
from resilience.agreements.changing import issue_forms
from resilience.agreements.changing.deciding_issues import decides, why_not_decide
from resilience.agreements.changing.page import act_page, initial
from resilience.agreements.models import Issue
from resilience.agreements.rules import why_not
from resilience.cases.following.forms import Acting
from resilience.cases.following.step_views import form_page, posted
from resilience.cases.following.views import case_of, seeing_cases
from resilience.cases.models import Case
from resilience.cases.steps import STEPS


@seeing_cases
@require_safe
def issues(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The issues of a case, the latest first."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    step = own_step(case, reader, *acts.RAISE)
    context = {
        "case": case,
        "issues": Issue.objects.filter(case=case).order_by("-number"),
        "raises": step is not None and not why_not(step, case, reader),
    }
    return render(request, "agreements/issues.html", context)


@seeing_cases
@require_safe
def issue(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """One issue: how far it went, and what may be done."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    found = get_object_or_404(Issue, case=case, number=number)
    ways = [
        way for way in WAYS if way.has_a_say(case, reader) and not way.why_not(case, found, reader)
    ]
    context = {"case": case, "issue": found, "ways": ways, "decides": decides(case, reader)}
    return render(request, "agreements/issue.html", context)


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def raise_issue(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Raise an issue, a concern or a complaint."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    step = own_step(case, reader, *acts.RAISE)
    if step is None:
        raise Http404
    return act_page(
        request,
        case,
        issue_forms.Raise(posted(request), initial=initial(request, case)),
        "agreements/raise_issue.html",
        act=acts.raise_issue,
        done="Your issue is raised. The other side is told.",
        why_not=lambda now: why_not(step, now, reader),
        to="agreements:issues",
    )


@dataclass(frozen=True)
class Way:
    """Something to be done with an issue, on a page of its own: its name in the address, what is
    filled in, the act, and why it is not open."""

    name: str
    title: str
    form: type[Acting]
    act: Callable[..., Any]
    done: str
    has_a_say: Callable[[Case, Reader], bool]
    why_not: Callable[[Case, Issue, Reader], str]


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def act_on_issue(request: HttpRequest, reference: str, number: int, way: str) -> HttpResponseBase:
    """Take an issue further, note what the committee said, or settle it."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    found = get_object_or_404(Issue, case=case, number=number)
    wanted = next((one for one in WAYS if one.name == way), None)
    if wanted is None or not wanted.has_a_say(case, reader):
        raise Http404
    first = {"asked": found.lmc_asked, "advice": found.lmc_advice} | initial(request, case)
    form = wanted.form(posted(request), initial=first)
    return act_page(
        request,
        case,
        form,
        "agreements/act_on_issue.html",
        act=wanted.act,
        done=wanted.done,
        why_not=lambda now: wanted.why_not(now, found, reader),
        to="agreements:issues",
        told=lambda: form.cleaned_data | {"number": number},
        issue=found,
        way=wanted,
    )


def _speaks(case: Case, by: Reader) -> bool:
    return own_step(case, by, *acts.ESCALATE) is not None


def _helps(case: Case, by: Reader) -> bool:
    return by.may(Right.PLAN_HELP).holds(case.organisation_id)


def _why_not_escalate(case: Case, issue: Issue, by: Reader) -> str:
    step = own_step(case, by, *acts.ESCALATE)
    if step is None:
        return "Only the practice lead and the operational lead do this."
    told = why_not(step, case, by)
    return told or ("It is with the strategic lead already." if issue.escalated else "")


def _why_not_settle(case: Case, issue: Issue, by: Reader) -> str:
    if issue.settled:
        return "It is settled already."
    return why_not(STEPS[acts.SETTLE], case, by) or why_not_decide(case, issue, by)


WAYS = (
    Way(
        "settle",
        "Record how it is settled",
        issue_forms.Settle,
        acts.settle,
        "The issue is settled. Both sides are told.",
        _helps,
        _why_not_settle,
    ),
    Way(
        "advice",
        "Note what the local medical committee says",
        issue_forms.Advice,
        acts.note_advice,
        "It is noted. Both sides are told.",
        _helps,
        acts.why_not_note_advice,
    ),
    Way(
        "escalate",
        "Take it to the strategic lead",
        issue_forms.Escalate,
        acts.escalate,
        "The issue is with the strategic lead. Both sides are told.",
        _speaks,
        _why_not_escalate,
    ),
)
