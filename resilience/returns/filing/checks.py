"""What is worth a look before a return is sent; nothing of it keeps it from being sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from resilience.look import words
from resilience.returns.figures.rows import MONEY, PracticeRow, Rows
from resilience.returns.figures.sums import figure

SHOWN = 3


def checks(rows: Rows) -> list[str]:
    """What to look at, in sentences."""
    return [*_of_teams(rows), *_of_practices(rows.practices)]


def _of_teams(rows: Rows) -> Iterator[str]:
    for one in rows.teams:
        if one.available is None:
            yield f"{one.name}: nobody entered what it has to commit, so it counts as not known."
            continue
        committed = figure(rows.of([one.team]), "committed").value
        if committed > one.available:
            more = words.pounds(committed - one.available)
            yield f"{one.name}: {more} more is committed than it has."


def _of_practices(rows: Iterable[PracticeRow]) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for one in rows:
        if any(getattr(one, name) is None for name in MONEY):
            found.setdefault("not all money is known", []).append(one.practice)
        elif (one.paid or 0) > (one.committed or 0):
            found.setdefault("more is paid than is committed", []).append(one.practice)
        if one.committed and not one.agreed:
            said = "money is committed and no memorandum is agreed"
            found.setdefault(said, []).append(one.practice)
        if one.agreed and not one.helped and not one.ended:
            found.setdefault("a memorandum is agreed and help has not begun", []).append(
                one.practice
            )
    for said, codes in found.items():
        more = f" and {len(codes) - SHOWN} more" if len(codes) > SHOWN else ""
        yield f"{words.begin(said)}: {', '.join(codes[:SHOWN])}{more}."
