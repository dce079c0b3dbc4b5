"""The table of who may open what (routes.toml), and the addresses that the site has."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

TABLE = tomllib.loads((Path(__file__).parent / "routes.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Route:
    """An address and who may open it; `visitors`: without signing in; `sure`: it then opens;
    `leads`: it may lead on to what is theirs; `form_only`: it takes a form and shows nothing."""

    name: str
    address: str
    opens: frozenset[str] = frozenset()
    too: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    taken: int = 200
    visitors: bool = False
    sure: bool = True
    leads: bool = False
    form_only: bool = False

    def __str__(self) -> str:
        return self.name


def roles(names: Iterable[str]) -> frozenset[str]:
    """Roles, with the groups of them that the table names written out."""
    found: set[str] = set()
    for name in names:
        found |= roles(TABLE["roles"][name]) if name in TABLE["roles"] else {name}
    return frozenset(found)


def routes() -> list[Route]:
    everyone = roles(["everyone"])
    found = []
    for part, visitors, sure in (
        ("open", True, True),
        ("steps", True, False),
        ("own", False, False),
    ):
        for line in TABLE[part]["addresses"]:
            name, address = line.split(" ", 1)
            found.append(Route(name, address, everyone, everyone, visitors=visitors, sure=sure))
    for page in TABLE["page"]:
        who = {key: roles(page.get(key, ())) for key in ("opens", "too", "posts")}
        found.append(Route(**page | who))
    return found


def names_of_the_site() -> set[str]:
    """The name of every address that the site answers."""
    return set(_names(get_resolver().url_patterns))


def _names(patterns: Iterable[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _names(pattern.url_patterns, space + inner)
