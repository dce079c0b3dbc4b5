"""How every clock stood on a day: what `resilience due` lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from resilience.cases.models import CaseClock

COLUMNS = ("case", "clock", "due", "state", "practice", "programme", "started", "stopped")


def due(as_at: date, programme: str = "") -> list[dict[str, str | None]]:
    """Every clock that ran or had run at the end of a day, by COLUMNS: the first due first, what
    waits last. Days are written 2019-01-09. Two queries."""
    clocks = CaseClock.objects.filter(started__lte=as_at).select_related("case__organisation")
    if programme:
        clocks = clocks.filter(case__programme=programme)
    needed = clocks.only(
        *("clock", "days", "counted", "started", "stopped", "ended"),
        *("case__reference", "case__programme", "case__organisation__code"),
    )
    rows = _rows(needed.prefetch_related("waits"), as_at)
    return sorted(rows, key=_first_due_first)


def _rows(clocks: Iterable[CaseClock], as_at: date) -> Iterator[dict[str, str | None]]:
    for clock in clocks:
        state = clock.standing(as_at)
        if state is None:
            continue  # nobody waits for it any more
        known = clock.stopped is not None and clock.stopped <= as_at
        yield {
            "case": clock.case.reference,
            "clock": clock.clock,
            "due": _written(clock.due_as_at(as_at)),
            "state": state,
            "practice": clock.case.organisation.code,
            "programme": clock.case.programme,
            "started": _written(clock.started),
            "stopped": _written(clock.stopped) if known else None,
        }


def _first_due_first(row: dict[str, str | None]) -> tuple[object, ...]:
    return row["due"] is None, row["due"] or "", row["case"], row["clock"], row["started"]


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None
