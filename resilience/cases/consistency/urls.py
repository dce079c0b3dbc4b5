"""Addresses of consistency."""

from __future__ import annotations

from django.urls import path

from resilience.cases.consistency import views

urlpatterns = [
    path("cases/consistency/", views.programmes, name="consistency_programmes"),
    path("cases/consistency/<slug:programme>/", views.consistency, name="consistency"),
]
