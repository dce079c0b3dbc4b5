"""Every view says who may open it; a view that says nothing fails a test.

What somebody may not open answers as if it did not exist, the same for what is there and what is
not. Only who has not signed in is asked to, whatever the address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

from resilience.accounts.held import made_for, made_for_another
from resilience.accounts.lapsed import of_somebody_else, session_of, sign_in_first
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier

View = Callable[..., HttpResponseBase]
NO_TEXT = "\0"
"""In an address it names nothing: PostgreSQL does not even look for such a text."""


@dataclass(frozen=True)
class Access:
    """Who may open a view: `anyone`, who is signed in, or who sees a tier or has a right."""

    words: str
    allows: Callable[[Reader], bool]
    needs_sign_in: bool = True


anyone = Access("anyone", lambda reader: True, needs_sign_in=False)
signed_in = Access("anyone signed in", lambda reader: True)


def sees(*tiers: Tier) -> Access:
    """Whoever sees records of one of these tiers somewhere; the view narrows them to its reach."""
    return Access(
        "who sees " + " or ".join(tier.value for tier in tiers),
        lambda reader: any(reader.sees(tier) for tier in tiers),
    )


def may(right: Right) -> Access:
    """Whoever may do something somewhere; the act checks for whom."""
    return Access(f"who may {right.label}", lambda reader: bool(reader.may(right)))


def opened_to(access: Access) -> Callable[[View], View]:
    """Around every view: who may open it. Written outermost, as `view.access` is what is tested."""

    def around(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            reader = reader_of(request)
            if access.needs_sign_in and not reader.signed_in:
                return sign_in_first(request, made_for(request) or session_of(request))
            if request.method == "POST" and made_for_another(request):
                return of_somebody_else(request)
            if not access.allows(reader) or NO_TEXT in request.path:
                raise Http404
            response = view(request, *args, **kwargs)
            if reader.signed_in:
                add_never_cache_headers(response)  # a shared computer keeps nothing of it
            return response

        opened.access = access  # type: ignore[attr-defined]
        return opened

    return around


def reader_of(request: HttpRequest) -> Reader:
    """Who looks at the page."""
    return cast(Reader, request.reader)  # type: ignore[attr-defined]
