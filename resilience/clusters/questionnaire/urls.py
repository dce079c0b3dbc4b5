"""Addresses of the questionnaire of a practice."""

from __future__ import annotations

from django.urls import path

from resilience.clusters.questionnaire import result_views, views

HERE = "practices/<str:code>/questionnaire/<slug:programme>/"
RESULT = HERE + "results/<int:answered>/"
urlpatterns = [
    path(HERE, views.start, name="questionnaire"),
    path(HERE + "parts/<slug:part>/", views.part, name="questionnaire_part"),
    path(HERE + "check/", views.check, name="questionnaire_check"),
    path(HERE + "throw-away/", views.throw_away, name="throw_questionnaire_away"),
    path(RESULT, result_views.result, name="questionnaire_result"),
    path(RESULT + "compared/", result_views.compared, name="questionnaire_compared"),
]
