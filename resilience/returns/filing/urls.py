"""Addresses of data returns."""

from __future__ import annotations

from django.urls import path

from resilience.returns.filing import figure_views, views, writing_views

ONE = "returns/<str:programme>/<str:collection>/<str:area>/"
urlpatterns = [
    path("returns/", views.programmes, name="returns"),
    path("returns/<str:programme>/", views.of_programme, name="returns_of"),
    path(ONE, views.one, name="return"),
    path(ONE + "figures/", figure_views.figures, name="figures"),
    path(ONE + "figures/<str:measure>/", figure_views.made_of, name="figure"),
    path(ONE + "differences/", writing_views.why, name="differences"),
    path(ONE + "words/<str:question>/", writing_views.answer, name="answer"),
    path(ONE + "send/", writing_views.sign, name="send"),
    path(ONE + "sent/<int:number>/", figure_views.sent, name="sent"),
    path(ONE + "sent/<int:number>/<str:measure>/", figure_views.sent_made_of, name="sent_figure"),
]
