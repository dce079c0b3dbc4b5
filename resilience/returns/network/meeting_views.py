"""Events of the network."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from resilience.accounts.access import reader_of
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.look.downloads import file_name
from resilience.returns.addressed import returning_pack
from resilience.returns.models import Meeting
from resilience.returns.network.addressed import network
from resilience.returns.network.calendar import CONTENT_TYPE, calendar_file
from resilience.returns.network.directory_views import form_page, keeping, posted
from resilience.returns.network.forms import Hold
from resilience.returns.network.meeting import call_off, hold, sign_up, stay_away, why_not_come

ACTS = {
    "come": (sign_up, "You are signed up."),
    "stay_away": (stay_away, "Your place is given back."),
    "call_off": (call_off, "It is called off, and those who signed up are told."),
}


@network
@require_safe
def meetings(request: HttpRequest, programme: str) -> HttpResponseBase:
    """Events to come, the first leading; those that are over are folded away."""
    pack, _ = returning_pack(programme)
    reader, now = reader_of(request), timezone.now()
    every = Meeting.objects.filter(programme=pack.id).annotate(coming=Count("attendances"))
    mine = Meeting.objects.filter(attendances__user=reader.user.pk).values_list("pk", flat=True)
    context = {
        "pack": pack,
        "to_come": every.filter(ends__gt=now),
        "over": every.filter(ends__lte=now).order_by("-starts", "-pk"),
        "mine": set(mine),
        "keeps": bool(reader.may(Right.COLLECT_RETURNS)),
    }
    return render(request, "returns/network_meetings.html", context)


@network
@form_page
def meeting(request: HttpRequest, programme: str, number: int) -> HttpResponseBase:
    """One event: signing up, giving one's place back, calling it off."""
    pack, _ = returning_pack(programme)
    reader, now = reader_of(request), timezone.now()
    found = get_object_or_404(Meeting, programme=pack.id, pk=number)
    problem = ""
    if request.method == "POST" and (chosen := ACTS.get(request.POST.get("act", ""))):
        act, said = chosen
        try:
            act(by=reader, meeting=found, at=now)
        except Refused as refused:
            problem = str(refused)
        else:
            messages.success(request, said)
            return redirect("returns:network_meeting", programme, number)
    keeps = bool(reader.may(Right.COLLECT_RETURNS))
    coming = found.attendances.count()
    context = {
        "pack": pack,
        "meeting": found,
        "coming": coming,
        "left": None if found.places is None else max(0, found.places - coming),
        "mine": found.attendances.filter(user=reader.user.pk).exists(),
        "people": [one.user for one in found.attendances.select_related("user")] if keeps else [],
        "keeps": keeps,
        "why_not": why_not_come(found, now),
        "problem": problem,
    }
    return render(request, "returns/network_meeting.html", context)


@keeping
@keeps_what_was_typed
@form_page
def new(request: HttpRequest, programme: str) -> HttpResponseBase:
    """Announce an event."""
    pack, _ = returning_pack(programme)
    held = held_form(request)
    form = Hold(posted(request), initial=held.dict() if held else {})
    if form.is_valid():
        try:
            made = hold(by=reader_of(request), pack=pack, at=timezone.now(), **form.told)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The event is announced.")
            return redirect("returns:network_meeting", programme, made.pk)
    return render(request, "returns/network_new_meeting.html", {"pack": pack, "form": form})


@network
@require_safe
def calendar(request: HttpRequest, programme: str, number: int) -> HttpResponseBase:
    """The event for one's own calendar."""
    pack, _ = returning_pack(programme)
    found = get_object_or_404(Meeting, programme=pack.id, pk=number)
    content = calendar_file(found, request.get_host(), timezone.now())
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    name = file_name((pack.id, timezone.localdate(found.starts), found.title), "ics")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
