"""Pages on which local organisations, and what they cover, are entered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from resilience.accounts import local
from resilience.accounts.access import reader_of
from resilience.accounts.people_forms import End, Spanned
from resilience.accounts.people_views import act_page, form_page, manages, posted
from resilience.accounts.reader import Reader, Scope
from resilience.accounts.rules import areas_managed
from resilience.look.words import begin
from resilience.organisations.models import LOCAL_KINDS, Coverage, Kind, Organisation


class Add(forms.Form):
    kind = forms.ChoiceField(
        label="What it is",
        choices=[(kind.value, begin(kind.label)) for kind in map(Kind, LOCAL_KINDS)],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is"},
    )
    name = forms.CharField(
        label="Its name", max_length=200, error_messages={"required": "Enter its name"}
    )


class Cover(Spanned):
    code = forms.CharField(
        label="Code of what it covers",
        max_length=64,
        help_text="A committee covers a CCG, an ICB or another area; a group or a supplier its "
        "practices, one by one.",
        error_messages={"required": "Enter a code, like A81001"},
    )
    field_order = ("code", "starts", "ends")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope

    def clean_code(self) -> Organisation:
        code = self.cleaned_data["code"].strip().upper()
        found = Organisation.objects.filter(self.scope.within("pk"), code=code).first()
        if found is None:
            raise forms.ValidationError("No organisation within your areas has this code")
        return found


@manages
@require_safe
def organisations(request: HttpRequest) -> HttpResponseBase:
    """The local organisations there are, and what each covers."""
    _areas(reader_of(request))
    found = Organisation.objects.filter(kind__in=LOCAL_KINDS).order_by("kind", "name")
    return render(request, "accounts/people_local.html", {"organisations": found})


@manages
@form_page
def add(request: HttpRequest) -> HttpResponseBase:
    """Enter a local organisation."""
    reader = reader_of(request)
    _areas(reader)
    form = Add(posted(request))

    def act() -> str:
        made = local.add(by=reader, **form.cleaned_data)
        return f"{made.name} is entered with the code {made.code}. Say now what it covers."

    words = {"title": "Add a local organisation", "button": "Add it"}
    return act_page(request, form, act, reverse("people:local"), **words)


@manages
@require_safe
def organisation(request: HttpRequest, code: str) -> HttpResponseBase:
    """What a local organisation covers, and covered before."""
    reader = reader_of(request)
    scope, found = _areas(reader), _found(code)
    covers = Coverage.objects.filter(organisation=found).select_related("area")
    rows = [(one, scope.holds(one.area) and one.ends > reader.day) for one in covers]
    context = {"organisation": found, "covers": rows, "day": reader.day}
    return render(request, "accounts/people_local_organisation.html", context)


@manages
@form_page
def cover(request: HttpRequest, code: str) -> HttpResponseBase:
    """Say that a local organisation covers something."""
    reader = reader_of(request)
    scope, found = _areas(reader), _found(code)
    form = Cover(posted(request), scope=scope, initial={"starts": reader.day})

    def act() -> str:
        asked = form.cleaned_data
        span = {"starts": asked["starts"], "ends": asked["ends"]}
        made = local.cover(by=reader, organisation=found, area=asked["code"], **span)
        return f"{found.name} covers {made.area.name}: its people see it from that day on."

    words = {
        "title": f"What {found.name} covers",
        "words": "Its people then see what their roles see of it: name nothing it does not cover.",
        "button": "Enter it",
    }
    return act_page(request, form, act, _page_of(found), **words)


@manages
@form_page
def end_cover(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """From a day on a local organisation covers something no more."""
    reader = reader_of(request)
    scope, found = _areas(reader), _found(code)
    coverage = get_object_or_404(
        Coverage.objects.select_related("organisation", "area"),
        scope.within("area"),
        organisation=found,
        ends__gt=reader.day,
        pk=pk,
    )
    form = End(posted(request), today=reader.day)

    def act() -> str:
        local.end_cover(by=reader, coverage=coverage, day=form.cleaned_data["day"])
        return f"{found.name} covers {coverage.area.name} no more from that day on."

    words = {
        "title": f"{found.name} no longer covers {coverage.area.name}",
        "words": "Its people then see nothing of it any more, what is of earlier days included.",
        "button": "End it",
        "careful": True,
    }
    return act_page(request, form, act, _page_of(found), **words)


def _areas(reader: Reader) -> Scope:
    """The areas one manages; without any there are no such pages."""
    scope = areas_managed(reader)
    if not scope:
        raise Http404
    return scope


def _found(code: str) -> Organisation:
    return get_object_or_404(Organisation, code=code.upper(), kind__in=LOCAL_KINDS)


def _page_of(found: Organisation) -> str:
    return reverse("people:local_organisation", args=[found.code])
