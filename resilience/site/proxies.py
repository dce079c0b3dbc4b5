"""Whose address of the network a request came from, where proxies of ours stand before us."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


def visitor_behind_proxies(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Take the address that the outermost of our own proxies saw; what a visitor wrote into the
    header before that counts for nothing."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        seen = [one.strip() for one in request.headers.get("x-forwarded-for", "").split(",")]
        if 0 < settings.PROXIES <= len(seen) and seen[-settings.PROXIES]:
            request.META["REMOTE_ADDR"] = seen[-settings.PROXIES]
        return get_response(request)

    return answer
