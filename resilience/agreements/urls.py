"""Addresses of this room."""

from __future__ import annotations

from django.urls import include, path

from resilience.agreements import views

app_name = "agreements"
urlpatterns = [
    path("cases/<str:reference>/agreement/", views.agreement, name="agreement"),
    path("", include("resilience.agreements.planning.urls")),
    path("", include("resilience.agreements.signing.urls")),
    path("", include("resilience.agreements.changing.urls")),
    path("", include("resilience.agreements.following.urls")),
    path("", include("resilience.agreements.helping.urls")),
    path("", include("resilience.agreements.timing.urls")),
]
