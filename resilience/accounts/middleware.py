"""Who looks at a page, known to every view as `request.reader`."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from resilience.accounts.reader import Reader


def reader_of_the_page(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Give each request its reader, of today in London; asked for only where a page wants it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        request.reader = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: Reader(request.user, timezone.localdate())
        )
        return get_response(request)

    return answer
