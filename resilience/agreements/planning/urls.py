from __future__ import annotations

from django.urls import path

from resilience.agreements.planning import lead_views, part_views, reading_views, views

AT = "cases/<str:reference>/agreement/"
PLAN = AT + "plan/"
urlpatterns = [
    path(AT + "begin/", views.begin, name="begin"),
    path(AT + "propose/", views.propose, name="propose"),
    path(AT + "agree/", views.agree, name="agree"),
    path(AT + "approve/", views.approve, name="approve"),
    path(PLAN, reading_views.plan, name="plan"),
    path(PLAN + "<int:plan>/versions/<int:number>/", reading_views.version, name="plan_version"),
    path(PLAN + "leads/<slug:part>/", lead_views.lead, name="lead"),
    path(PLAN + "leads/<slug:part>/who/", lead_views.who, name="who"),
    path(PLAN + "words/<slug:part>/", part_views.words, name="words"),
    path(PLAN + "<slug:kind>/", part_views.rows, name="rows"),
    path(PLAN + "<slug:kind>/add/", part_views.row, name="add"),
    path(PLAN + "<slug:kind>/<int:number>/", part_views.row, name="row"),
    path(PLAN + "<slug:kind>/<int:number>/remove/", part_views.remove, name="remove"),
]
