"""What an address asks for: a day, an area, a page."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from resilience.look import asked
from resilience.organisations.queries import Place
from resilience.profiles.england import ENGLAND, England, england_on


def asked_area(request: HttpRequest, england: England) -> Place:
    """The area of `?area=QHM`, England without one."""
    given = request.GET.get("area", "").strip()
    code = given.upper() or ENGLAND.code
    if code not in england.areas:
        told = (
            f"It takes the code of an area with practices open on {england.day}, like QHM or ENG."
        )
        raise asked.NotUnderstood("area", given, told)
    return england.areas[code]


def asked_england(request: HttpRequest) -> England:
    """England on the day of `?as_at=2018-06-30`, today without one."""
    return england_on(asked.day(request) or timezone.localdate())
