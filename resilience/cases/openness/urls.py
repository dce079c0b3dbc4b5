"""Addresses of how each team decides."""

from __future__ import annotations

from django.urls import path

from resilience.cases.openness import views

urlpatterns = [
    path("help/<slug:programme>/teams/", views.index, name="teams_openness"),
    path("help/<slug:programme>/teams/<str:code>/", views.team, name="team_openness"),
]
