"""Addresses of the register of risks, and of what an area shares with whom."""

from __future__ import annotations

from django.urls import path

from resilience.clusters.register import sharing_views, views, writing_views

AREA = "local/<slug:programme>/<str:area>/"
RISKS = f"{AREA}risks/"
urlpatterns = [
    path(RISKS, views.risks, name="risks"),
    path(f"{RISKS}committee/", views.committee, name="risks_committee"),
    path(f"{RISKS}add/", writing_views.add, name="add_risk"),
    path(f"{RISKS}put-forward/<str:key>/", writing_views.take_in, name="take_in_risk"),
    path(f"{RISKS}put-forward/<str:key>/aside/", writing_views.aside, name="set_risk_aside"),
    path(f"{RISKS}<int:number>/", views.risk, name="risk"),
    path(f"{RISKS}<int:number>/change/", writing_views.change, name="change_risk"),
    path(f"{RISKS}<int:number>/close/", writing_views.close, name="close_risk"),
    path(f"{AREA}sharing/", sharing_views.sharing, name="sharing"),
    path(f"{AREA}sharing/settle/", sharing_views.settle, name="settle_sharing"),
    path(f"{AREA}sharing/history/", sharing_views.history, name="sharing_history"),
]
