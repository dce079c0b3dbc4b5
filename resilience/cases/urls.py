"""Addresses of this room."""

from __future__ import annotations

from django.urls import include, path

from resilience.cases import (
    case_views,
    check_views,
    draft_views,
    leaving_views,
    sending_views,
    step_views,
)

app_name = "cases"
HELP = "practices/<str:code>/help/<slug:programme>/"
FORM = HELP + "<slug:form>/"
urlpatterns = [
    path("", include("resilience.cases.finding_urls")),
    path("cases/", case_views.cases, name="cases"),
    path("cases/<str:reference>/", case_views.case, name="case"),
    path("cases/<str:reference>/print/", case_views.to_print, name="print"),
    path("cases/<str:reference>/files/<int:number>/", case_views.attached, name="attached"),
    path("cases/<str:reference>/support/", step_views.support, name="support"),
    path("cases/<str:reference>/hand-over/", step_views.give, name="give"),
    path("cases/<str:reference>/step-out/", leaving_views.leave, name="leave"),
    path("cases/<str:reference>/sent/", sending_views.sent, name="sent"),
    path("cases/<str:reference>/<slug:step>/", step_views.step, name="step"),
    path("help/<slug:programme>/start/", check_views.start, name="start"),
    path("practices/<str:code>/help/", check_views.ask, name="ask"),
    path(HELP, check_views.check, name="check"),
    path(FORM, draft_views.tasks, name="tasks"),
    path(FORM + "answers/", sending_views.answers, name="answers"),
    path(FORM + "throw-away/", draft_views.put_aside, name="throw_away"),
    path(FORM + "<slug:part>/", draft_views.part, name="part"),
]
