"""Public pages: search, and one page for each organisation. Published facts are open to all."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from resilience.look import asked
from resilience.look.downloads import csv_file
from resilience.organisations import facts, finding
from resilience.organisations.models import Kind
from resilience.organisations.profile import Profile
from resilience.organisations.queries import open_practices

PER_PAGE = 50
SEARCH_COLUMNS = ("code", "name", "kind", "postcode", "area", "state")
PRACTICE_COLUMNS = ("practice", "name", "postcode", "pcn", "ccg", "icb", "dco", "region")


@require_safe
def search(request: HttpRequest) -> HttpResponseBase:
    """Organisations by name, code or postcode; an exact code goes straight to its page."""
    text = asked.clean(request.GET.get("q", ""))
    today = timezone.localdate()
    as_csv = asked.one_of(request, "format", ("csv",))
    if not as_csv and (exact := finding.with_code(text)):
        return redirect("organisations:organisation", exact.code)
    found = finding.find(text)
    if as_csv:
        rows = (vars(one) for one in finding.results(found, today))
        return csv_file(["search", text], SEARCH_COLUMNS, rows)
    page = asked.page_of(request, Paginator(found, PER_PAGE))
    context = {"text": text, "page": page, "results": finding.results(page, today), "day": today}
    return render(request, "organisations/search.html", context)


@require_safe
def practice(request: HttpRequest, code: str) -> HttpResponseBase:
    """The address that people guess for a practice."""
    query = request.GET.dict()
    return redirect(reverse("organisations:organisation", args=[code], query=query or None))


@require_safe
def organisation(request: HttpRequest, code: str) -> HttpResponseBase:
    """What an organisation is, where it belongs, its history, and what is known of or in it."""
    found = finding.with_code(code)
    if found is None:
        raise Http404
    if found.code != code:
        query = request.GET.dict()
        return redirect(reverse("organisations:organisation", args=[found.code], query=query))
    said = asked.day(request)
    day = said or timezone.localdate()
    profile = Profile(found, day)
    if asked.one_of(request, "format", ("csv",)):
        return _download(profile)
    of_day = {"as_at": day.isoformat()} if said else None
    context: dict[str, Any] = {"profile": profile, "day": day, "asked": of_day}
    if profile.is_practice:
        context |= {
            "domains": facts.facts_of(found.code, settings.RESILIENCE_HOME, day),
            "screening": _screening_address(found.code),
        }
        return render(request, "organisations/practice.html", context)
    children = profile.children()
    total = sum(child.practices for group in children.values() for child in group)
    if found.kind != Kind.NATION:  # all of England is a list for a file, not for a page
        page = asked.page_of(request, Paginator(profile.practices(), PER_PAGE))
        total = page.paginator.count
        context["page"] = page
    context |= {"children": children, "total": total}
    return render(request, "organisations/area.html", context)


def _download(profile: Profile) -> HttpResponseBase:
    code, day = profile.organisation.code, profile.day
    if profile.is_practice:
        rows = facts.rows_of(code, settings.RESILIENCE_HOME, day)
        return csv_file([code, "figures", day], facts.CSV_COLUMNS, rows)
    practices = (
        dict.fromkeys(PRACTICE_COLUMNS)
        | one.areas
        | {"practice": one.code, "name": one.name, "postcode": one.postcode}
        for one in open_practices(day, code)
    )
    return csv_file([code, "practices", day], PRACTICE_COLUMNS, practices)


def _screening_address(code: str) -> str:
    """Where the practice's screening results are, for who may see them."""
    for name, args in (("screening:practice", [code]), ("screening:programmes", [])):
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    return ""
