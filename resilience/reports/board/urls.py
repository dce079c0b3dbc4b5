"""Addresses of papers for boards."""

from __future__ import annotations

from django.urls import path

from resilience.reports.board import beside_views, views

ONE = "papers/<str:programme>/<str:year>/"
urlpatterns = [
    path("papers/", views.papers, name="papers"),
    path("papers/<str:programme>/beside/", beside_views.listed, name="beside"),
    path(ONE, views.board, name="paper"),
    path(f"{ONE}<str:measure>/", views.behind, name="behind"),
]
