"""Addresses of this room."""

from __future__ import annotations

from django.urls import include, path

app_name = "funding"
urlpatterns = [
    path("", include("resilience.funding.paying.urls")),
    path("", include("resilience.funding.shares.urls")),
    path("", include("resilience.funding.ledger.urls")),
    path("", include("resilience.funding.review.urls")),
    path("", include("resilience.funding.fairness.urls")),
    path("", include("resilience.funding.books.urls")),  # last: its addresses end in any code
]
