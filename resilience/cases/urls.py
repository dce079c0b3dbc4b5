"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from resilience.cases import case_views

app_name = "cases"
urlpatterns = [
    path("cases/<str:reference>/", case_views.case, name="case"),
]
