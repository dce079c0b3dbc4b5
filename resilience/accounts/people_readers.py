"""Pages about the named readers of restricted records."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from resilience.accounts import actions, queries
from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.people_forms import End, NameReader
from resilience.accounts.people_views import act_page, form_page, posted
from resilience.accounts.roles import Right

names_readers = opened_to(may(Right.NAME_READERS))


@names_readers
@require_safe
def readers(request: HttpRequest) -> HttpResponseBase:
    """Who reads restricted records within one's reach, and what that means."""
    reader = reader_of(request)
    context = {"readings": queries.readings_named(reader), "day": reader.day}
    return render(request, "accounts/people_readers.html", context)


@names_readers
@form_page
def name_reader(request: HttpRequest) -> HttpResponseBase:
    """Name somebody to read restricted records of one subject."""
    reader = reader_of(request)
    form = NameReader(posted(request), reader=reader, initial={"starts": reader.day})

    def act() -> str:
        asked = form.cleaned_data
        named = actions.name_reader(
            by=reader,
            user=asked["email"],
            organisation=asked["code"],
            subject=asked["subject"],
            starts=asked["starts"],
            ends=asked["ends"],
        )
        return (
            f"{named.user.name} reads restricted records about {named.get_subject_display()} "
            f"within {named.organisation.name}."
        )

    words = {"title": "Name a reader of restricted records", "button": "Name this reader"}
    return act_page(request, form, act, reverse("people:readers"), **words)


@names_readers
@form_page
def end_reading(request: HttpRequest, pk: int) -> HttpResponseBase:
    """From a day on somebody reads restricted records no more."""
    reader = reader_of(request)
    named = get_object_or_404(queries.readings_named(reader), pk=pk)
    form = End(posted(request), today=reader.day)

    def act() -> str:
        actions.end_reading(by=reader, named=named, day=form.cleaned_data["day"])
        return f"{named.user.name}’s reading ends on {named.ends:%-d %B %Y}."

    words = {
        "title": f"End {named.user.name}’s reading",
        "words": f"{named.user.name} reads restricted records about "
        f"{named.get_subject_display()} within {named.organisation.name}.",
        "button": "End the reading",
        "careful": True,
    }
    return act_page(request, form, act, reverse("people:readers"), **words)
