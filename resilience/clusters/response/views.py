"""The page of the response to a practice's status."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import At
from resilience.clusters.offers.shown import menu_of
from resilience.clusters.response.addressed import response_at
from resilience.clusters.response.shown import response_of
from resilience.clusters.response.story import story_of, titles_of


@opened_to(sees(Tier.COMMISSIONER))
@require_safe
def response(request: HttpRequest, programme: str, code: str) -> HttpResponseBase:
    """How a practice stands, why, who works with it, what is on offer for it, and its story."""
    reader = reader_of(request)
    of = response_at(reader, programme, code)
    shown = response_of(of, reader)
    offering = of.pack.offering
    context = {
        "of": of,
        "today": reader.day,
        "titles": titles_of(of.pack),
        "offering": offering,
        "meaning": offering.meaning(shown["band"]) if offering else None,
        "menu": menu_of(of, shown["band"], reader) if offering else None,
        "days": of.pack.response.days(shown["band"]) if of.pack.response else None,
        "red_address": _red_address(of) if shown["is_red"] else "",
        "story": story_of(of.organisation, of.pack, reader),
        "seers": [
            ("This page is seen by", who_sees(of.organisation, Tier.COMMISSIONER, reader.day))
        ],
    }
    return render(request, "clusters/response_page.html", context | shown)


def _red_address(of: At) -> str:
    """Where a red practice is steadied, in a programme that says how."""
    return reverse("clusters:red", args=[of.organisation.code, of.pack.id]) if of.pack.red else ""
