"""Addresses of the return as a workbook."""

from __future__ import annotations

from django.urls import path

from resilience.returns.workbook import views

ONE = "returns/<str:programme>/<str:collection>/"
AT = f"{ONE}<str:area>/workbook/"
urlpatterns = [
    path(f"{ONE}template.xlsx", views.empty, name="template"),
    path(AT, views.workbook, name="workbook"),
    path(f"{AT}template.xlsx", views.prefilled, name="filled_template"),
    path(f"{AT}records/", views.dropped, name="workbook_dropped"),
    path(f"{AT}<int:number>/", views.upload, name="upload"),
    path(f"{AT}<int:number>/file/", views.file, name="upload_file"),
]
