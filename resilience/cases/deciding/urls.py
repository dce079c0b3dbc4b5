"""Addresses of deciding: one case, and its letters."""

from __future__ import annotations

from django.urls import path

from resilience.cases.deciding import many_views, views

CASE = "cases/<str:reference>/"
MANY = "cases/priorities/<slug:programme>/proposals/<int:number>/decide/"
urlpatterns = [
    path(MANY, many_views.decide_many, name="decide_many"),
    path(CASE + "decide/", views.decide, name="decide"),
    path(CASE + "letter/<int:number>/", views.letter, name="letter"),
]
