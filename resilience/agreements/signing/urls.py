from __future__ import annotations

from django.urls import path

from resilience.agreements.signing import views

AT = "cases/<str:reference>/agreement/"
ONE = AT + "memorandum/<int:number>/"
urlpatterns = [
    path(AT + "issue/", views.issue, name="issue"),
    path(AT + "sign/", views.sign, name="sign"),
    path(AT + "sign/paper/", views.signed_copy, name="signed_copy"),
    path(ONE, views.memorandum, name="memorandum"),
    path(ONE + "<slug:kind>/", views.memorandum_file, name="memorandum_file"),
]
