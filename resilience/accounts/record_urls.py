"""Addresses of the record of who did what."""

from __future__ import annotations

from django.urls import path

from resilience.accounts import record_views as views

app_name = "record"
urlpatterns = [
    path("record/", views.record, name="events"),
    path("record/file/", views.record_file, name="file"),
]
