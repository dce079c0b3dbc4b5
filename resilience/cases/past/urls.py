"""Addresses of support that earlier years gave."""

from __future__ import annotations

from django.urls import path

from resilience.cases.past import views

urlpatterns = [
    path("cases/past-support/", views.past_support, name="past_support"),
    path("cases/past-support/template/", views.template, name="past_template"),
]
