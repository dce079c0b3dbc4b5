from __future__ import annotations

from django.urls import path

from resilience.agreements import views

AT = "cases/<str:reference>/agreement/"
urlpatterns = [
    path(AT + "exit/", views.agreement, name="exit"),
]
