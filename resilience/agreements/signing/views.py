"""Pages of a memorandum: before it is issued, to sign it, and as it stands."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from resilience.accounts.access import reader_of
from resilience.accounts.confirming import confirmed_lately, where_to_confirm
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.agreements.actions.signing import issue_memorandum, record_signed_copy
from resilience.agreements.actions.signing import sign as act
from resilience.agreements.changing.page import act_page, initial
from resilience.agreements.models import Memorandum, Side
from resilience.agreements.planning.who import lead_of
from resilience.agreements.rules import why_not
from resilience.agreements.signing.document import content_of_memorandum
from resilience.agreements.signing.forms import Sign, SignedCopy
from resilience.agreements.signing.standing import standing
from resilience.agreements.signing.waiting import latest_version, side_of, step_for, waiting
from resilience.cases.following.forms import Acting
from resilience.cases.following.step_views import form_page, posted
from resilience.cases.following.views import case_of, seeing_cases
from resilience.cases.models import Case
from resilience.cases.steps import STEPS
from resilience.look.downloads import attachment_response
from resilience.programmes.local import in_force

NOTHING = "No memorandum waits to be signed."
LEADS = {Side.PRACTICE: "practice", Side.BODY: "strategic"}


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def issue(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Look at a memorandum as it would be, and put it before both sides."""
    reader, step = reader_of(request), STEPS["issue_memorandum"]
    case = case_of(reader, reference)
    if not reader.may(step.right).holds(case.organisation_id):
        raise Http404
    return act_page(
        request,
        case,
        Acting(posted(request), initial=initial(request, case)),
        "agreements/memorandum_issue.html",
        act=issue_memorandum,
        done="The memorandum is before both sides to be signed. They are told.",
        why_not=lambda now: why_not(step, now, reader),
        document=None if why_not(step, case, reader) else _as_it_would_be(case),
    )


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def sign(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Read the memorandum that waits, confirm who one is, and sign it."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    side, plans = side_of(case, reader), reader.may(Right.PLAN_HELP).holds(case.organisation_id)
    if side is None and plans and request.method != "POST":
        return redirect("agreements:signed_copy", reference)
    if side is None:
        raise Http404
    memorandum, confirmed = waiting(case), confirmed_lately(request)
    form = Sign(
        posted(request),
        side=side,
        initial=_own_role(memorandum, side, reader)
        | initial(request, case)
        | {"shown": memorandum.pdf_sha256 if memorandum else ""},
    )
    return act_page(
        request,
        case,
        form,
        "agreements/memorandum_sign.html",
        act=act,
        done="You signed the memorandum. Both sides see that.",
        why_not=lambda now: _why_not_sign(now, reader, side),
        told=lambda: form.told | {"confirmed": confirmed},
        memorandum=memorandum,
        confirmed=confirmed,
        confirm_at=where_to_confirm(request, request.path + "#sign"),
        side=side,
        plans=plans,
    )


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def signed_copy(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Record that a side signed the memorandum on paper, with the copy."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    if not reader.may(Right.PLAN_HELP).holds(case.organisation_id):
        raise Http404
    memorandum = waiting(case)
    form = SignedCopy(
        posted(request),
        files=request.FILES or None,
        initial=initial(request, case) | {"shown": memorandum.pdf_sha256 if memorandum else ""},
    )
    return act_page(
        request,
        case,
        form,
        "agreements/memorandum_copy.html",
        act=record_signed_copy,
        done="The signed copy is kept with the case. Both sides are told.",
        why_not=lambda now: "" if waiting(now) else NOTHING,
        told=lambda: form.told,
        memorandum=memorandum,
    )


@seeing_cases
@require_safe
def memorandum(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """A memorandum as it was put before both sides, and who signed it."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    one = get_object_or_404(Memorandum.objects.visible_to(reader), case=case, number=number)
    side, waits = side_of(case, reader), waiting(case) == one
    context = {
        "case": case,
        "memorandum": one,
        "standing": standing(one, reader.day),
        "signatures": one.signatures.select_related("copy").order_by("at"),
        "waits": waits,
        "may_sign": waits and side and not _why_not_sign(case, reader, side),
    }
    return render(request, "agreements/memorandum.html", context)


@seeing_cases
@require_safe
def memorandum_file(
    request: HttpRequest, reference: str, number: int, kind: str
) -> HttpResponseBase:
    """A file of a memorandum, to be kept: the very bytes that were put before both sides."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    one = get_object_or_404(Memorandum.objects.visible_to(reader), case=case, number=number)
    content = {"pdf": one.pdf, "docx": one.docx}.get(kind)
    if content is None:
        raise Http404
    name = f"{case.reference}-memorandum-{number}.{kind}"
    return attachment_response(name, kind, bytes(content))


def _as_it_would_be(case: Case) -> dict[str, object] | None:
    """The document of the plan as it was put to the practice last; none where there is none."""
    pack, version = in_force(case.programme), latest_version(case)
    if version is None:
        return None
    number = Memorandum.objects.filter(case=case).count() + 1
    at = timezone.now()
    return content_of_memorandum(case, version.content, pack, number=number, at=at)


def _why_not_sign(case: Case, reader: Reader, side: Side) -> str:
    step = step_for(case, side)
    return why_not(step, case, reader) if step else NOTHING


def _own_role(memorandum: Memorandum | None, side: Side, reader: Reader) -> dict[str, str]:
    """The role of who signs, where they are the lead whom the memorandum names."""
    lead = lead_of(memorandum.version.plan, LEADS[side]) if memorandum else None
    return {"role": lead.role} if lead and lead.user == reader.user else {}
