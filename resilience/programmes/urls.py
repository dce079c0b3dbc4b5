"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from resilience.programmes import help_views, views

app_name = "programmes"
urlpatterns = [
    path("help/", help_views.programmes, name="help"),
    path("help/<slug:pack>/", help_views.programme, name="asking"),
    path("help/<slug:pack>/menu/", help_views.menu, name="menu"),
    path("help/<slug:pack>/other-help/", help_views.other_help, name="other_help"),
    path("programmes/", views.programmes, name="programmes"),
    path("programmes/<slug:pack>/", views.programme, name="programme"),
    path("programmes/<slug:pack>/settings/", views.history, name="history"),
    path("programmes/<slug:pack>/settings/<str:section>/", views.settings, name="settings"),
]
