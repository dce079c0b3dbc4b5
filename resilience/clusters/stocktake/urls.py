"""Addresses of stocktakes: of an area, of a practice, and what is shared with somebody by name."""

from __future__ import annotations

from django.urls import path

from resilience.clusters.stocktake import report_views, sharing_views, views

AREA = "local/<slug:programme>/<str:area>/stocktakes/"
ROUND = f"{AREA}<int:number>/"
PRACTICE = "practices/<str:code>/stocktake/<slug:programme>/"
SHARED = f"{PRACTICE}shares/"
urlpatterns = [
    path(AREA, views.rounds, name="stocktakes"),
    path(f"{AREA}open/", views.open_, name="open_stocktake"),
    path(ROUND, views.round_, name="stocktake"),
    path(f"{ROUND}call-off/", views.off, name="call_off_stocktake"),
    path(f"{ROUND}published/", views.published, name="stocktake_published"),
    path(f"{ROUND}cells/<str:cell>/", views.cell, name="stocktake_cell"),
    path(PRACTICE, report_views.report, name="stocktake_report"),
    path(f"{PRACTICE}report.pdf", report_views.paper, name="stocktake_paper"),
    path(f"{PRACTICE}share/<int:answered>/", sharing_views.share, name="share_answers"),
    path(SHARED, sharing_views.shares, name="shares_of_answers"),
    path(f"{SHARED}<int:number>/end/", sharing_views.end, name="end_sharing"),
    path(
        "local/<slug:programme>/shared/<int:number>/", sharing_views.shared, name="shared_answers"
    ),
]
