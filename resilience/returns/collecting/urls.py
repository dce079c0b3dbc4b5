"""Addresses of what the national team does with returns, and of questions about one."""

from __future__ import annotations

from django.urls import path

from resilience.returns.collecting import (
    consolidated_views,
    examine_views,
    national_views,
    query_views,
)

NATIONAL = "returns/<str:programme>/national/"
OF = NATIONAL + "<str:collection>/"
FROZEN = OF + "consolidated/<int:number>/"
AREA = OF + "<str:area>/"
QUERIES = "returns/<str:programme>/<str:collection>/<str:area>/queries/"
urlpatterns = [
    path(NATIONAL, national_views.national, name="national"),
    path(NATIONAL + "external/", consolidated_views.external_figures, name="external"),
    path(OF, national_views.standing, name="collected"),
    path(OF + "checks/", national_views.odd, name="checks"),
    path(OF + "changes/", national_views.changes, name="changes"),
    path(OF + "questions/", national_views.questions, name="questions"),
    path(OF + "consolidate/", consolidated_views.consolidate, name="consolidate"),
    path(FROZEN, consolidated_views.consolidated, name="consolidated"),
    path(FROZEN + "send/", consolidated_views.send_back, name="consolidated_send"),
    path(AREA, examine_views.examine, name="examine"),
    path(AREA + "row/", examine_views.row, name="examine_row"),
    path(AREA + "ask/", examine_views.ask, name="examine_ask"),
    path(AREA + "change/", examine_views.change, name="examine_change"),
    path(AREA + "accept/", examine_views.accept, name="examine_accept"),
    path(AREA + "hand-back/", examine_views.hand_back, name="examine_hand_back"),
    path(QUERIES, query_views.queries, name="queries"),
    path(QUERIES + "new/", query_views.ask_back, name="queries_new"),
    path(QUERIES + "<int:number>/", query_views.query, name="query"),
]
