"""Addresses of finding practices that did not ask."""

from __future__ import annotations

from django.urls import path

from resilience.cases.finding import concern_views, views

urlpatterns = [
    path("cases/found/", views.programmes, name="found_programmes"),
    path("cases/found/<slug:programme>/", views.found, name="found"),
    path("cases/found/<slug:programme>/<str:code>/", views.record, name="found_record"),
    path("cases/concern/", concern_views.programmes, name="concern_programmes"),
    path("cases/concern/<slug:programme>/", concern_views.search, name="concern_search"),
    path("cases/concern/<slug:programme>/<str:code>/", concern_views.concern, name="concern"),
]
