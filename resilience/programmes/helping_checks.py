"""That what a pack says of other help and of business cases fits its menu, and that some person can
approve every cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from resilience.programmes.misfits import Misfit, Plain, ids_of, listed, tables, twice


def misfits(pack: Plain) -> Iterator[Misfit]:
    """Every misfit of other help, samples and approvals."""
    helping = pack.get("helping")
    if not isinstance(helping, Mapping):
        return
    for kind in ("other_help", "buying"):
        yield from _placed(twice(tables(helping, kind)))
    yield from _placed(_categories(helping, ids_of(pack, "menu")))
    yield from _placed(_approvals(helping))


def _placed(found: Iterator[Misfit]) -> Iterator[Misfit]:
    for path, message in found:
        yield Misfit(("helping", *path), message)


def _categories(helping: Plain, menu: list[str]) -> Iterator[Misfit]:
    named = [((*path, "category"), one.get("category")) for path, one in tables(helping, "samples")]
    for path, one in tables(helping, "other_help"):
        kinds = one.get("categories")
        for place, name in enumerate(kinds if isinstance(kinds, list) else []):
            named.append(((*path, "categories", place), name))
    for path, name in named if len(set(menu)) == len(menu) else ():  # else that is told, and enough
        if isinstance(name, str) and name not in menu:
            yield Misfit(
                path,
                f"expected a kind of support of the menu ({listed(menu)}), found “{name}”; "
                "correct it or add it to the menu",
            )


def _approvals(helping: Plain) -> Iterator[Misfit]:
    found = list(tables(helping, "approvals"))
    before = 0
    for place, (path, one) in enumerate(found, start=1):
        limit = one.get("up_to_pounds")
        if limit is None and place < len(found):
            yield Misfit(
                (*path, "up_to_pounds"),
                "is missing; only the last has no limit, so give this one or move it to the end",
            )
        if limit is not None and place == len(found):
            yield Misfit(
                (*path, "up_to_pounds"),
                f"expected no limit for the last, found {limit}; without it nobody could approve "
                "more: remove it, or add another without a limit",
            )
        if type(limit) is int:
            if limit <= before:
                yield Misfit(
                    (*path, "up_to_pounds"),
                    f"expected more than the limit before it ({before}), found {limit}; raise it "
                    "or list the smallest limit first",
                )
            before = limit
