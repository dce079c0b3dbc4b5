"""Addresses of the money of a case."""

from __future__ import annotations

from django.urls import path

from resilience.funding.paying import views

AT = "cases/<str:reference>/money/"
urlpatterns = [
    path(AT, views.money, name="money"),
]
