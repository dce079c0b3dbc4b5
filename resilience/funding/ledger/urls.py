"""Addresses of the ledger of a pot."""

from __future__ import annotations

from django.urls import path

from resilience.funding.ledger import queue_views, reading_views

AT = "money/<str:programme>/<str:year>/<str:holder>/ledger/"
urlpatterns = [
    path(AT, queue_views.ledger, name="ledger"),
    path(f"{AT}new/", reading_views.new, name="ledger_new"),
    path(f"{AT}sample/", reading_views.sample, name="ledger_sample"),
    path(f"{AT}again/", queue_views.again, name="ledger_again"),
    path(f"{AT}line/<int:number>/", queue_views.line, name="ledger_line"),
    path(f"{AT}<int:number>/", queue_views.extract, name="ledger_extract"),
]
