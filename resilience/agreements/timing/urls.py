"""Addresses of how long it takes."""

from __future__ import annotations

from django.urls import path

from resilience.agreements.timing import views

urlpatterns = [
    path("cases/times/", views.programmes, name="times_programmes"),
    path("cases/times/<slug:programme>/", views.times, name="times"),
]
