"""What an address asks for, read strictly: what makes no sense is answered, never passed over.

A page that showed something else than was asked for would be a silent wrong answer.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.core.paginator import EmptyPage, Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

LONGEST = 60
"""Characters of what was given that an answer repeats."""
DIGITS = 9
"""The number of a page has fewer."""


class NotUnderstood(BadRequest):
    """A parameter with a value that makes no sense: its name, what was given, what is allowed."""

    def __init__(self, name: str, given: str, allowed: str) -> None:
        self.name, self.allowed = name, allowed
        self.given = clean(given)[:LONGEST]
        super().__init__(f"{name}: '{self.given}' is not understood. {allowed}")


def clean(text: str) -> str:
    """The text without what cannot be written: control characters become spaces."""
    return "".join(c if c.isprintable() else " " for c in text).strip()


def one_of(request: HttpRequest, name: str, allowed: Collection[str]) -> str:
    """The value of a parameter that takes a few words; empty without one."""
    given = request.GET.get(name, "")
    if given and given not in allowed:
        raise NotUnderstood(name, given, f"It takes: {', '.join(filter(None, allowed))}.")
    return given


def day(request: HttpRequest, name: str = "as_at") -> date | None:
    """The day of `?as_at=2018-06-30`; None without one."""
    given = request.GET.get(name, "").strip()
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise NotUnderstood(
            name, given, "It takes a day of the calendar, written like 2018-06-30."
        ) from None


def page_number(request: HttpRequest) -> int:
    """The number of `?page=2`; 1 without one."""
    given = request.GET.get("page", "")
    digits = given.isascii() and given.isdigit() and len(given) < DIGITS
    if given and not (digits and int(given)):
        raise NotUnderstood("page", given, "It takes a whole number from 1 on.")
    return int(given or 1)


def page_of(request: HttpRequest, paginator: Paginator[Any]) -> Page[Any]:
    """The page asked for, the first without a number."""
    return numbered(paginator, page_number(request))


def numbered(paginator: Paginator[Any], number: int) -> Page[Any]:
    """The page of that number."""
    try:
        return paginator.page(number)
    except EmptyPage:
        last = f"It takes 1 to {paginator.num_pages}, the pages that there are."
        raise NotUnderstood("page", str(number), last) from None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for a request that cannot be read, with the reason where it is known."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return render(request, "413.html", status=413)
    problem = exception if isinstance(exception, NotUnderstood) else None
    return render(request, "400.html", {"problem": problem}, status=400)
