"""Addresses of suppliers, of what was found useful, and of business cases."""

from __future__ import annotations

from django.urls import path

from resilience.agreements.helping import useful_views

urlpatterns = [
    path("help/<slug:programme>/found-useful/", useful_views.useful, name="found_useful"),
]
