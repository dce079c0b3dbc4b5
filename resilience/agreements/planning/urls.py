from __future__ import annotations

from django.urls import path

from resilience.agreements import views

AT = "cases/<str:reference>/agreement/"
urlpatterns = [
    path(AT + "begin/", views.agreement, name="begin"),
    path(AT + "propose/", views.agreement, name="propose"),
    path(AT + "agree/", views.agreement, name="agree"),
    path(AT + "approve/", views.agreement, name="approve"),
]
