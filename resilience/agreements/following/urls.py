"""Addresses of how help is followed, and how it ends."""

from __future__ import annotations

from django.urls import path

from resilience.agreements.following import ending_views, report_views, supplier_views, views

AT = "cases/<str:reference>/agreement/"
FOLLOW = AT + "follow/"
urlpatterns = [
    path(FOLLOW, views.follow, name="follow"),
    path(FOLLOW + "add/<slug:what>/", views.note, name="note"),
    path(FOLLOW + "reading/<int:objective>/", views.reading, name="reading"),
    path(FOLLOW + "deliverable/<int:number>/", views.deliverable, name="deliverable"),
    path(FOLLOW + "<slug:what>/<int:number>/", views.over, name="over"),
    path(AT + "reports/<int:row>/", report_views.report, name="report"),
    path(AT + "exit/begin/", ending_views.begin_exit, name="begin_exit"),
    path(AT + "exit/", ending_views.exit_review, name="exit"),
    path(AT + "look-back/<int:months>/", ending_views.look_back, name="look_back"),
    path("agreements/deliverables/", supplier_views.deliverables, name="deliverables"),
    path("agreements/deliverables/<int:number>/", supplier_views.deliver, name="deliver"),
]
