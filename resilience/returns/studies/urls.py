"""Addresses of this part."""

from __future__ import annotations

from django.urls import path

from resilience.returns.studies import library_views, study_views, views

WORK = "studies/<slug:programme>/"
ONE = WORK + "<int:number>/"
TOLD = "case-studies/<slug:programme>/<int:number>-<slug:slug>/"
urlpatterns = [
    path("case-studies/", library_views.library, name="library"),
    path(TOLD, library_views.told_study, name="told"),
    path(TOLD + "print/", library_views.to_print, name="told_print"),
    path(WORK, views.overview, name="studies"),
    path(WORK + "areas/<str:code>/", views.area, name="studies_area"),
    path(WORK + "areas/<str:code>/pack/", views.area_pack, name="studies_pack"),
    path(WORK + "plan/<str:reference>/", views.plan, name="study_plan"),
    path(ONE, study_views.study, name="study"),
    path(ONE + "about/", study_views.meant, name="study_meant"),
    path(ONE + "parts/<slug:part>/", study_views.part, name="study_part"),
    path(ONE + "<slug:way>/", study_views.act, name="study_act"),
]
