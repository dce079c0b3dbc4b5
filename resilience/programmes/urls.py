"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from resilience.programmes import views

app_name = "programmes"
urlpatterns = [
    path("programmes/", views.programmes, name="programmes"),
    path("programmes/<slug:pack>/", views.programme, name="programme"),
    path("programmes/<slug:pack>/settings/", views.history, name="history"),
    path("programmes/<slug:pack>/settings/<str:section>/", views.settings, name="settings"),
]
