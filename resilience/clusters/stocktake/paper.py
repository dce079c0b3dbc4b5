"""A practice's report on paper."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from resilience.clusters.stocktake.figures import OfAPractice
from resilience.clusters.stocktake.report import Report, Row
from resilience.clusters.stocktake.shown import Mean, Result, day_of
from resilience.look import words
from resilience.look.paper import typeset

TEMPLATE = (Path(__file__).parent / "report.typ").read_bytes()
NOT_TOLD = "Not told"


def pdf(report: Report, at: datetime) -> bytes:
    """The report (PDF/UA-1), the same bytes for the same report at the same moment."""
    practice = report.at.organisation
    told = report.told
    data = {
        "title": f"Stocktake report: {practice.name}",
        "reference": f"{practice.code}, {report.at.pack.title}",
        "lead": f"Answered on {words.day(report.answered.day)}. For people of the practice only.",
        "others": _others(told) if told else "No round of your area has a result yet.",
        "rows": [_row(one) for one in report.rows],
        "before": [words.day(one.day) for one in report.before],
        "years": [
            [one.own.part.title, _percent(one.percent), *map(_percent, one.before)]
            for one in report.rows
        ],
        "published": [_published(one.own.part.title, one.published) for one in report.rows],
    }
    return typeset(TEMPLATE, "report", data, at)


def _others(told: Result) -> str:
    round_, area = told.content["round"]["title"], told.content["area"]["name"]
    return f"Others: “{round_}”, {area}, closed on {words.day(day_of(told))}."


def _row(one: Row) -> dict[str, str]:
    return {
        "title": one.own.part.title,
        "own": _percent(one.percent),
        "band": one.own.band.title if one.own.band else "",
        "cluster": _mean(one.cluster),
        "area": _mean(one.area),
    }


def _published(title: str, found: OfAPractice | None) -> dict[str, Any]:
    if found is None:
        return {"title": title, "figures": [], "silent": []}
    return {
        "title": title,
        "figures": [
            {
                "title": one.indicator.title,
                "period": one.period.words,
                "value": one.text or words.state(one.state),
                "area": one.shown(one.area) or NOT_TOLD,
                "england": one.shown(one.england[2]) if one.england else NOT_TOLD,
            }
            for one in found.figures
        ],
        "silent": [
            *(f"{one.title}: no file is loaded." for one in found.missing),
            *found.unpublished,
        ],
    }


def _mean(found: Mean | None) -> str:
    return _percent(found.percent if found else None, NOT_TOLD)


def _percent(value: int | None, none: str = "–") -> str:
    return none if value is None else f"{value}%"
