"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from resilience.organisations import views

app_name = "organisations"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("organisations/<str:code>/", views.organisation, name="organisation"),
    path("practices/<str:code>/", views.practice, name="practice"),
]
