"""What is set here that no longer fits a programme whose pack changed: its pages say so, and how to
mend it, and work with no other rules than people set."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from resilience.programmes.settable import SettingsUnfit

Answer = Callable[[HttpRequest], HttpResponse]


class SettingsThatFit:
    """The middleware: a page that needs the rules in force answers 503 where there are none."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, SettingsUnfit):
            return None
        structlog.get_logger(__name__).error("settings_unfit", settings=dict(error.messages))
        return render(request, "programmes/unfit.html", {"unfit": error.messages}, status=503)
