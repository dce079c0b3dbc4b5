"""Addresses of the API; a later version will stand beside this one."""

from __future__ import annotations

from django.urls import path

from resilience.site.api.v1 import api, description, nothing_here, schema

urlpatterns = [
    path("v1/", description, name="api"),
    path("v1/openapi.json", schema, name="openapi"),
    path("v1/", api.urls),
    path("<path:rest>", nothing_here),
]
