"""Addresses of pages about one programme and day."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from django.urls import get_urlconf, reverse

from resilience.screening.actions import ENGLAND
from resilience.screening.models import Snapshot

CODE = "CODE"


def address(snapshot: Snapshot, name: str, code: str = "", **query: Any) -> str:
    """The page called `name`, of an organisation where it is about one. A grid asks for many, so
    the pattern of each is looked up once."""
    if name == "area" and code == ENGLAND:
        return address(snapshot, "england", **query)
    path = _pattern(get_urlconf(), name, snapshot.programme, bool(code))
    if code:
        path = path.replace(CODE, quote(code))
    more = urlencode({key: value for key, value in query.items() if value}) if query else ""
    return f"{path}?as_at={snapshot.as_at.isoformat()}{more and '&' + more}"


@lru_cache
def _pattern(urlconf: str | None, name: str, programme: str, about_one: bool) -> str:
    return reverse(f"screening:{name}", args=[programme, CODE] if about_one else [programme])
