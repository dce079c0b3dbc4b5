"""Addresses of the money of a case."""

from __future__ import annotations

from django.urls import path

from resilience.funding.paying import act_views, commit_views, several_views, views

AT = "cases/<str:reference>/money/"
urlpatterns = [
    path(AT, views.money, name="money"),
    path(f"{AT}commit/", commit_views.commit, name="commit"),
    path(f"{AT}vary/<int:commitment>/<int:stage>/", act_views.vary, name="vary"),
    path(f"{AT}invoice/<int:commitment>/", act_views.invoice, name="invoice"),
    path(f"{AT}pay/<int:entry>/", act_views.pay, name="pay"),
    path(f"{AT}recover/<int:entry>/", act_views.recover, name="recover"),
    path(f"{AT}reverse/<int:entry>/", act_views.take_back, name="reverse"),
    path(
        "money/<str:programme>/<str:year>/for-several/",
        several_views.for_several,
        name="for_several",
    ),
]
