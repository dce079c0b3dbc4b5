"""That the parts of a programme's money fit one another and the rest of the pack."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from resilience.evidence.indicators import indicators
from resilience.programmes.lines import Path
from resilience.programmes.misfits import Misfit, Plain, listed, tables, twice
from resilience.programmes.schema.parts import LEVELS

NAMED = ("published", "intended", "codes", "gates", "conditions", "positions", "staged")
YEAR = re.compile(r"20(\d\d)-(\d\d)", re.ASCII)
COMMON_YEAR = 2001
"""A year without 29 February."""


def misfits(pack: Plain) -> Iterator[Misfit]:
    """Every misfit of the money."""
    funding = pack.get("funding")
    if not isinstance(funding, Mapping):
        return
    found = (
        _holder(funding, pack),
        _years(funding),
        _names(funding),
        _asked_twice(funding, pack),
        _populations(funding),
        _published(funding),
        _positions(funding),
    )
    for check in found:
        for path, message in check:
            yield Misfit(("funding", *path), message)


def _holder(funding: Plain, pack: Plain) -> Iterator[Misfit]:
    structure, holder = pack.get("structure"), funding.get("holder")
    levels = structure.get("levels") if isinstance(structure, Mapping) else None
    known = levels if isinstance(levels, list) else []
    # Where the levels themselves are wrong, that is told, and enough.
    fits = known == [one for one in LEVELS if one in known]
    if known and fits and holder in LEVELS and holder not in known:
        yield Misfit(
            ("holder",),
            f"expected a level of this pack ({listed(known)}), found “{holder}”; choose one of "
            "these or add the level to structure.levels",
        )


def _years(funding: Plain) -> Iterator[Misfit]:
    before = ""
    for path, one in tables(funding, "years"):
        year = one.get("year")
        if not isinstance(year, str) or not (parts := YEAR.fullmatch(year)):
            continue
        if (int(parts[1]) + 1) % 100 != int(parts[2]):
            yield Misfit(
                (*path, "year"),
                f"expected two years that follow each other, like 2018-19, found “{year}”; "
                "correct it",
            )
        elif year <= before:
            yield Misfit(
                (*path, "year"),
                f"expected a year after the one before it ({before}), found “{year}”; list each "
                "year once, the earliest first",
            )
        before = year


def _names(funding: Plain) -> Iterator[Misfit]:
    for kind in NAMED:
        yield from twice(tables(funding, kind))
    for path, plan in tables(funding, "staged"):
        for place, message in twice(tables(plan, "parts")):
            yield Misfit((*path, *place), message)


def _asked_twice(funding: Plain, pack: Plain) -> Iterator[Misfit]:
    """What is asked of whoever commits money is answered by its id, planning's questions too."""
    planning = pack.get("planning")
    bars = tables(planning, "bars") if isinstance(planning, Mapping) else ()
    taken = {one.get("id") for _, one in bars}
    for path, one in tables(funding, "conditions"):
        if one.get("id") in taken:
            yield Misfit(
                (*path, "id"),
                f"expected an id that no question of planning.bars has, found “{one['id']}”; "
                "rename one",
            )


def _populations(funding: Plain) -> Iterator[Misfit]:
    named = funding.get("populations")
    for place, name in enumerate(named if isinstance(named, list) else []):
        if not isinstance(name, str):
            continue
        indicator = indicators().get(name)
        if indicator is None or indicator.kind != "count":
            counts = [one.id for one in indicators().values() if one.kind == "count"]
            yield Misfit(
                ("populations", place),
                f"expected the id of an indicator that counts ({listed(counts)}), found “{name}”; "
                "correct or remove it",
            )


def _published(funding: Plain) -> Iterator[Misfit]:
    years = [one.get("year") for _, one in tables(funding, "years")]
    for path, one in tables(funding, "published"):
        year, members = one.get("year"), one.get("members")
        if isinstance(year, str) and YEAR.fullmatch(year) and year not in years:
            yield Misfit(
                (*path, "year"),
                f"expected a year of this pack ({listed([str(one) for one in years])}), found "
                f"“{year}”; correct it or add the year",
            )
        seen: set[str] = set()
        for place, code in enumerate(members if isinstance(members, list) else []):
            if isinstance(code, str) and code in seen:
                yield Misfit(
                    (*path, "members", place),
                    f"expected each code once, found “{code}” again; remove it",
                )
            seen.add(str(code))


def _positions(funding: Plain) -> Iterator[Misfit]:
    before = ""
    for path, one in tables(funding, "positions"):
        day = one.get("by")
        if not isinstance(day, str) or not re.fullmatch(r"\d\d-\d\d", day, re.ASCII):
            continue
        in_the_year = _of_the_year(day)
        if in_the_year is None:
            yield _no_day((*path, "by"), day)
        elif in_the_year < before:
            yield Misfit(
                (*path, "by"),
                f"expected a day of the financial year after the one before it, found “{day}”; "
                "list the earliest from 1 April on first",
            )
        before = in_the_year or before


def _no_day(path: Path, day: str) -> Misfit:
    return Misfit(
        path,
        f"expected a day that every year has, as month and day like 03-31, found “{day}”; "
        "correct it",
    )


def _of_the_year(day: str) -> str | None:
    """The day in a word that grows from 1 April to 31 March; None where no year has it."""
    month, number = map(int, day.split("-"))
    try:
        dt.date(COMMON_YEAR, month, number)
    except ValueError:
        return None
    return f"{(month - 4) % 12:02}-{number:02}"
