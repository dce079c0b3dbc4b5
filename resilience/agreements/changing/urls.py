"""Addresses of what changes while a memorandum is in force."""

from __future__ import annotations

from django.urls import path

from resilience.agreements.changing import (
    beside_views,
    issue_views,
    notice_views,
    varying_views,
)

AT = "cases/<str:reference>/agreement/"
MONEY = AT + "assistance/"
ISSUE = AT + "issues/<int:number>/"
urlpatterns = [
    path(AT + "vary/", varying_views.vary, name="vary"),
    path(AT + "vary/take-back/", varying_views.take_back, name="vary_back"),
    path(AT + "extend/", varying_views.extend, name="extend"),
    path(AT + "give-notice/", notice_views.give, name="give_notice"),
    path(AT + "notices/<int:number>/take-back/", notice_views.take_back, name="take_notice_back"),
    path(AT + "end-by-notice/", notice_views.end, name="end_by_notice"),
    path(AT + "raise-issue/", issue_views.raise_issue, name="raise_issue"),
    path(AT + "issues/", issue_views.issues, name="issues"),
    path(ISSUE, issue_views.issue, name="issue_of"),
    path(ISSUE + "<slug:way>/", issue_views.act_on_issue, name="act_on_issue"),
    path(AT + "confidentiality/", beside_views.note, name="confidentiality"),
    path(MONEY, beside_views.assist, name="assist"),
    path(MONEY + "<int:number>/withdraw/", beside_views.withdraw, name="withdraw_assistance"),
]
