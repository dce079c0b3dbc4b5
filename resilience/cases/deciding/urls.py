"""Addresses of deciding: one case, and its letters."""

from __future__ import annotations

from django.urls import path

from resilience.cases.deciding import views

CASE = "cases/<str:reference>/"
urlpatterns = [
    path(CASE + "decide/", views.decide, name="decide"),
    path(CASE + "letter/<int:number>/", views.letter, name="letter"),
]
