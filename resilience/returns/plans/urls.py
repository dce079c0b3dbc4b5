"""Addresses of delivery plans."""

from __future__ import annotations

from django.urls import path

from resilience.returns.plans import action_views, overview_views, telling_views, views

YEAR = "delivery-plans/<slug:programme>/<str:year>/"
TEAM = f"{YEAR}<str:team>/"
urlpatterns = [
    path(YEAR, overview_views.plans, name="plans"),
    path(f"{YEAR}local-deadlines/", overview_views.local_deadlines, name="local_deadlines"),
    path(TEAM, views.plan, name="plan"),
    path(f"{TEAM}write/", views.write, name="write_plan"),
    path(f"{TEAM}version/<int:number>/", views.version, name="plan_version"),
    path(f"{TEAM}tell/", telling_views.tell, name="tell_practices"),
    path(f"{TEAM}told-otherwise/", telling_views.otherwise, name="told_otherwise"),
    path(f"{TEAM}assure/", action_views.assure, name="assure_plan"),
    path(f"{TEAM}action/", action_views.add, name="plan_action"),
    path(f"{TEAM}action/<int:action>/done/", action_views.done, name="plan_action_done"),
]
