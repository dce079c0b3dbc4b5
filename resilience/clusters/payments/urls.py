"""Addresses of the money of clusters."""

from __future__ import annotations

from django.urls import path

from resilience.clusters.payments import act_views, views

MONEY = "local/<str:programme>/<str:code>/clusters/<int:number>/money/"
PLAN = f"{MONEY}<int:plan>/"
urlpatterns = [
    path(MONEY, views.money, name="money"),
    path(PLAN, views.money, name="plan_money"),
    path(f"{PLAN}promise/", act_views.promise, name="promise_money"),
    path(f"{PLAN}let-go/", act_views.let_go, name="let_go_money"),
    path(f"{PLAN}parts/<int:part>/approve/", act_views.approve, name="approve_part"),
    path(f"{PLAN}parts/<int:part>/pay/", act_views.pay, name="pay_part"),
    path(f"{PLAN}entries/<int:entry>/recover/", act_views.recover, name="recover_money"),
    path(f"{PLAN}entries/<int:entry>/take-back/", act_views.take_back, name="take_back_money"),
]
