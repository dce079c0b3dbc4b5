"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from resilience.reports import views
from resilience.reports.board.urls import urlpatterns as board

app_name = "reports"
urlpatterns = [
    path("my-work/", views.work, name="work"),
    path("cases/<str:reference>/dossier/", views.dossier, name="dossier"),
    *board,
]
