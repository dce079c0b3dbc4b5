"""Addresses of the overview of the money and of the books of one pot."""

from __future__ import annotations

from django.urls import path

from resilience.funding.books import correcting, views

AREA = "money/<str:programme>/<str:year>/"
urlpatterns = [
    path("money/", views.programmes, name="books"),
    path(AREA, views.overview, name="money_of"),
    path(f"{AREA}<str:holder>/", views.pot, name="pot"),
    path(f"{AREA}<str:holder>/entries/<int:number>/", correcting.take_back, name="take_back"),
]
