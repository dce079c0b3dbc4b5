"""Addresses of assessing a practice."""

from __future__ import annotations

from django.urls import path

from resilience.cases.assessing import beside_views, views

CASE = "cases/<str:reference>/"
urlpatterns = [
    path(CASE + "place/", views.assess, name="assess"),
    path(CASE + "place-second/", views.second, name="assess_second"),
    path(CASE + "settle/", views.settling, name="settle"),
    path(CASE + "judge/", beside_views.judge, name="judge"),
    path(CASE + "safety/", beside_views.passed_on, name="escalate"),
    path(CASE + "earlier-help/", beside_views.continuing, name="continuing"),
    path(CASE + "assessments/<int:number>/", views.assessment, name="assessment"),
]
