"""Addresses of shares, allocations and what the money is meant for."""

from __future__ import annotations

from django.urls import path

from resilience.funding.shares import intended_views, pot_views, views

AREA = "money/<str:programme>/<str:year>/"
POT = AREA + "<str:holder>/"
urlpatterns = [
    path(AREA + "shares/", views.shares, name="shares"),
    path(AREA + "shares/take/", views.take, name="take_shares"),
    path(POT + "allocate/", pot_views.allocate, name="allocate"),
    path(POT + "receive/", pot_views.receive, name="receive"),
    path(POT + "carry/", pot_views.carry, name="carry"),
    path(POT + "intended/", intended_views.intended, name="intended"),
    path(POT + "intended/<str:category>/", intended_views.variance, name="variance"),
]
