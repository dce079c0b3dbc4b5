"""Addresses of how fairly and how fast the money of a year goes."""

from __future__ import annotations

from django.urls import path

from resilience.funding.fairness import views

AREA = "money/<str:programme>/<str:year>/"
urlpatterns = [
    path(f"{AREA}fairness/", views.fairness, name="fairness"),
    path(f"{AREA}speed/", views.speed, name="speed"),
]
