"""What people typed: into a form of this room, and the words that an act takes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from resilience.accounts.held import held_form
from resilience.accounts.rules import refuse
from resilience.accounts.saying import LONGEST, tidied, why_not_say


def posted(request: HttpRequest) -> Any:
    """What a form is bound to; none where the page is opened."""
    return request.POST if request.method == "POST" else None


def held(request: HttpRequest) -> dict[str, Any]:
    """What was typed before one was signed out, as a form begins with it."""
    lists = dict(held_form(request) or {}).items()
    return {name: values if len(values) > 1 else values[0] for name, values in lists if values}


def plain(text: str, longest: int = LONGEST) -> str:
    """What somebody wrote, tidied. Raises Refused where it is nothing, too long, or names a person
    of whom nothing is to be written."""
    tidy = tidied(text)
    refuse(why_not_say(tidy, longest))
    return tidy
