"""Who may see the results of a screen: nobody, except in the demonstration, until people sign in.

Published facts are open to all; what a screen makes of them is not (docs/adr/0007).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponseBase]


def screening_results(view: View) -> View:
    """Around every view of this room. Closed pages do not say that they exist."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMONSTRATION:
            raise Http404
        return require_safe(view)(request, *args, **kwargs)

    return opened
