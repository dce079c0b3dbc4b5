"""Addresses of milestones, and of letters about what is late."""

from __future__ import annotations

from django.urls import path

from resilience.returns.milestones import letter_views, views

OF = "milestones/<str:programme>/"
LETTER = f"{OF}letters/<int:number>/"
urlpatterns = [
    path(OF, views.everywhere, name="milestones"),
    path(f"{OF}letters/", letter_views.letters, name="milestone_letters"),
    path(LETTER, letter_views.letter, name="milestone_letter"),
    path(f"{LETTER}letter.pdf", letter_views.paper, name="milestone_letter_paper"),
    path(f"{OF}<str:area>/", views.of_area, name="milestones_of"),
    path(f"{OF}<str:area>/<str:milestone>/letter/", letter_views.write, name="escalate"),
]
