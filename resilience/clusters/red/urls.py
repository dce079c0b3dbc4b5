"""Addresses of a practice that is red."""

from __future__ import annotations

from django.urls import path

from resilience.clusters.red import appraisal_views, dispersal_views, engagement_views, views

RED = "practices/<str:code>/red/<slug:programme>/"
OPTIONS = f"{RED}options/<int:number>/"
HEARING = f"{RED}engagement/<int:plan>/"
KEPT = f"{RED}dispersal/<int:kept>/"
urlpatterns = [
    path(RED, views.red, name="red"),
    path(f"{RED}open/", views.open_, name="red_open"),
    path(f"{RED}step/", views.step, name="red_step"),
    path(f"{RED}step/<int:step>/done/", views.step_done, name="red_step_done"),
    path(f"{RED}review/", views.look, name="red_review"),
    path(f"{RED}end/", views.end, name="red_end"),
    path(f"{RED}options/", appraisal_views.begin, name="red_weigh"),
    path(OPTIONS, appraisal_views.appraisal, name="red_appraisal"),
    path(f"{OPTIONS}score/<slug:option>/", appraisal_views.score, name="red_score"),
    path(f"{OPTIONS}decide/", appraisal_views.decide, name="red_decide"),
    path(f"{OPTIONS}dispersal/", dispersal_views.ask, name="red_ask"),
    path(KEPT, dispersal_views.dispersal, name="red_dispersal"),
    path(f"{KEPT}beside/<int:other>/", dispersal_views.compare, name="red_compare"),
    path(f"{RED}engagement/", engagement_views.begin, name="red_engage"),
    path(HEARING, engagement_views.engagement, name="red_engagement"),
    path(f"{HEARING}step/", engagement_views.step, name="red_hearing"),
    path(f"{HEARING}step/<int:step>/done/", engagement_views.step_done, name="red_heard"),
    path(f"{HEARING}end/", engagement_views.end, name="red_summed_up"),
]
