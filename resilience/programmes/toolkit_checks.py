"""That what a pack says of its toolkit, its risks and what is shared fits together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from resilience.programmes.misfits import Misfit, Plain, ids_of, listed, tables, twice


def misfits(pack: Plain) -> Iterator[Misfit]:
    """Every misfit of it."""
    if isinstance(toolkit := pack.get("toolkit"), Mapping):
        yield from _of_tools(toolkit, pack)
    if isinstance(risks := pack.get("risks"), Mapping):
        yield from _of_scores(risks)
        yield from _of_feeds(risks)
        yield from _of_sharing(risks)


def _of_tools(toolkit: Plain, pack: Plain) -> Iterator[Misfit]:
    """Names used twice, and themes, domains and actions that there are not. Domains and actions
    are looked for only in a pack that has them."""
    for kind in ("themes", "tools"):
        yield from twice(_under("toolkit", toolkit, kind))
    known = {
        "theme": (ids_of(toolkit, "themes"), "a theme"),
        "helps": (_ids_in(pack, "questionnaire", "parts"), "a domain of the questionnaire"),
        "actions": (_ids_in(pack, "clusters", "actions"), "a high impact action"),
    }
    for path, tool in _under("toolkit", toolkit, "tools"):
        for part in ("steps", "measures"):
            yield from twice(((*path, *within), one) for within, one in tables(tool, part))
        for field, (ids, what) in known.items():
            yield from _unknown((*path, field), tool.get(field), ids, what)


def _of_scores(risks: Plain) -> Iterator[Misfit]:
    """Each number from 1 to 5 once, and a band for every score."""
    for scale in ("likelihoods", "impacts"):
        found = list(_under("risks", risks, scale))
        values = [value for _, one in found if isinstance(value := one.get("value"), int)]
        if len(values) == len(found) and sorted(values) != [1, 2, 3, 4, 5]:
            yield Misfit(
                ("risks", scale),
                f"expected the values 1 to 5, each once, found {listed([str(v) for v in values])}; "
                "correct them",
            )
    bands = list(_under("risks", risks, "bands"))
    yield from twice(bands)
    begins = [at for _, one in bands if isinstance(at := one.get("score_at_least"), int)]
    if begins and len(begins) == len(bands):
        if min(begins) != 1:
            yield Misfit(
                ("risks", "bands"),
                f"expected a band from the lowest score, 1, found the lowest at {min(begins)}; "
                "begin one at 1",
            )
        if len(set(begins)) != len(begins):
            yield Misfit(
                ("risks", "bands"),
                "expected each band to begin at a score of its own, found two at the same; "
                "change one",
            )


def _of_feeds(risks: Plain) -> Iterator[Misfit]:
    """Names used twice, and feeds without what their kind needs."""
    feeds = list(_under("risks", risks, "feeds"))
    yield from twice(feeds)
    for path, feed in feeds:
        needs = {"status": ("status",), "domain": ("share_percent", "fewest_practices")}
        for field in needs.get(str(feed.get("kind")), ()):
            if not feed.get(field):
                yield Misfit(
                    (*path, field),
                    f"expected {field} for a feed of kind “{feed['kind']}”, found none; add it",
                )


def _of_sharing(risks: Plain) -> Iterator[Misfit]:
    """Names used twice, and audiences that there are not."""
    for kind in ("shareable", "audiences", "how_often"):
        yield from twice(_under("risks", risks, kind))
    audiences = ids_of(risks, "audiences")
    for path, one in _under("risks", risks, "shareable"):
        yield from _unknown((*path, "never"), one.get("never"), audiences, "an audience")
        if one.get("never") and not one.get("why_never"):
            yield Misfit(
                (*path, "why_never"),
                "expected why it is never shared with some, found nothing; write it",
            )


def _unknown(
    path: tuple[str | int, ...], named: object, ids: list[str] | None, what: str
) -> Iterator[Misfit]:
    for name in [named] if isinstance(named, str) else named if isinstance(named, list) else []:
        if ids is not None and isinstance(name, str) and name not in ids:
            yield Misfit(
                path, f"expected the id of {what} ({listed(ids)}), found “{name}”; correct it"
            )


def _under(section: str, table: Plain, key: str) -> Iterator[tuple[tuple[str | int, ...], Plain]]:
    return (((section, *path), one) for path, one in tables(table, key))


def _ids_in(pack: Plain, section: str, key: str) -> list[str] | None:
    """The ids of a list in another section; none where the pack lacks it."""
    table = pack.get(section)
    return ids_of(table, key) or None if isinstance(table, Mapping) else None
