"""What the checks of a pack are written with: a misfit, and looking into plain tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from resilience.programmes.lines import Path

Plain = Mapping[str, Any]


class Misfit(NamedTuple):
    """A field that does not fit the rest: where, and what was expected, found and to be done."""

    path: Path
    message: str


def tables(table: Plain, key: str) -> Iterator[tuple[Path, Plain]]:
    """The tables of a list of tables, each with its path."""
    found = table.get(key)
    for place, item in enumerate(found if isinstance(found, list) else []):
        if isinstance(item, Mapping):
            yield (key, place), item


def twice(found: Iterable[tuple[Path, Plain]], field: str = "id") -> Iterator[Misfit]:
    """Each table whose name an earlier one has."""
    seen: set[str] = set()
    for path, table in found:
        name = table.get(field)
        if isinstance(name, str) and name in seen:
            yield Misfit(
                (*path, field),
                f"expected {'an id' if field == 'id' else 'a ' + field} used once, "
                f"found “{name}” again; rename one",
            )
        seen.add(str(name))


def ids_of(table: Plain, key: str) -> list[str]:
    """The ids of a list of tables."""
    return [name for _, one in tables(table, key) if isinstance(name := one.get("id"), str)]


def listed(names: Sequence[str]) -> str:
    """Names for a message."""
    return ", ".join(names) or "none"
