"""Addresses of cases: the list, one case, and what may be done with it."""

from __future__ import annotations

from django.urls import path

from resilience.cases.asking import sending_views
from resilience.cases.following import leaving_views, step_views, views

CASE = "cases/<str:reference>/"
urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path(CASE, views.case, name="case"),
    path(CASE + "print/", views.to_print, name="print"),
    path(CASE + "files/<int:number>/", views.attached, name="attached"),
    path(CASE + "support/", step_views.support, name="support"),
    path(CASE + "hand-over/", step_views.give, name="give"),
    path(CASE + "step-out/", leaving_views.leave, name="leave"),
    path(CASE + "sent/", sending_views.sent, name="sent"),
    path(CASE + "<slug:step>/", step_views.step, name="step"),
]
