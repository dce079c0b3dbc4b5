"""Addresses: each room names its own."""

from __future__ import annotations

from django.urls import include, path

from resilience.site.health import healthz

urlpatterns = [
    path("healthz/", healthz, name="healthz"),
    path("", include("resilience.organisations.urls")),
    path("", include("resilience.screening.urls")),
]
