"""Addresses of the toolkit: the practice's own, and the area's."""

from __future__ import annotations

from django.urls import path

from resilience.clusters.toolkit import area_views, help_views, views

OWN = "practices/<str:code>/toolkit/<slug:programme>/"
AREA = "local/<slug:programme>/<str:area>/toolkit/"
urlpatterns = [
    path(OWN, views.toolkit, name="toolkit"),
    path(f"{OWN}<slug:tool>/", views.tool, name="tool"),
    path(f"{OWN}<slug:tool>/sharing/", help_views.sharing, name="tool_sharing"),
    path(f"{OWN}<slug:tool>/help/", help_views.arrange, name="tool_help"),
    path(AREA, area_views.tools, name="area_toolkit"),
    path(f"{AREA}<slug:tool>/", area_views.sheet, name="tool_sheet"),
]
