"""Lists page by page, by key: a page begins after the last item of the one before it, so that
nothing is skipped or told twice however the list grows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.http import HttpRequest
from pydantic import BaseModel, Field

Item = TypeVar("Item")


class Page(BaseModel, Generic[Item]):
    items: list[Item]
    next: str | None = Field(description="The address of the next page; null on the last.")
    synthetic: bool = Field(description="True in the demonstration, where everything is made up.")


def page(
    request: HttpRequest, items: Sequence[Any], limit: int, key: Callable[[Any], str]
) -> dict[str, Any]:
    """The first `limit` items; that there is one more says that there is a next page."""
    shown = items[:limit]
    following = None
    if len(items) > limit:
        query = request.GET.copy()
        query["after"] = key(shown[-1])
        following = f"{request.path}?{query.urlencode()}"
    return {"items": shown, "next": following, "synthetic": settings.DEMONSTRATION}
