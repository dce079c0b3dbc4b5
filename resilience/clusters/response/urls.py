"""Addresses of the response to a practice's status."""

from __future__ import annotations

from django.urls import path

from resilience.clusters.response import cause_views, money_views, team_views, views

AT = "practices/<str:code>/response/<slug:programme>/"
MONEY = AT + "money/<int:number>/"
urlpatterns = [
    path(AT, views.response, name="response"),
    path(AT + "cause/", cause_views.find, name="find_cause"),
    path(AT + "cause/answer/", cause_views.answer, name="answer_cause"),
    path(AT + "cause/settle/", cause_views.settle, name="settle_cause"),
    path(AT + "team/", team_views.join_one, name="join_team"),
    path(AT + "team/end/", team_views.stand_down_one, name="stand_down"),
    path(AT + "team/<int:member>/end/", team_views.leave_one, name="leave_team"),
    path(AT + "contacts/", team_views.plan_one, name="plan_contact"),
    path(AT + "contacts/<int:contact>/", team_views.record_one, name="record_contact"),
    path(AT + "money/", money_views.ask_one, name="ask_assistance"),
    path(MONEY, money_views.decide_one, name="decide_assistance"),
    path(MONEY + "take-back/", money_views.take_back_one, name="take_back_assistance"),
    path(MONEY + "agreement/", money_views.agreement_one, name="name_assistance"),
]
