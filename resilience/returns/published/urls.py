"""Addresses of what anyone may read."""

from __future__ import annotations

from django.urls import path

from resilience.returns.published import views

urlpatterns = [path("published/<str:programme>/<str:year>/", views.figures, name="published")]
