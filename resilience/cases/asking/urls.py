"""Addresses of asking for help: the self-check, and forms filled in part by part."""

from __future__ import annotations

from django.urls import path

from resilience.cases.asking import check_views, draft_views, sending_views

HELP = "practices/<str:code>/help/<slug:programme>/"
FORM = HELP + "<slug:form>/"
urlpatterns = [
    path("help/<slug:programme>/start/", check_views.start, name="start"),
    path("practices/<str:code>/help/", check_views.ask, name="ask"),
    path(HELP, check_views.check, name="check"),
    path(FORM, draft_views.tasks, name="tasks"),
    path(FORM + "answers/", sending_views.answers, name="answers"),
    path(FORM + "throw-away/", draft_views.put_aside, name="throw_away"),
    path(FORM + "<slug:part>/", draft_views.part, name="part"),
]
