"""Addresses of this room."""

from __future__ import annotations

from django.urls import include, path

app_name = "clusters"
PARTS = (
    *("hub", "questionnaire", "stocktake", "toolkit", "response", "red"),
    *("offers", "forming", "payments", "register"),
    "dashboard",  # last: its addresses end in any code
)
urlpatterns = [path("", include(f"resilience.clusters.{part}.urls")) for part in PARTS]
