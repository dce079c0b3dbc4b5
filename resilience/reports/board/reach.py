"""Whom the money reaches: practices by deprivation and list size, as a paper tells them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache

from resilience.cases.openness.small import by_kind
from resilience.cases.prioritising.equity import Group
from resilience.cases.prioritising.reach_of_help import (
    DEPRIVATION,
    FIFTHS,
    fifths,
    period,
    sizes,
)
from resilience.funding.fairness.grouped import Line, View, view
from resilience.funding.fairness.practices import Money
from resilience.profiles.everyone import Everyone, everyone
from resilience.profiles.likeness import LIST_SIZE
from resilience.reports.board.counted import funded
from resilience.reports.board.ground import Ground
from resilience.reports.board.tree import Node, open_in
from resilience.reports.board.values import Value, absent

Told = dict[str, Value]
Groups = Mapping[str, Group | None]
TITLES = {
    "deprived": "Deprivation, in fifths of England’s practices",
    "small": "List size",
}


def views(ground: Ground, node: Node) -> dict[str, tuple[View, bool]]:
    """By id, the groups of the open practices of an area, and whether they may be told: all of them
    or none."""
    known = everyone(ground.england)
    patients = known.by_practice(LIST_SIZE)
    return {
        id_: (
            view(id_, TITLES[id_], groups, patients, _money(ground, node), source),
            node.code in _tellable(ground, id_, known),
        )
        for id_, groups, source in _grouped(known, ground.open_practices(node))
    }


def _grouped(known: Everyone, codes: list[str]) -> list[tuple[str, Groups, str]]:
    return [
        ("deprived", fifths(known, codes), period(known, DEPRIVATION)),
        ("small", sizes(known, codes), period(known, LIST_SIZE)),
    ]


def _money(ground: Ground, node: Node) -> dict[str, Money]:
    found: Counter[str] = Counter()
    paid: Counter[str] = Counter()
    for row in ground.rows[node.code].practices:
        found[row.practice] += row.committed or 0
        paid[row.practice] += row.paid or 0
    return {code: Money(found[code], paid[code]) for code in found if found[code] or paid[code]}


def _tellable(ground: Ground, id_: str, known: Everyone) -> set[str]:
    """The areas of which the groups may be told: none that is held back, in the area or in those
    beside it, can be worked out."""

    @cache
    def counts(code: str) -> tuple[int, ...]:
        node = ground.node(code)
        codes = ground.open_practices(node) if node else []
        groups = next(groups for one, groups, _ in _grouped(known, codes) if one == id_)
        helped = {row.practice for row in ground.rows[code].practices if funded(row)}
        found = Counter(groups[one] for one in helped if one in groups)
        return tuple(found[group] for group in every)

    every = sorted(set(_all(ground, id_, known)), key=lambda one: one or (10**6, ""))
    by_code = {node.code: counts(node.code) for node in ground.root.walk() if node.code}

    def tells(code: str) -> bool:
        return any(by_code[code]) and not any(
            isinstance(one, str) for one in by_kind(by_code[code])
        )

    return open_in(ground.root, by_code, tells)


def _all(ground: Ground, id_: str, known: Everyone) -> list[Group | None]:
    codes = list(ground.england.practices)
    return next(list(groups.values()) for one, groups, _ in _grouped(known, codes) if one == id_)


def equity(ground: Ground, node: Node) -> Told:
    """The share of practices with money committed at both ends, each with its interval."""
    found: Told = {}
    for id_, (of, told) in views(ground, node).items():
        ends = _ends(id_, [one for one in of.lines if one.known])
        for name, line in zip(("one", "other"), ends, strict=True):
            if line is None:
                found[f"{id_}_{name}"] = absent("unknown", "percent")
            elif not told:
                found[f"{id_}_{name}"] = absent("held", "percent")
            else:
                helped = line.helped
                for end, value in (
                    ("", helped.percent),
                    ("_low", helped.low),
                    ("_high", helped.high),
                ):
                    found[f"{id_}_{name}{end}"] = Value(value, "percent")
    return found


def _ends(id_: str, lines: list[Line]) -> tuple[Line | None, Line | None]:
    if id_ == "deprived":
        by_title = {one.title: one for one in lines}
        return by_title.get(FIFTHS[max(FIFTHS)]), by_title.get(FIFTHS[min(FIFTHS)])
    return (lines[0], lines[-1]) if len(lines) > 1 else (None, None)
