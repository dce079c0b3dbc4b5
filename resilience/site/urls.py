"""Addresses: each room names its own."""

from __future__ import annotations

from django.urls import include, path

from resilience.site import views
from resilience.site.health import healthz

handler400 = "resilience.look.asked.bad_request"
urlpatterns = [
    path("", views.home, name="home"),
    path("healthz/", healthz, name="healthz"),
    path("evidence/", views.evidence, name="evidence"),
    path("evidence/<str:release_id>/", views.release, name="release"),
    path("api/", include("resilience.site.api.urls")),
    path("", include("resilience.accounts.urls")),
    path("", include("resilience.accounts.people_urls")),
    path("", include("resilience.accounts.record_urls")),
    path("", include("resilience.notices.urls")),
    path("", include("resilience.organisations.urls")),
    path("", include("resilience.profiles.urls")),
    path("", include("resilience.programmes.urls")),
    path("", include("resilience.screening.urls")),
    path("", include("resilience.reports.urls")),  # before the steps of a case
    path("", include("resilience.agreements.urls")),
    path("", include("resilience.funding.urls")),
    path("", include("resilience.clusters.urls")),
    path("", include("resilience.returns.urls")),
    path("", include("resilience.cases.urls")),
]
