"""From where an act comes: a page at an address of the network, or a command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

_origin: ContextVar[str] = ContextVar("origin", default="")


def origin() -> str:
    """Where the act that is under way comes from; nothing where nobody said."""
    return _origin.get()


@contextmanager
def coming_from(where: str) -> Iterator[None]:
    """Events recorded meanwhile come from here."""
    token = _origin.set(where)
    try:
        yield
    finally:
        _origin.reset(token)


def origin_of_the_request(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Say of each request which address of the network it came from."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        with coming_from(f"web {request.META.get('REMOTE_ADDR', '')}"):
            return get_response(request)

    return answer
