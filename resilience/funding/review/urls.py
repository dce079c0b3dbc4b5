"""Addresses of the review and of forecasts."""

from __future__ import annotations

from django.urls import path

from resilience.funding.review import forecast_views, views

AREA = "money/<str:programme>/<str:year>/"
urlpatterns = [
    path(AREA + "review/", views.monthly, name="review"),
    path(AREA + "<str:holder>/forecast/", forecast_views.forecast, name="forecast"),
]
