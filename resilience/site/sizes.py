"""A request that is larger than anything the service takes is told so before it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from resilience.cases.actions.drafting import MOST_FILES
from resilience.look.attached import LARGEST, MB

ROOM_FOR_WORDS = 5 * MB
LARGEST_REQUEST = MOST_FILES * LARGEST + ROOM_FOR_WORDS
DRAINED = 4 * LARGEST_REQUEST
"""So much is read and dropped: a browser shows an answer only once it could send everything."""
Answer = Callable[[HttpRequest], HttpResponse]


def over_large_requests(get_response: Answer) -> Answer:
    """The middleware, before anything reads what was sent."""

    def answer(request: HttpRequest) -> HttpResponse:
        size = _size(request)
        if size <= LARGEST_REQUEST:
            return get_response(request)
        left = min(size, DRAINED)
        while left > 0 and (part := request.read(min(left, MB))):
            left -= len(part)
        context = {"size": size / MB, "most": LARGEST_REQUEST / MB}
        return render(request, "413.html", context, status=413)

    return answer


def _size(request: HttpRequest) -> int:
    given = request.META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isdecimal() else 0
