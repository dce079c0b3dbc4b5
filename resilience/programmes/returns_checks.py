"""That what is owed to the national team fits together: days in order, and names that exist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import pairwise

from resilience.programmes.lines import Path
from resilience.programmes.misfits import Misfit, Plain, ids_of, listed, tables, twice
from resilience.programmes.schema.parts import LEVELS

NAMED = ("measures", "milestones", "questions", "collections", "beside")
OF_EVIDENCE = ("part", "whole", "of")


def misfits(pack: Plain) -> Iterator[Misfit]:
    """Every misfit of the returns."""
    returns = pack.get("returns")
    if not isinstance(returns, Mapping):
        return
    found = (_area(returns, pack), _names(returns), _evidence(returns), _collections(returns, pack))
    for check in (*found, _waves(returns)):
        for path, message in check:
            yield Misfit(("returns", *path), message)


def _area(returns: Plain, pack: Plain) -> Iterator[Misfit]:
    structure, area = pack.get("structure"), returns.get("area")
    levels = structure.get("levels") if isinstance(structure, Mapping) else None
    known = levels if isinstance(levels, list) else []
    fits = known == [one for one in LEVELS if one in known]  # else that is told, and enough
    if known and fits and area in LEVELS and area not in known:
        yield Misfit(
            ("area",),
            f"expected a level of this pack ({listed(known)}), found “{area}”; choose one of "
            "these or add the level to structure.levels",
        )


def _names(returns: Plain) -> Iterator[Misfit]:
    for kind in NAMED:
        yield from twice(tables(returns, kind))
    studies = returns.get("case_studies")
    if isinstance(studies, Mapping):
        for path, message in twice(tables(studies, "parts")):
            yield Misfit(("case_studies", *path), message)
        bands = studies.get("size_bands")
        if isinstance(bands, list) and any(a >= b for a, b in pairwise(bands)):
            yield Misfit(
                ("case_studies", "size_bands"),
                f"expected each more than the one before, found {bands}; put them in order",
            )


def _evidence(returns: Plain) -> Iterator[Misfit]:
    measures = ids_of(returns, "measures")
    collections = ids_of(returns, "collections")
    for path, milestone in tables(returns, "milestones"):
        for inner, one in tables(milestone, "evidence"):
            for field in OF_EVIDENCE:
                name = one.get(field)
                if isinstance(name, str) and name not in measures:
                    yield _no_such((*path, *inner, field), "a measure", measures, name)
            name, what = one.get("collection"), one.get("what")
            if isinstance(name, str) and name not in collections:
                yield _no_such((*path, *inner, "collection"), "a data return", collections, name)
            elif what == "data_return" and name is None:
                yield Misfit(
                    (*path, *inner, "what"),
                    f"expected which data return is meant ({listed(collections)}), found none; "
                    "add collection",
                )


def _collections(returns: Plain, pack: Plain) -> Iterator[Misfit]:
    funding, before = pack.get("funding"), ""
    years = (
        [one.get("year") for _, one in tables(funding, "years")]
        if isinstance(funding, Mapping)
        else []
    )
    for path, one in tables(returns, "collections"):
        due, opens, year = one.get("due"), one.get("opens"), one.get("year")
        if years and isinstance(year, str) and year not in years:
            yield Misfit(
                (*path, "year"),
                f"expected a year with money ({listed([str(it) for it in years])}), found "
                f"“{year}”; correct it or add the year to funding.years",
            )
        if not isinstance(due, dt.datetime):
            continue
        if isinstance(opens, dt.date) and opens > due.date():
            yield Misfit(
                (*path, "opens"),
                f"expected a day on or before it is due ({due.date()}), found {opens}; correct it",
            )
        if str(due) <= before:
            yield Misfit(
                (*path, "due"),
                f"expected a moment after the return before it ({before}), found {due}; list the "
                "earliest first",
            )
        before = str(due)


def _waves(returns: Plain) -> Iterator[Misfit]:
    collections, before = ids_of(returns, "collections"), 0
    for path, one in tables(returns, "waves"):
        name, in_all = one.get("collection"), one.get("in_all")
        if isinstance(name, str) and name not in collections:
            yield _no_such((*path, "collection"), "a data return", collections, name)
        if isinstance(in_all, int) and in_all <= before:
            yield Misfit(
                (*path, "in_all"),
                f"expected more than before ({before}), as all are counted, found {in_all}; "
                "raise it",
            )
        before = in_all if isinstance(in_all, int) else before


def _no_such(path: Path, what: str, known: list[str], name: str) -> Misfit:
    return Misfit(
        path, f"expected the id of {what} ({listed(known)}), found “{name}”; correct or remove it"
    )
