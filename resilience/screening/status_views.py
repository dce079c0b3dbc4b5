"""Pages of a practice's status: what people confirmed, since when and why; and confirming it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import may, opened_to, reader_of, sees
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.organisations.finding import with_code
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.local import in_force as pack_in_force
from resilience.programmes.packs import available, load
from resilience.programmes.schema import Pack
from resilience.programmes.settable import SettingsUnfit
from resilience.screening.models import ScreenedPractice
from resilience.screening.months import months_later
from resilience.screening.presenting import SIGNALS
from resilience.screening.sight import Sight
from resilience.screening.snapshots import snapshot_of
from resilience.screening.status_actions import confirm_status, in_force
from resilience.screening.status_forms import StatusForm
from resilience.screening.status_queries import history


@opened_to(sees(Tier.COMMISSIONER))
@require_safe
def status(request: HttpRequest, programme: str, code: str) -> HttpResponseBase:
    """What people confirmed of a practice, beside what the last screen says."""
    reader, pack = reader_of(request), _pack(programme)
    practice = _practice(code)
    if not reader.sees(Tier.COMMISSIONER).holds(practice):
        raise Http404
    context = {
        "history": history(reader, programme, practice.code),
        "may_confirm": reader.may(Right.CONFIRM_STATUS).holds(practice),
        "seers": [("This page is seen by", who_sees(practice, Tier.COMMISSIONER, reader.day))],
    }
    return _page(request, "screening/status.html", practice, pack, context)


@opened_to(may(Right.CONFIRM_STATUS))
@sensitive_post_parameters()
@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, programme: str, code: str) -> HttpResponseBase:
    """Confirm the status of a practice, change it or take it back, with a reason."""
    reader, pack = reader_of(request), _pack(programme)
    practice = _practice(code)
    if not reader.may(Right.CONFIRM_STATUS).holds(practice):
        raise Http404
    now = in_force(practice, programme)
    form = StatusForm(
        request.POST if request.method == "POST" else held_form(request),
        now=now,
        review_by=months_later(reader.day, pack.review.every_months),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = confirm_status(
                by=reader,
                practice=practice,
                programme=programme,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refused as refused:
            now = in_force(practice, programme)
            form.refused(refused, now)
        else:
            taken_back = made.review_by is None
            messages.success(request, TAKEN_BACK if taken_back else CONFIRMED)
            return redirect("screening:status", programme, practice.code)
    context = {
        "form": form,
        "now": now,
        "acting": reader.acting_for(Right.CONFIRM_STATUS, practice.pk),
    }
    return _page(request, "screening/confirm.html", practice, pack, context)


CONFIRMED = "The status stands from now on. The people of the practice are told, and read why."
TAKEN_BACK = "The status is taken back. The people of the practice are told, and read why."


def _page(
    request: HttpRequest, template: str, practice: Organisation, pack: Pack, context: dict[str, Any]
) -> HttpResponseBase:
    reader = reader_of(request)
    shared = {
        "practice": practice,
        "pack": pack,
        "words": SIGNALS,
        "today": reader.day,
        "screened": _screened(reader, pack.id, practice.code),
    }
    return render(request, template, shared | context)


def _screened(reader: Reader, programme: str, code: str) -> ScreenedPractice | None:
    """What the last screen says of a practice, as the reader sees it."""
    snapshot = snapshot_of(programme, None)
    return Sight(snapshot, reader).practices.get(code) if snapshot else None


def _practice(code: str) -> Organisation:
    practice = with_code(code)
    if practice is None or practice.kind != Kind.PRACTICE:
        raise Http404
    return practice


def _pack(programme: str) -> Pack:
    if programme not in available():
        raise Http404
    try:
        return pack_in_force(programme)
    except SettingsUnfit:
        return load(programme)
