"""Addresses of clusters and of their plans."""

from __future__ import annotations

from django.urls import path

from resilience.clusters.forming import act_views, proposal_views, views
from resilience.clusters.forming.plans import area_views, plan_views, writing_views

ALL = "local/<slug:programme>/<str:area>/clusters/"
ONE = f"{ALL}<int:number>/"
PLAN = f"{ONE}plan/"
urlpatterns = [
    path("practices/<str:code>/cluster/<slug:programme>/", views.own, name="own_cluster"),
    path(ALL, views.clusters, name="clusters"),
    path(f"{ALL}propose/", proposal_views.propose, name="propose_cluster"),
    path(ONE, views.cluster, name="cluster"),
    path(f"{ONE}change/", proposal_views.change, name="change_cluster"),
    path(f"{ONE}ask/", proposal_views.ask, name="ask_practices"),
    path(f"{ONE}answer/", act_views.answer, name="answer_cluster"),
    path(f"{ONE}withdraw/", act_views.withdraw, name="withdraw_cluster"),
    path(f"{ONE}exception/", act_views.exception, name="except_cluster"),
    path(f"{ONE}form/", act_views.form, name="form_cluster"),
    path(f"{ONE}leave/", act_views.leave, name="leave_cluster"),
    path(f"{ONE}end/", act_views.end, name="end_cluster"),
    path(PLAN, plan_views.plan, name="cluster_plan"),
    path(f"{PLAN}begin/", writing_views.begin, name="begin_cluster_plan"),
    path(f"{PLAN}summary/", writing_views.summary, name="plan_summary"),
    path(f"{PLAN}projects/<slug:span>/", writing_views.project, name="plan_project"),
    path(f"{PLAN}submit/", writing_views.submit, name="submit_cluster_plan"),
    path(f"{PLAN}submissions/<int:submission>/", plan_views.submission, name="plan_submission"),
    path(f"{PLAN}ratify/", area_views.ratify, name="ratify_cluster_plan"),
    path(f"{PLAN}progress/<slug:span>/", writing_views.progress, name="plan_progress"),
    path(f"{PLAN}finding/", area_views.finding, name="plan_finding"),
]
