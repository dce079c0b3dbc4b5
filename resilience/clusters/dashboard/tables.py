"""The tables of these pages as rows of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from resilience.clusters.dashboard.compare import Cell, Row
from resilience.clusters.dashboard.domains import Board
from resilience.clusters.dashboard.figures import OfFigure
from resilience.clusters.dashboard.inequality import View
from resilience.clusters.dashboard.people import Line
from resilience.organisations.models import Kind
from resilience.profiles.context import CONTEXT_COLUMN, Contexts

Plain = dict[str, Any]
STATUS = ("status", "status_confirmed", "status_review_by", "review_late")


def practice_columns(board: Board) -> list[str]:
    domains = [one.id for one in board.dashboard.domains]
    return [
        *("practice", "name", "location", "signal", *STATUS, "flags_raised"),
        *domains,
        *(f"{one}_flags" for one in domains),
    ]


def practice_rows(found: Iterable[Line]) -> Iterator[Plain]:
    """One row for each practice: its signals, its status, and the flags raised in each domain."""
    for one in found:
        status = one.status
        yield {
            "practice": one.of.code,
            "name": one.of.name,
            "location": one.of.practice.areas.get(Kind.CCG),
            "signal": one.signal or None,
            "status": one.kind or None,
            "status_confirmed": status.written.date() if status else None,
            "status_review_by": status.review_by if status else None,
            "review_late": "yes" if one.late else "no",
            "flags_raised": one.of.raised,
            **{id_: of.signal for id_, of in one.of.domains.items()},
            **{
                f"{id_}_flags": " ".join(flag.id for flag in of.raised)
                for id_, of in one.of.domains.items()
            },
        }


COMPARED = (
    *("level", "place", "name", "domain", "indicator", "title", "value", "unit"),
    *("made_as", "practices_known", "practices"),
)


def compared_rows(
    level: str, domain: str, rows: Iterable[Row], england: Sequence[Cell]
) -> Iterator[Plain]:
    """One row for each place and indicator, England's last."""
    every = [(level, one.place.place.code, one.place.place.name, one.cells) for one in rows]
    for kind, code, name, cells in [*every, (Kind.NATION.value, "ENG", "England", england)]:
        for cell in cells:
            yield {
                "level": kind,
                "place": code,
                "name": name,
                "domain": domain,
                "indicator": cell.indicator.id,
                "title": cell.indicator.title,
                "value": cell.value,
                "unit": cell.indicator.unit,
                "made_as": cell.words or None,
                "practices_known": cell.known,
                "practices": cell.among,
            }


FIFTHS = ("indicator", "fifth", "practices", "measure", "count", "low_95", "high_95")


def fifth_rows(view: View, titles: dict[str, str]) -> Iterator[Plain]:
    """One row for each fifth and measure; shares in percent."""
    for one in view.fifths:
        measures = {"confirmed red or amber": one.confirmed, "signal red or amber": one.signalled}
        measures |= {
            f"{titles[id_]} red or amber": share
            for id_, share in zip(one.domains, one.flagged, strict=True)
        }
        for name, share in measures.items():
            low, high = share.interval or (None, None)
            yield {
                "indicator": view.indicator.id,
                "fifth": one.number or "not known",
                "practices": len(one.found),
                "measure": name,
                "count": share.count,
                "low_95": None if low is None else round(low, 1),
                "high_95": None if high is None else round(high, 1),
            }


FIGURES = (
    *("practice", "domain", "indicator", "title", "period", "months_old", "value", "unit", "state"),
    *("area_median", "england_median", "flag", "reason", "release", CONTEXT_COLUMN),
)


def figure_rows(code: str, found: dict[str, list[OfFigure]], said: Contexts) -> Iterator[Plain]:
    """One row for each figure of a practice."""
    for domain, figures in found.items():
        for one in figures:
            here = one.beside
            period = here.period.label if here else ""
            yield {
                "practice": code,
                "domain": domain,
                "indicator": one.indicator.id,
                "title": one.indicator.title,
                "period": period or None,
                "months_old": one.months_old if here else None,
                "value": here.value if here else None,
                "unit": one.indicator.unit,
                "state": here.state if here else "not_known",
                "area_median": here.area if here else None,
                "england_median": here.england[2] if here and here.england else None,
                "flag": _flag(one),
                "reason": " ".join(found.reason for found in one.found) or None,
                "release": here.release if here else None,
                CONTEXT_COLUMN: said.cell(code, one.indicator.id, period),
            }


def _flag(one: OfFigure) -> str | None:
    if not one.found:
        return None
    return "raised" if one.met else next((f.result for f in one.found if not f.known), "not raised")
