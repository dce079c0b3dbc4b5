"""Addresses of suppliers, of what was found useful, and of business cases."""

from __future__ import annotations

from django.urls import path

from resilience.agreements.helping import case_views, supplier_views, useful_views

CASES = "cases/<str:reference>/agreement/business-cases/"
urlpatterns = [
    path("help/<slug:programme>/found-useful/", useful_views.useful, name="found_useful"),
    path("help/<slug:programme>/suppliers/", supplier_views.suppliers, name="suppliers"),
    path(
        "help/<slug:programme>/suppliers/services/<int:number>/end/",
        supplier_views.end,
        name="service_end",
    ),
    path("help/<slug:programme>/suppliers/<str:code>/", supplier_views.supplier, name="supplier"),
    path(
        "help/<slug:programme>/suppliers/<str:code>/services/new/",
        supplier_views.offer,
        name="service",
    ),
    path(CASES, case_views.business_cases, name="business_cases"),
    path(CASES + "new/", case_views.begin, name="business_case_begin"),
    path(CASES + "<int:number>/", case_views.business_case, name="business_case"),
    path(CASES + "<int:number>/change/", case_views.change, name="business_case_change"),
    path(CASES + "<int:number>/submit/", case_views.submit, name="business_case_submit"),
    path(CASES + "<int:number>/answer/", case_views.answer, name="business_case_answer"),
]
