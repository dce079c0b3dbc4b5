"""Addresses of this room."""

from __future__ import annotations

from django.urls import include, path

app_name = "funding"
urlpatterns = [
    path("", include("resilience.funding.shares.urls")),
    path("", include("resilience.funding.books.urls")),
    path("", include("resilience.funding.ledger.urls")),
    path("", include("resilience.funding.review.urls")),
    path("", include("resilience.funding.fairness.urls")),
]
