"""Addresses of where somebody begins."""

from __future__ import annotations

from django.urls import path

from resilience.clusters.hub import views

urlpatterns = [
    path("local/", views.local, name="local"),
    path("practices/<str:code>/local/<slug:programme>/", views.practice, name="practice"),
]
