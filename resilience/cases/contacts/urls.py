"""Addresses of whom to ask about a programme."""

from __future__ import annotations

from django.urls import path

from resilience.cases.contacts import views

urlpatterns = [
    path("cases/contacts/", views.own_contacts, name="own_contacts"),
    path("cases/contacts/<slug:programme>/<str:code>/", views.contact, name="contact"),
    path("help/<slug:programme>/contacts/", views.contacts, name="contacts"),
]
