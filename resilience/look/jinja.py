"""The template environment of every page."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

from resilience.look import charts, words


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
    built = Environment(trim_blocks=True, lstrip_blocks=True, **options)
    built.globals.update(static=static, url=url, charts=charts)
    built.filters.update(words.FILTERS, spans=spans)
    return built


def url(name: str, *args: Any, query: dict[str, Any] | None = None, **kwargs: Any) -> str:
    """Address of the named page: `url("organisations:practice", "A81001", query={"page": 2})`."""
    return reverse(name, args=args, kwargs=kwargs, query=query)


def spans(columns: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """Headings over neighbouring columns of one group, each with how many columns it covers."""
    runs = groupby(columns, key=lambda column: column.get("group", ""))
    return [(group, len(list(run))) for group, run in runs]
