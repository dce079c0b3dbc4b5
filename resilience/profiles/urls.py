"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from resilience.profiles import views

app_name = "profiles"
urlpatterns = [
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/<slug:indicator>/", views.indicator, name="indicator"),
    path("data-quality/", views.data_quality, name="data_quality"),
]
