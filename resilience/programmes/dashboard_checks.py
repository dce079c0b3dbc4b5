"""That what a pack says of its dashboard fits together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from resilience.evidence.indicators import indicators
from resilience.programmes.lines import Path
from resilience.programmes.misfits import Misfit, Plain, listed, tables, twice


def misfits(pack: Plain) -> Iterator[Misfit]:
    """Every misfit of it."""
    board = pack.get("dashboard")
    if not isinstance(board, Mapping):
        return
    here: Path = ("dashboard",)
    domains = [((*here, *path), one) for path, one in tables(board, "domains")]
    flags = [((*at, *path), one) for at, domain in domains for path, one in tables(domain, "flags")]
    yield from twice(domains)
    yield from twice(flags)
    yield from _red(board, [str(one.get("id")) for _, one in flags])
    yield from _limits(board)
    yield from _known(here, board, "inequality")
    for at, domain in domains:
        yield from _known(at, domain, "also")
        if not (domain.get("flags") or domain.get("also") or domain.get("silent")):
            yield Misfit(
                (*at, "silent"), "is missing; a domain without figures says what nobody publishes"
            )
    for at, flag in flags:
        rule = flag.get("rule")
        name = rule.get("indicator") if isinstance(rule, Mapping) else None
        if isinstance(name, str) and name not in indicators():
            yield _unknown((*at, "rule", "indicator"), name)


def _red(board: Plain, flags: list[str]) -> Iterator[Misfit]:
    rule = board.get("by_flags")
    named = rule.get("red_criteria") if isinstance(rule, Mapping) else None
    for place, name in enumerate(named if isinstance(named, list) else []):
        if isinstance(name, str) and name not in flags:
            yield Misfit(
                ("dashboard", "by_flags", "red_criteria", place),
                f"expected the id of a flag ({listed(flags)}), found “{name}”; "
                "correct or remove it",
            )


def _limits(board: Plain) -> Iterator[Misfit]:
    rule = board.get("by_flags")
    if not isinstance(rule, Mapping):
        return
    red, amber = rule.get("red_when_met"), rule.get("amber_when_met")
    if isinstance(red, int) and isinstance(amber, int) and amber >= red:
        yield Misfit(
            ("dashboard", "by_flags", "amber_when_met"),
            f"expected fewer than red_when_met ({red}), found {amber}; lower it or raise red",
        )


def _known(at: Path, table: Plain, key: str) -> Iterator[Misfit]:
    named = table.get(key)
    for place, name in enumerate(named if isinstance(named, list) else []):
        if isinstance(name, str) and name not in indicators():
            yield _unknown((*at, key, place), name)


def _unknown(path: Path, name: str) -> Misfit:
    return Misfit(
        path, f"expected the id of an indicator that is declared, found “{name}”; correct it"
    )
