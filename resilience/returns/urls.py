"""Addresses of this room."""

from __future__ import annotations

from django.urls import include, path

app_name = "returns"
PARTS = (
    *("milestones", "plans", "studies", "network", "published", "collecting", "workbook"),
    "filing",  # last: its addresses end in any code
)
urlpatterns = [path("", include(f"resilience.returns.{part}.urls")) for part in PARTS]
