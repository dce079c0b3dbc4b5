"""What every page knows: where the parts of the site are, and whether this is the demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The context processor of all pages. Screening is named only where it is open."""
    places = [
        ("home", "Home"),
        ("organisations:search", "Practices and areas"),
        ("profiles:indicators", "Indicators"),
    ]
    if settings.DEMONSTRATION:
        places.append(("screening:programmes", "Screening"))
    places += [("profiles:data_quality", "Data quality"), ("evidence", "Evidence")]
    home = reverse("home")
    return {
        "home": home,
        "search_action": reverse("organisations:search"),
        "demonstration": settings.DEMONSTRATION,
        "navigation": [
            {"href": href, "text": text, "current": _holds(href, request.path, home)}
            for href, text in ((reverse(name), text) for name, text in places)
        ],
    }


def _holds(href: str, path: str, home: str) -> bool:
    return path == home if href == home else path.startswith(href)
