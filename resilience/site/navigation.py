"""What every page knows: where the parts of the site are, and whether this is the demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from resilience.screening.access import screening_seen


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The context processor of all pages. Screening is named only to who sees some of it."""
    places = [
        ("home", "Home"),
        ("organisations:search", "Practices and areas"),
        ("profiles:indicators", "Indicators"),
    ]
    sees_screening = hasattr(request, "reader") and screening_seen.allows(request.reader)
    if sees_screening:
        places.append(("screening:programmes", "Screening"))
    places += [("profiles:data_quality", "Data quality"), ("evidence", "Evidence")]
    home = reverse("home")
    return {
        "home": home,
        "search_action": reverse("organisations:search"),
        "demonstration": settings.DEMONSTRATION,
        "sees_screening": sees_screening,
        "navigation": [
            {"href": href, "text": text, "current": _holds(href, request.path, home)}
            for href, text in ((reverse(name), text) for name, text in places)
        ],
    }


def _holds(href: str, path: str, home: str) -> bool:
    return path == home if href == home else path.startswith(href)
