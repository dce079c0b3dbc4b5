"""Addresses of finding practices that did not ask, of contacts and of past support."""

from __future__ import annotations

from django.urls import path

from resilience.cases import concern_views, contact_views, finding_views, past_views

urlpatterns = [
    path("cases/found/", finding_views.programmes, name="found_programmes"),
    path("cases/found/<slug:programme>/", finding_views.found, name="found"),
    path("cases/found/<slug:programme>/<str:code>/", finding_views.record, name="found_record"),
    path("cases/concern/", concern_views.programmes, name="concern_programmes"),
    path("cases/concern/<slug:programme>/", concern_views.search, name="concern_search"),
    path("cases/concern/<slug:programme>/<str:code>/", concern_views.concern, name="concern"),
    path("cases/contacts/", contact_views.own_contacts, name="own_contacts"),
    path("cases/contacts/<slug:programme>/<str:code>/", contact_views.contact, name="contact"),
    path("cases/past-support/", past_views.past_support, name="past_support"),
    path("cases/past-support/template/", past_views.template, name="past_template"),
    path("help/<slug:programme>/contacts/", contact_views.contacts, name="contacts"),
]
