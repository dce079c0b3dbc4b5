"""Addresses of an administrator's pages."""

from __future__ import annotations

from django.urls import path

from resilience.accounts import people_local as local
from resilience.accounts import people_readers as readers
from resilience.accounts import people_views as views

app_name = "people"
urlpatterns = [
    path("people/", views.index, name="index"),
    path("people/<str:code>/", views.organisation, name="organisation"),
    path("people/<str:code>/invite/", views.invite, name="invite"),
    path("people/<str:code>/invitations/<int:pk>/again/", views.invite_again, name="invite_again"),
    path("people/<str:code>/invitations/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("people/<str:code>/roles/", views.give, name="give"),
    path("people/<str:code>/roles/<int:pk>/end/", views.end, name="end"),
    path("people/<str:code>/sessions/", views.sessions, name="sessions"),
    path("people/<str:code>/history/", views.history, name="history"),
    path("named-readers/", readers.readers, name="readers"),
    path("named-readers/new/", readers.name_reader, name="name_reader"),
    path("named-readers/<int:pk>/end/", readers.end_reading, name="end_reading"),
    path("local-organisations/", local.organisations, name="local"),
    path("local-organisations/new/", local.add, name="add_local"),
    path("local-organisations/<str:code>/", local.organisation, name="local_organisation"),
    path("local-organisations/<str:code>/covers/", local.cover, name="cover"),
    path("local-organisations/<str:code>/covers/<int:pk>/end/", local.end_cover, name="end_cover"),
]
