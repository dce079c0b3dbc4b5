"""Addresses of offers: of an area, and of a practice."""

from __future__ import annotations

from django.urls import path

from resilience.clusters.offers import practice_views, result_views, views, writing_views
from resilience.clusters.response import list_views

AT = "local/<slug:programme>/<str:area>/offers/"
ONE = AT + "<int:number>/"
OF = "practices/<str:code>/offers/<slug:programme>/"
PLACE = OF + "places/<int:place>/"
urlpatterns = [
    path(AT, views.offers, name="offers"),
    path(AT + "responses/", list_views.responses, name="responses"),
    path(AT + "new/", writing_views.kinds, name="offer_kinds"),
    path(AT + "new/<slug:kind>/", writing_views.publish_one, name="publish_offer"),
    path(ONE, views.offer, name="offer"),
    path(ONE + "change/", writing_views.change_one, name="change_offer"),
    path(ONE + "withdraw/", writing_views.withdraw_one, name="withdraw_offer"),
    path(ONE + "places/<int:place>/decline/", writing_views.decline_one, name="decline_place"),
    path(ONE + "results/", result_views.results, name="offer_results"),
    path(OF, practice_views.offers, name="own_offers"),
    path(OF + "<str:area>/<int:number>/ask/", practice_views.ask_one, name="ask_offer"),
    path(PLACE + "give-up/", practice_views.give_up_one, name="give_up_place"),
    path(PLACE + "result/", result_views.tell_one, name="tell_result"),
]
