"""Addresses of this room."""

from __future__ import annotations

from django.urls import include, path

app_name = "cases"
urlpatterns = [
    path("", include("resilience.cases.finding.urls")),
    path("", include("resilience.cases.consistency.urls")),
    path("", include("resilience.cases.contacts.urls")),
    path("", include("resilience.cases.openness.urls")),
    path("", include("resilience.cases.past.urls")),
    path("", include("resilience.cases.assessing.urls")),
    path("", include("resilience.cases.deciding.urls")),
    path("", include("resilience.cases.prioritising.urls")),
    path("", include("resilience.cases.following.urls")),
    path("", include("resilience.cases.asking.urls")),
]
