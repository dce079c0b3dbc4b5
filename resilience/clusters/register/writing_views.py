"""Pages on which risks are taken in, added, changed, closed and set aside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.clusters.models import Risk
from resilience.clusters.register import acts
from resilience.clusters.register.addressed import Of, practices_in, register_at
from resilience.clusters.register.feeds import PutForward, put_forward
from resilience.clusters.register.forms import (
    Aside,
    Closing,
    OwnRisk,
    RiskForm,
    as_it_is,
    begun_from,
)
from resilience.clusters.register.rules import why_not_change, why_not_run
from resilience.clusters.register.views import risk_of
from resilience.clusters.typed import held, posted

writing = opened_to(may(Right.RUN_LOCALLY))
form_page = require_http_methods(["GET", "HEAD", "POST"])


@writing
@keeps_what_was_typed
@form_page
def take_in(request: HttpRequest, programme: str, area: str, key: str) -> HttpResponseBase:
    """Take into the register what the dashboard puts forward."""
    reader = reader_of(request)
    of = _run(reader, programme, area)
    found = _forward(of, reader, key)
    initial = begun_from(found, of.register, reader.day) if found else {}
    form = RiskForm(posted(request), register=of.register, initial=initial | held(request))
    if form.is_valid():
        try:
            made = acts.take_in(by=reader, of=of, key=key, at=timezone.now(), **form.told)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _kept(request, of, made, "The risk is in the register.")
    context = {"of": of, "form": form, "found": found, "why_not": "" if found else acts.DEALT_WITH}
    return render(request, "clusters/register_take_in.html", context)


@writing
@keeps_what_was_typed
@form_page
def aside(request: HttpRequest, programme: str, area: str, key: str) -> HttpResponseBase:
    """Set aside what the dashboard puts forward, with a reason."""
    reader = reader_of(request)
    of = _run(reader, programme, area)
    found = _forward(of, reader, key)
    form = Aside(posted(request), initial=held(request))
    if form.is_valid():
        try:
            acts.set_aside(by=reader, of=of, key=key, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It is set aside, and put forward again only if it changes.")
            return redirect("clusters:risks", *of.here)
    context = {"of": of, "form": form, "found": found, "why_not": "" if found else acts.DEALT_WITH}
    return render(request, "clusters/register_aside.html", context)


@writing
@keeps_what_was_typed
@form_page
def add(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """Add a risk that somebody thought of."""
    reader = reader_of(request)
    of = _run(reader, programme, area)
    form = OwnRisk(
        posted(request),
        register=of.register,
        initial={"seen": 0, "practice": request.GET.get("practice", "")} | held(request),
        practices=practices_in(of.organisation, reader.day),
    )
    if form.is_valid():
        try:
            made = acts.add(by=reader, of=of, at=timezone.now(), **form.told)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _kept(request, of, made, "The risk is in the register.")
    return render(request, "clusters/register_add.html", {"of": of, "form": form})


@writing
@keeps_what_was_typed
@form_page
def change(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """Look at a risk again, and say what is so now."""
    reader = reader_of(request)
    of = _run(reader, programme, area)
    found = risk_of(of, reader, number)
    form = RiskForm(posted(request), register=of.register, initial=as_it_is(found) | held(request))
    form.fields["why"].label = "What you found when you looked at it again"
    context = {"of": of, "form": form, "risk": found, "why_not": why_not_change(found, reader)}
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            acts.change(by=reader, risk=found.pk, seen=seen, at=timezone.now(), **form.told)
        except Refused as refused:
            found.refresh_from_db()
            form.refused(refused, found.version)
        else:
            return _kept(request, of, found, "What you found is kept.")
    return render(request, "clusters/register_change.html", context)


@writing
@keeps_what_was_typed
@form_page
def close(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """Close a risk, with what came of it."""
    reader = reader_of(request)
    of = _run(reader, programme, area)
    found = risk_of(of, reader, number)
    form = Closing(posted(request), initial={"seen": found.version} | held(request))
    context = {"of": of, "form": form, "risk": found, "why_not": why_not_change(found, reader)}
    if form.is_valid():
        try:
            acts.close(by=reader, risk=found.pk, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            found.refresh_from_db()
            form.refused(refused, found.version)
        else:
            return _kept(request, of, found, "The risk is closed.")
    return render(request, "clusters/register_close.html", context)


def _run(reader: Reader, programme: str, area: str) -> Of:
    """The register of an area in which a reader writes; else 404."""
    of = register_at(reader, programme, area)
    if why_not_run(of.organisation, reader):
        raise Http404
    return of


def _forward(of: Of, reader: Reader, key: str) -> PutForward | None:
    return next((one for one in put_forward(of, reader) if one.key == key), None)


def _kept(request: HttpRequest, of: Of, risk: Risk, words: str) -> Any:
    messages.success(request, words)
    return redirect("clusters:risk", *of.here, risk.number)
