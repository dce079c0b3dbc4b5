"""The template environment of every page."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import get_urlconf, reverse
from django.utils.http import urlencode
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

from resilience.look import charts, grid, words


def environment(**options: Any) -> Environment:
    """Build the environment for Django's Jinja2 backend.

    The templates of the design system and Django's own widgets are found beside the project's.
    `ChainableUndefined` and `autoescape` are what the macros of the design system are written for.
    """
    options["loader"] = ChoiceLoader(
        [
            options["loader"],
            PackageLoader("nhsuk_frontend_jinja"),
            PackageLoader("django.forms", "jinja2"),
        ]
    )
    options["undefined"] = ChainableUndefined
    options["autoescape"] = True
    built = Environment(trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701
    built.globals.update(static=static, url=url, charts=charts)
    built.filters.update(words.FILTERS, spans=grid.spans, cells=grid.cells)
    return built


def url(name: str, *args: Any, query: dict[str, Any] | None = None, **kwargs: Any) -> str:
    """Address of the named page: `url("organisations:practice", "A81001", query={"page": 2})`."""
    path = _path(get_urlconf(), name, args, tuple(kwargs.items()))
    return f"{path}?{urlencode(query, doseq=True)}" if query else path


@lru_cache(4096)  # a page asks for the same few dozen again and again
def _path(
    urlconf: str | None, name: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]
) -> str:
    return reverse(name, args=args, kwargs=dict(kwargs))
