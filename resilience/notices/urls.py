"""Addresses of one's own notices."""

from __future__ import annotations

from django.urls import path

from resilience.notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.index, name="index"),
    path("notices/<int:pk>/", views.follow, name="follow"),
    path("notices/read/", views.read, name="read"),
    path("notices/preference/", views.preference, name="preference"),
]
