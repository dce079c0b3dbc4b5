"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from resilience.screening import intelligence_views, practice_views, status_views, views

app_name = "screening"
urlpatterns = [
    path("screening/", views.programmes, name="programmes"),
    path("screening/<slug:programme>/", views.england, name="england"),
    path("screening/<slug:programme>/areas/<str:code>/", views.area, name="area"),
    path(
        "screening/<slug:programme>/practices/<str:code>/", practice_views.practice, name="practice"
    ),
    path(
        "screening/<slug:programme>/practices/<str:code>/local/<str:criterion>/",
        intelligence_views.enter,
        name="enter",
    ),
    path(
        "screening/<slug:programme>/practices/<str:code>/local/<int:number>/withdraw/",
        intelligence_views.withdraw,
        name="withdraw",
    ),
    path(
        "screening/<slug:programme>/practices/<str:code>/status/",
        status_views.status,
        name="status",
    ),
    path(
        "screening/<slug:programme>/practices/<str:code>/status/confirm/",
        status_views.confirm,
        name="confirm",
    ),
    path("screening/<slug:programme>/review/", views.review, name="review"),
    path("screening/<slug:programme>/changes/", views.changes, name="changes"),
]
