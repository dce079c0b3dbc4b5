"""Pages on which the team of a practice is made up, and its contacts are planned and recorded."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from resilience.accounts.access import may, opened_to, reader_of, sees
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import At
from resilience.clusters.models import RegularContact, TeamMember
from resilience.clusters.response.addressed import response_at, response_in
from resilience.clusters.response.contacts import (
    days_between,
    plan_contact,
    record_contact,
    why_not_record,
)
from resilience.clusters.response.forms import ContactForm, JoinForm, RecordForm
from resilience.clusters.response.rules import why_not_work_with
from resilience.clusters.response.team import join, leave, stand_down, team_of, who_may_join
from resilience.clusters.typed import held, posted
from resilience.look import words

form_page = require_http_methods(["GET", "HEAD", "POST"])
working = opened_to(may(Right.RUN_LOCALLY))


@working
@keeps_what_was_typed
@form_page
def join_one(request: HttpRequest, programme: str, code: str) -> HttpResponseBase:
    """Put somebody into the team."""
    reader = reader_of(request)
    of = _worked_with(reader, programme, code)
    asked = request.GET.get("role", "")
    form = JoinForm(
        posted(request),
        initial={"role": asked} | held(request),
        roles=response_in(of).roles,
        people=who_may_join(of.organisation, reader.day),
    )
    if form.is_valid():
        try:
            made = join(by=reader, practice=of.organisation, pack=of.pack, **form.told)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{made.name} is in the team. The practice is told.")
            return redirect("clusters:response", code, programme)
    return render(request, "clusters/response_join.html", {"of": of, "form": form})


@working
@form_page
def leave_one(request: HttpRequest, programme: str, code: str, member: int) -> HttpResponseBase:
    """End somebody's part in the team."""
    reader = reader_of(request)
    of = _worked_with(reader, programme, code)
    team = TeamMember.objects.visible_to(reader).filter(**_mine(of), ends=None)
    found = get_object_or_404(team, pk=member)
    why_not = ""
    if request.method == "POST":
        try:
            leave(by=reader, member=found)
        except Refused as refused:
            why_not = str(refused)
        else:
            messages.success(request, f"{found.name} has left the team.")
            return redirect("clusters:response", code, programme)
    context = {"of": of, "member": found, "why_not": why_not}
    return render(request, "clusters/response_leave.html", context)


@working
@form_page
def stand_down_one(request: HttpRequest, programme: str, code: str) -> HttpResponseBase:
    """End the team and its contacts."""
    reader = reader_of(request)
    of = _worked_with(reader, programme, code)
    why_not = ""
    if request.method == "POST":
        try:
            stand_down(by=reader, practice=of.organisation, programme=programme)
        except Refused as refused:
            why_not = str(refused)
        else:
            messages.success(request, "The team has ended its work. The practice is told.")
            return redirect("clusters:response", code, programme)
    contacts = RegularContact.objects.visible_to(reader).filter(**_mine(of), happened=None)
    context = {
        "of": of,
        "why_not": why_not,
        "members": list(team_of(of.organisation, programme)),
        "planned": contacts.count(),
    }
    return render(request, "clusters/response_stand_down.html", context)


@working
@keeps_what_was_typed
@form_page
def plan_one(request: HttpRequest, programme: str, code: str) -> HttpResponseBase:
    """Plan the next contact."""
    reader = reader_of(request)
    of = _worked_with(reader, programme, code)
    days = days_between(of.organisation, of.pack)
    due = reader.day + timedelta(days=days or 0)
    lead = team_of(of.organisation, programme).first()
    initial = {"due": due, "who": lead.name if lead else ""}
    form = ContactForm(posted(request), initial=initial | held(request))
    if form.is_valid():
        try:
            plan_contact(
                by=reader,
                practice=of.organisation,
                pack=of.pack,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The contact is planned. The practice is told.")
            return redirect("clusters:response", code, programme)
    why_not = "Contacts are planned with a practice whose status is amber or red."
    context = {"of": of, "form": form, "days": days, "why_not": "" if days else why_not}
    return render(request, "clusters/response_plan.html", context)


@opened_to(sees(Tier.COMMISSIONER))
@keeps_what_was_typed
@form_page
def record_one(request: HttpRequest, programme: str, code: str, contact: int) -> HttpResponseBase:
    """Record that somebody spoke with the practice, and what came of it."""
    reader = reader_of(request)
    of = response_at(reader, programme, code)
    every = RegularContact.objects.visible_to(reader).filter(**_mine(of))
    found = get_object_or_404(every.select_related("organisation"), pk=contact)
    if why_not_record(found, reader):
        raise Http404
    form = RecordForm(posted(request), initial={"happened": reader.day} | held(request))
    if form.is_valid():
        try:
            following = record_contact(
                by=reader, contact=found, pack=of.pack, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            then = f" The next one is due by {words.day(following.due)}." if following else ""
            messages.success(request, f"It is kept what came of it.{then}")
            return redirect("clusters:response", code, programme)
    done = found.happened is not None and request.method != "POST"
    context = {
        "of": of,
        "form": form,
        "contact": found,
        "why_not": "What came of this contact is recorded already." if done else "",
    }
    return render(request, "clusters/response_record.html", context)


def _worked_with(reader: Reader, programme: str, code: str) -> At:
    of = response_at(reader, programme, code)
    if why_not_work_with(of.organisation, reader):
        raise Http404
    return of


def _mine(of: At) -> dict[str, Any]:
    return {"organisation": of.organisation, "programme": of.pack.id}
