from __future__ import annotations

from django.urls import path

from resilience.agreements import views

AT = "cases/<str:reference>/agreement/"
urlpatterns = [
    path(AT + "issue/", views.agreement, name="issue"),
    path(AT + "sign/", views.agreement, name="sign"),
]
