"""Addresses of prioritising."""

from __future__ import annotations

from django.urls import path

from resilience.cases.prioritising import equity_views, proposal_views, views

BOARD = "cases/priorities/<slug:programme>/"
PROPOSAL = BOARD + "proposals/<int:number>/"
urlpatterns = [
    path("cases/priorities/", views.programmes, name="priorities_programmes"),
    path(BOARD, views.priorities, name="priorities"),
    path(BOARD + "equity/", equity_views.equity, name="equity"),
    path(BOARD + "review/", views.review, name="review_list"),
    path(BOARD + "proposals/new/", proposal_views.new, name="proposal_new"),
    path(PROPOSAL, proposal_views.proposal, name="proposal"),
    path(PROPOSAL + "accept/", proposal_views.accept, name="proposal_accept"),
    path(PROPOSAL + "cases/<str:reference>/", proposal_views.change, name="proposal_change"),
]
