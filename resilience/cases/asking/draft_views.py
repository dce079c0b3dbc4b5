"""A form of a practice: its parts as a list of tasks, each on a page, checked and sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.rules import Refused
from resilience.cases.actions import begin_draft, throw_away
from resilience.cases.asking.draft_pages import Place, fills_in, form_page, on_a_draft, place_of
from resilience.cases.asking.part_form import PartPage
from resilience.cases.asking.progress import COMPLETED, OPTIONAL, progress
from resilience.cases.models import Draft
from resilience.look.saving import is_saving


@fills_in
@form_page
def tasks(request: HttpRequest, code: str, programme: str, form: str) -> HttpResponseBase:
    """The parts of a form and how far each is; a press of a button begins the form."""
    place = place_of(request, code, programme, form)
    if request.method == "POST":
        try:
            begin_draft(
                by=place.by,
                practice=place.practice,
                programme=programme,
                form=form,
                at=timezone.now(),
            )
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(place.self_check)
        return redirect(place.tasks)
    draft = place.draft()
    if draft is None:
        return redirect(place.self_check)
    parts = progress(place.pack, place.form, draft)
    needed = [one for one in parts if one.status != OPTIONAL]
    context = {
        "parts": parts,
        "needed": len(needed),
        "done": sum(one.status == COMPLETED for one in needed),
        "files": draft.attachments.count(),
    }
    return page(request, "cases/tasks.html", place, draft, context)


@on_a_draft
@keeps_what_was_typed
def part(request: HttpRequest, place: Place, draft: Draft, part: str) -> HttpResponseBase:
    """One part: shown, saved half filled or finished, or told what to mend."""
    found = next((one for one in place.form.parts if one.id == part), None)
    if found is None:
        raise Http404
    shown = PartPage(place, draft, found, request)
    if is_saving(request):
        return shown.save_by_itself()
    if request.method == "POST" and (goes_to := shown.save()):
        return redirect(goes_to)
    return page(request, "cases/part.html", place, shown.draft, shown.context())


@on_a_draft
def put_aside(request: HttpRequest, place: Place, draft: Draft) -> HttpResponseBase:
    """Throw a form away, after asking."""
    if request.method == "POST":
        throw_away(by=place.by, draft=draft, at=timezone.now())
        messages.success(request, f"“{place.form.title}” is thrown away, and its files with it.")
        return redirect(place.self_check)
    return page(request, "cases/throw_away.html", place, draft, {})


def page(
    request: HttpRequest, template: str, place: Place, draft: Draft, context: dict[str, Any]
) -> HttpResponseBase:
    """A page of a form, with what all of them show."""
    return render(request, template, {"place": place, "draft": draft} | context)
