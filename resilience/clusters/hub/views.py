"""Where somebody begins: the local programmes of their practices and areas."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.reader import Reader
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import AREAS, practice_at
from resilience.clusters.hub.places import OF_A_PRACTICE, OF_AN_AREA, Place, local_packs, of_pack
from resilience.clusters.hub.seen import local_seen
from resilience.clusters.models.shared import of_areas_seen
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.schema import Pack

MOST = 60
"""Areas that are listed; a region has fewer, the nation more than anybody reads."""


@opened_to(local_seen)
@require_safe
def local(request: HttpRequest) -> HttpResponseBase:
    """The local programmes of the areas and practices that a reader acts for."""
    reader = reader_of(request)
    reached = _reached(reader)

    def places(pack: Pack, area: Organisation) -> list[Place]:
        """What is read as counts is open to everybody of an area, the rest to who sees that."""
        every = of_pack(OF_AN_AREA, pack)
        return [one for one in every if one.tier == Tier.COUNTS or area.pk in reached[one.tier]]

    context = {
        "packs": local_packs(),
        "practices": _own_practices(reader),
        "areas": _areas(reader),
        "places_of": places,
        "is_over": lambda pack: pack.ends < reader.day,
    }
    return render(request, "clusters/hub_local.html", context)


@opened_to(sees(Tier.COMMISSIONER))
@require_safe
def practice(request: HttpRequest, code: str, programme: str) -> HttpResponseBase:
    """What the local programme has for a practice; its own things for its people only."""
    reader = reader_of(request)
    at = practice_at(reader, programme, code, Tier.COMMISSIONER)
    own = reader.sees(Tier.PRACTICE).holds(at.organisation)
    places = of_pack(OF_A_PRACTICE, at.pack)
    context = {
        "at": at,
        "own": [one for one in places if one.tier == Tier.PRACTICE] if own else [],
        "places": [one for one in places if one.tier != Tier.PRACTICE],
        "seers": [
            ("This page is seen by", who_sees(at.organisation, Tier.COMMISSIONER, reader.day))
        ],
    }
    return render(request, "clusters/hub_practice.html", context)


def _own_practices(reader: Reader) -> list[Organisation]:
    codes = reader.sees(Tier.PRACTICE).codes
    return list(Organisation.objects.filter(pk__in=codes, kind=Kind.PRACTICE).order_by("name"))


def _areas(reader: Reader) -> list[Organisation]:
    """Boards before their localities; a practice's own too, as it reads what they set up for it."""
    seen = Organisation.objects.filter(of_areas_seen(reader, "pk"), kind__in=AREAS)
    return list(seen.order_by("-kind", "name")[:MOST])


def _reached(reader: Reader) -> dict[Tier, set[int]]:
    """The areas within which a reader sees records of each tier that areas have."""
    tiers = {one.tier for one in OF_AN_AREA} - {Tier.COUNTS}
    areas = Organisation.objects.filter(kind__in=AREAS).values_list("pk", flat=True)
    return {tier: set(areas.filter(reader.sees(tier).within("pk"))) for tier in tiers}
