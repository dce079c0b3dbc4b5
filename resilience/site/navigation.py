"""What every page knows: where the parts of the site are, and whether this is the demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.cases.following.views import cases_seen
from resilience.clusters.hub.seen import local_seen
from resilience.funding.books.views import money_seen
from resilience.notices.queries import unread
from resilience.screening.access import screening_seen


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The context processor of all pages. A part is named only to who may open it."""
    places = [
        ("home", "Home"),
        ("organisations:search", "Practices and areas"),
        ("profiles:indicators", "Indicators"),
        ("programmes:programmes", "Programmes"),
    ]
    reader = getattr(request, "reader", None)
    if reader is not None and reader.memberships:
        places.insert(1, ("reports:work", "My work"))
    sees_screening = reader is not None and screening_seen.allows(reader)
    if sees_screening:
        places.append(("screening:programmes", "Screening"))
    sees_cases = reader is not None and cases_seen.allows(reader)
    if sees_cases:
        places.append(("cases:cases", "Cases"))
    sees_local = reader is not None and local_seen.allows(reader)
    if sees_local:
        places.append(("clusters:local", "Local programme"))
    sees_money = reader is not None and money_seen.allows(reader)
    if sees_money:
        places.append(("funding:books", "Money"))
        places.append(("returns:returns", "Returns"))
    places += [("profiles:data_quality", "Data quality"), ("evidence", "Evidence")]
    if reader is not None and reader.may(Right.MANAGE_PEOPLE):
        places.append(("people:index", "People"))
    if reader is not None and reader.may(Right.NAME_READERS):
        places.append(("people:readers", "Named readers"))
    if reader is not None and reader.may(Right.READ_RECORD):
        places.append(("record:events", "Record"))
    home = reverse("home")
    return {
        "home": home,
        "search_action": reverse("organisations:search"),
        "demonstration": settings.DEMONSTRATION,
        "sees_screening": sees_screening,
        "sees_cases": sees_cases,
        "sees_money": sees_money,
        "may_find": reader is not None and bool(reader.may(Right.WORK_CASES)),
        "may_raise": reader is not None and bool(reader.may(Right.RAISE_CONCERN)),
        "deliberates": reader is not None and bool(reader.sees(Tier.DELIBERATION)),
        "own_practices": set(reader.may(Right.FILL_IN).codes.values()) if reader else set(),
        "told": reader is not None
        and {
            "href": reverse("notices:index"),
            "unread": unread(reader),
        },
        "navigation": [
            {"href": href, "text": text, "current": _holds(href, request.path, home)}
            for href, text in ((reverse(name), text) for name, text in places)
        ],
    }


def _holds(href: str, path: str, home: str) -> bool:
    return path == home if href == home else path.startswith(href)
