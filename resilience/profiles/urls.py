"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from resilience.profiles import (
    area_views,
    compare_views,
    context_views,
    practice_views,
    views,
)

app_name = "profiles"
urlpatterns = [
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/<slug:indicator>/", views.indicator, name="indicator"),
    path("practices/<str:code>/profile/", practice_views.profile, name="practice"),
    path("practices/<str:code>/changes/", practice_views.changed, name="changes"),
    path("practices/<str:code>/print/", practice_views.print_out, name="print"),
    path("practices/<str:code>/context/<slug:indicator>/", context_views.context, name="context"),
    path(
        "practices/<str:code>/context/<slug:indicator>/<int:number>/withdraw/",
        context_views.withdraw,
        name="withdraw_context",
    ),
    path("areas/<str:code>/changes/", area_views.changed, name="area_changes"),
    path("compare/", compare_views.compare, name="compare"),
    path("practices/<str:code>/neighbours/", practice_views.neighbours, name="neighbours"),
    path("data-quality/", views.data_quality, name="data_quality"),
]
