"""Addresses of the network of a programme."""

from __future__ import annotations

from django.urls import path

from resilience.returns.network import directory_views, meeting_views, own_views, question_views

NETWORK = "network/<slug:programme>/"
urlpatterns = [
    path(NETWORK, directory_views.people, name="network"),
    path(f"{NETWORK}me/", own_views.me, name="network_me"),
    path(f"{NETWORK}add/", directory_views.add, name="network_add"),
    path(f"{NETWORK}entry/<int:entry>/", directory_views.entry, name="network_entry"),
    path(
        f"{NETWORK}distribution-list/",
        directory_views.distribution_list,
        name="distribution_list",
    ),
    path(f"{NETWORK}questions/", question_views.questions, name="network_questions"),
    path(f"{NETWORK}questions/<int:number>/", question_views.question, name="network_question"),
    path(f"{NETWORK}events/", meeting_views.meetings, name="network_meetings"),
    path(f"{NETWORK}events/new/", meeting_views.new, name="network_new_meeting"),
    path(f"{NETWORK}events/<int:number>/", meeting_views.meeting, name="network_meeting"),
    path(
        f"{NETWORK}events/<int:number>/event.ics",
        meeting_views.calendar,
        name="network_calendar",
    ),
]
