"""Pages on which notice is given and taken back, and a memorandum ends by it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from resilience.accounts.access import reader_of
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.rules import Refused
from resilience.agreements.actions import giving_notice as acts
from resilience.agreements.actions.taking import own_step
from resilience.agreements.changing.agreed import agreed, notices, planned_end
from resilience.agreements.changing.forms import Because, GiveNotice
from resilience.agreements.changing.months import earliest_end
from resilience.agreements.changing.notice import ground_of, grounds_of
from resilience.agreements.changing.page import act_page, initial
from resilience.agreements.changing.varying_views import may_or_404
from resilience.agreements.models import EndNotice, Side
from resilience.agreements.rules import why_not
from resilience.cases.following.forms import Acting
from resilience.cases.following.step_views import form_page, posted
from resilience.cases.following.views import case_of, seeing_cases
from resilience.cases.steps import STEPS
from resilience.look import words
from resilience.programmes.local import in_force

GIVE, CHANGE = "give", "change"
"""What is pressed on the page that shows the notice as it would be given."""
FILL_IN = "agreements/give_notice.html"
OTHER = {Side.PRACTICE: "the local team", Side.BODY: "the practice"}
"""Who has the notice of a side."""


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def give(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Give notice: choose the ground, look at the day on which it would end, give it."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    step = own_step(case, reader, *acts.GIVE)
    if step is None:
        raise Http404
    memorandum, pack = agreed(case), in_force(case.programme)
    side = Side.PRACTICE if step.of_the_practice else Side.BODY
    context: dict[str, Any] = {
        "case": case,
        "why_not": why_not(step, case, reader),
        "all_grounds": [(one, earliest_end(one, reader.day)) for one in grounds_of(pack)],
        "other": OTHER[side],
    }
    if memorandum is None:
        return render(request, FILL_IN, context | {"form": Acting(None)})
    context |= {"planned": planned_end(memorandum), "running": notices(memorandum)}
    form_of = partial(
        GiveNotice,
        grounds=[one for one in grounds_of(pack) if side in one.sides],
        pack=pack,
        memorandum=memorandum,
        today=reader.day,
    )
    pressed = request.POST.get("press")
    if pressed == CHANGE:
        form = form_of(None, initial=request.POST.dict())
        return render(request, FILL_IN, context | {"form": form})
    form = form_of(posted(request), initial=initial(request, case))
    if not form.is_valid():
        return render(request, FILL_IN, context | {"form": form})
    notice, seen = form.notice, form.cleaned_data["seen"]
    if pressed != GIVE:
        context |= {"form": form, "notice": notice, "ground": ground_of(pack, notice.ground)}
        context |= {"earliest": notice.earliest(pack), "ends": notice.last_day(pack)}
        return render(request, "agreements/give_notice_check.html", context)
    try:
        made = acts.give_notice(by=reader, case=case, seen=seen, at=timezone.now(), notice=notice)
    except Refused as refused:
        case = case_of(reader, reference)
        form.refused(refused, case)
        context |= {"case": case, "form": form, "why_not": why_not(step, case, reader)}
        return render(request, FILL_IN, context)
    ended = f"Notice is given: the memorandum ends on {words.day(made.ends)}."
    messages.success(request, f"{ended} {words.begin(OTHER[side])} is told.")
    return redirect("agreements:agreement", reference)


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def take_back(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """Take back a notice that one's own side gave."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    notice = get_object_or_404(EndNotice, case=case, pk=number)
    right = acts.RIGHTS[Side(notice.side)]
    if not reader.may(right).holds(case.organisation_id):
        raise Http404
    form = Because(posted(request), initial=initial(request, case))
    return act_page(
        request,
        case,
        form,
        "agreements/take_notice_back.html",
        act=acts.take_notice_back,
        done="The notice is taken back. Both sides are told.",
        why_not=lambda now: acts.why_not_take_back(now, reader, notice),
        told=lambda: form.cleaned_data | {"notice": notice},
        notice=notice,
    )


@seeing_cases
@form_page
def end(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Record that the memorandum ended by notice."""
    reader, step = reader_of(request), STEPS["end_by_notice"]
    case = case_of(reader, reference)
    may_or_404(case, reader, step)
    memorandum = agreed(case)
    return act_page(
        request,
        case,
        Acting(posted(request), initial=initial(request, case)),
        "agreements/end_by_notice.html",
        act=acts.end_by_notice,
        done="The memorandum ended by notice. Both sides are told.",
        why_not=lambda now: why_not(step, now, reader),
        running=notices(memorandum) if memorandum else [],
    )
