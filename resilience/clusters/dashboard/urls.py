"""Addresses of the quality and resilience dashboard."""

from __future__ import annotations

from django.urls import path

from resilience.clusters.dashboard import practice_views, views

AREA = "local/<str:programme>/<str:area>/"
urlpatterns = [
    path(
        "practices/<str:code>/dashboard/<str:programme>/",
        practice_views.practice,
        name="practice_dashboard",
    ),
    path(f"{AREA}practices/", views.practices, name="dashboard_practices"),
    path(f"{AREA}compare/<str:level>/", views.compare, name="dashboard_compare"),
    path(f"{AREA}inequality/", views.inequality, name="dashboard_inequality"),
    path(f"{AREA}moved/", views.moved, name="dashboard_moved"),
    path(f"{AREA}pack/", views.pack, name="dashboard_pack"),
    path(AREA, views.area, name="dashboard"),
]
