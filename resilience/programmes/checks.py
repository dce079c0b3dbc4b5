"""What the shape alone cannot say: that the parts of a pack fit one another.

The checks read the plain tables of the TOML files, not the finished model, so that a pack with
a mistyped field is still told about its wrong references in the same go. Whatever has the wrong
shape is passed over here: the schema reports it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from resilience.programmes import (
    clusters_checks,
    dashboard_checks,
    delivering_checks,
    form_checks,
    funding_checks,
    helping_checks,
    memorandum_checks,
    planning_checks,
    questionnaire_checks,
    red_checks,
    response_checks,
    returns_checks,
    stocktaking_checks,
    toolkit_checks,
)
from resilience.programmes.lines import Path
from resilience.programmes.misfits import Misfit, Plain, ids_of, listed, tables, twice
from resilience.programmes.schema.parts import LEVELS


def misfits(pack: Plain) -> list[Misfit]:
    """Every misfit of the pack, in the order of the checks below."""
    checks = (
        _dates,
        _ids,
        _numbers,
        _domains,
        _rules,
        _red_criteria,
        _levels,
        _limits,
        _cells,
        _asking,
        _deciding,
        form_checks.misfits,
        planning_checks.misfits,
        memorandum_checks.misfits,
        delivering_checks.misfits,
        helping_checks.misfits,
        funding_checks.misfits,
        returns_checks.misfits,
        dashboard_checks.misfits,
        questionnaire_checks.misfits,
        stocktaking_checks.misfits,
        clusters_checks.misfits,
        response_checks.misfits,
        red_checks.misfits,
        toolkit_checks.misfits,
    )
    return [misfit for check in checks for misfit in check(pack)]


def _dates(pack: Plain) -> Iterator[Misfit]:
    starts, ends = pack.get("starts"), pack.get("ends")
    if type(starts) is dt.date and type(ends) is dt.date and not starts < ends:
        yield Misfit(
            ("ends",), f"expected a day after starts ({starts}), found {ends}; correct one of them"
        )


def _ids(pack: Plain) -> Iterator[Misfit]:
    for kind in ("domains", "criteria", "clocks", "menu", "forms"):
        yield from twice(tables(pack, kind))
    matrix = pack.get("matrix")
    bands = tables(matrix, "bands") if isinstance(matrix, Mapping) else ()
    yield from twice((("matrix", *path), table) for path, table in bands)
    deciding = pack.get("deciding")
    if isinstance(deciding, Mapping):
        for kind in ("outcomes", "channels"):
            yield from twice((("deciding", *path), one) for path, one in tables(deciding, kind))


def _numbers(pack: Plain) -> Iterator[Misfit]:
    for place, (path, criterion) in enumerate(tables(pack, "criteria"), start=1):
        number = criterion.get("number")
        if isinstance(number, int) and number != place:
            yield Misfit(
                (*path, "number"),
                f"expected {place}, its place in the list, found {number}; number the criteria "
                "1, 2, 3 … and list them in that order",
            )


def _domains(pack: Plain) -> Iterator[Misfit]:
    known = ids_of(pack, "domains")
    for path, criterion in tables(pack, "criteria"):
        domain = criterion.get("domain")
        if isinstance(domain, str) and domain not in known:
            yield Misfit(
                (*path, "domain"),
                f"expected the id of a domain ({listed(known)}), found “{domain}”; "
                "correct it or add the domain",
            )


def _rules(pack: Plain) -> Iterator[Misfit]:
    areas = ["england", *_levels_of(pack)]
    for path, criterion in tables(pack, "criteria"):
        kind, rule = criterion.get("kind"), criterion.get("rule")
        if kind == "judged" and rule is not None:
            yield Misfit(
                (*path, "rule"),
                "expected no rule, as people judge this criterion, found one; "
                "remove it or change the kind",
            )
        if kind == "measured" and rule is None:
            yield Misfit(
                (*path, "rule"),
                "is missing; a measured criterion needs a [criteria.rule], or another kind",
            )
        if isinstance(rule, Mapping):
            yield from _rule(rule, (*path, "rule"), areas)


def _rule(rule: Plain, path: Path, areas: list[str]) -> Iterator[Misfit]:
    within = rule.get("within")
    structured = len(areas) > 1  # without levels every area would be a fault of its own
    if structured and within in LEVELS and within not in areas:
        yield Misfit(
            (*path, "within"),
            f"expected england or a level of this pack ({listed(areas)}), found “{within}”; "
            "choose one of these or add the level to structure.levels",
        )
    least, also, flags = rule.get("at_least"), rule.get("also_show"), rule.get("flags")
    if isinstance(least, int) and isinstance(flags, list) and least > len(flags):
        yield Misfit(
            (*path, "at_least"),
            f"expected at most {len(flags)}, the number of flags, found {least}; "
            "lower it or add flags",
        )
    if isinstance(least, int) and isinstance(also, int) and also <= least:
        yield Misfit(
            (*path, "also_show"),
            f"expected more than at_least ({least}), found {also}; raise it or leave it out",
        )
    for nested in ("flags", "rules"):
        for inner_path, inner in tables(rule, nested):
            yield from _rule(inner, (*path, *inner_path), areas)


def _red_criteria(pack: Plain) -> Iterator[Misfit]:
    known = ids_of(pack, "criteria")
    for path, rule in _signal_rules(pack):
        named = rule.get("red_criteria")
        for place, name in enumerate(named if isinstance(named, list) else []):
            if isinstance(name, str) and name not in known:
                yield Misfit(
                    (*path, "red_criteria", place),
                    f"expected the id of a criterion ({listed(known)}), found “{name}”; "
                    "correct or remove it",
                )


def _levels(pack: Plain) -> Iterator[Misfit]:
    levels = _levels_of(pack)
    in_order = [level for level in LEVELS if level in levels]
    if levels != in_order:
        yield Misfit(
            ("structure", "levels"),
            f"expected each level once and from the top down ({listed(in_order)}), "
            f"found {listed(levels)}; put them in that order",
        )


def _limits(pack: Plain) -> Iterator[Misfit]:
    for path, rule in _signal_rules(pack):
        red, amber = rule.get("red_when_met"), rule.get("amber_when_met")
        if isinstance(red, int) and isinstance(amber, int) and amber >= red:
            yield Misfit(
                (*path, "amber_when_met"),
                f"expected fewer than red_when_met ({red}), found {amber}; lower it or raise red",
            )
    signal, criteria = pack.get("signal"), pack.get("criteria")
    if isinstance(signal, Mapping) and isinstance(criteria, list):
        minimum = signal.get("minimum_known")
        if isinstance(minimum, int) and minimum > len(criteria):
            yield Misfit(
                ("signal", "minimum_known"),
                f"expected at most {len(criteria)}, the number of criteria, found {minimum}; "
                "lower it",
            )


def _cells(pack: Plain) -> Iterator[Misfit]:
    matrix = pack.get("matrix")
    if not isinstance(matrix, Mapping):
        return
    known = ids_of(matrix, "bands")
    rows = matrix.get("cells")
    for scope, row in enumerate(rows if isinstance(rows, list) else []):
        for impact, band in enumerate(row if isinstance(row, list) else []):
            if isinstance(band, str) and band not in known:
                yield Misfit(
                    ("matrix", "cells", scope, impact),
                    f"expected the id of a band ({listed(known)}), found “{band}”; "
                    "correct it or add the band",
                )


def _deciding(pack: Plain) -> Iterator[Misfit]:
    deciding = pack.get("deciding")
    if not isinstance(deciding, Mapping):
        return
    if not isinstance(pack.get("matrix"), Mapping):
        yield Misfit(
            ("deciding",),
            "expected a [matrix] to place practices on, found none; add one, or leave this out",
        )
    form, known = deciding.get("continuing_form", "continuing"), ids_of(pack, "forms")
    if isinstance(form, str) and form not in known:
        yield Misfit(
            ("deciding", "continuing_form"),
            f"expected the id of a form ({listed(known)}), found “{form}”; "
            "correct it or add the form",
        )


def _asking(pack: Plain) -> Iterator[Misfit]:
    asking, clocks = pack.get("asking"), ids_of(pack, "clocks")
    if not isinstance(asking, Mapping):
        return
    levels = _levels_of(pack) if _in_order(pack) else []  # else that is told, and enough
    for field in ("team_level", "commissioner_level"):
        level = asking.get(field)
        if levels and level in LEVELS and level not in levels:
            yield Misfit(
                ("asking", field),
                f"expected a level of this pack ({listed(levels)}), found “{level}”; "
                "choose one of these or add the level to structure.levels",
            )
    for path, step in tables(asking, "steps"):
        clock = step.get("clock")
        if isinstance(clock, str) and clock not in clocks and len(set(clocks)) == len(clocks):
            yield Misfit(
                ("asking", *path, "clock"),
                f"expected the id of a clock ({listed(clocks)}), found “{clock}”; "
                "correct it or leave it out",
            )


def _signal_rules(pack: Plain) -> Iterator[tuple[Path, Plain]]:
    signal = pack.get("signal")
    for scope in ("overall", "domain"):
        rule = signal.get(scope) if isinstance(signal, Mapping) else None
        if isinstance(rule, Mapping):
            yield ("signal", scope), rule


def _in_order(pack: Plain) -> bool:
    """Whether the levels are all known, each once and from the top down."""
    structure, levels = pack.get("structure"), _levels_of(pack)
    named = structure.get("levels") if isinstance(structure, Mapping) else None
    return named == [level for level in LEVELS if level in levels]


def _levels_of(pack: Plain) -> list[str]:
    structure = pack.get("structure")
    levels = structure.get("levels") if isinstance(structure, Mapping) else None
    return [level for level in levels if level in LEVELS] if isinstance(levels, list) else []
