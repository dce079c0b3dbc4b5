"""What an address asks for: a day, an area, a page."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest
from django.utils import timezone

from resilience.organisations.queries import Place
from resilience.profiles.england import ENGLAND, England, england_on


def asked_day(request: HttpRequest) -> tuple[date, str]:
    """The day of `?as_at=2018-06-30`, today without one; what is no day is told and passed over."""
    words, today = request.GET.get("as_at", "").strip(), timezone.localdate()
    try:
        return (date.fromisoformat(words), "") if words else (today, "")
    except ValueError:
        return today, words[:40]


def asked_area(request: HttpRequest, england: England) -> Place:
    """The area of `?area=QHM`, England without one; 404 for one without open practices that day."""
    code = request.GET.get("area", "").strip().upper() or ENGLAND.code
    if code not in england.areas:
        raise Http404
    return england.areas[code]


def asked_england(request: HttpRequest) -> tuple[England, str]:
    """England on the day asked for, and the words that were no day."""
    day, problem = asked_day(request)
    return england_on(day), problem
