"""Addresses of the books."""

from __future__ import annotations

from django.urls import path

from resilience.funding.books import views

AT = "cases/<str:reference>/money/"
urlpatterns = [
    path(AT, views.money, name="money"),
]
