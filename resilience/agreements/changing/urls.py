from __future__ import annotations

from django.urls import path

from resilience.agreements import views

AT = "cases/<str:reference>/agreement/"
urlpatterns = [
    path(AT + "vary/", views.agreement, name="vary"),
    path(AT + "extend/", views.agreement, name="extend"),
    path(AT + "give-notice/", views.agreement, name="give_notice"),
    path(AT + "end-by-notice/", views.agreement, name="end_by_notice"),
    path(AT + "raise-issue/", views.agreement, name="raise_issue"),
    path(AT + "issues/", views.agreement, name="issues"),
    path(AT + "issues/<int:number>/", views.agreement, name="issue_of"),
]
