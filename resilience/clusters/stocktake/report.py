"""A practice's whole report: its own answers beside its cluster, its area, what is published of it
and what it said before. For the practice alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from resilience.accounts.reader import Reader
from resilience.clusters.addressed import At
from resilience.clusters.models import Answered, StocktakeResult
from resilience.clusters.questionnaire.result import DomainResult, result_of
from resilience.clusters.questionnaire.result import Result as OwnResult
from resilience.clusters.stocktake.figures import OfAPractice, of_a_practice
from resilience.clusters.stocktake.gathering import clusters_of
from resilience.clusters.stocktake.shown import Line, Mean, Result, day_of
from resilience.organisations.models import Ancestor

MOST_YEARS = 5
"""Results of earlier years that are set beside the latest."""


@dataclass(frozen=True)
class Row:
    """A domain: the practice's own result, what is told of its cluster and of its area (none where
    nothing is), what it came to before, and what is published beside it."""

    own: DomainResult
    cluster: Mean | None
    area: Mean | None
    before: list[int | None]
    published: OfAPractice | None

    @property
    def percent(self) -> int | None:
        return Mean(self.own.points, self.own.most).percent


@dataclass(frozen=True)
class Report:
    """`before` are earlier questionnaires, the latest first; `told` is the latest result of a round
    around the practice, with the lines of its cluster and of the area."""

    at: At
    answered: Answered
    result: OwnResult
    rows: list[Row]
    before: list[Answered]
    told: Result | None
    cluster: Line | None
    area: Line | None


def answers_of(reader: Reader, at: At) -> list[Answered]:
    """The finished questionnaires of a practice that count, the latest first."""
    asked = at.pack.questionnaire.id if at.pack.questionnaire else ""
    rows = Answered.objects.visible_to(reader).in_force()
    return list(
        rows.filter(organisation=at.organisation, questionnaire=asked)
        .select_related("organisation", "round__area")
        .order_by("-day", "-pk")
    )


def report_of(reader: Reader, at: At) -> Report | None:
    """The report on the latest questionnaire of a reader's own practice; none before there is
    one."""
    every = answers_of(reader, at)
    if not every:
        return None
    answered, *before = every[: MOST_YEARS + 1]
    told = _told(reader, at)
    cluster = told.line_of_cluster(_cluster(at, day_of(told))) if told else None
    area = told.area if told else None
    published = of_a_practice(at.pack, at.organisation, reader.day)
    result = result_of(answered)
    rows = [
        Row(
            own=one,
            cluster=cluster.domains.get(one.part.id) if cluster else None,
            area=area.domains.get(one.part.id) if area else None,
            before=[_percent(one.part.id, earlier.scores) for earlier in before],
            published=published.get(one.part.id),
        )
        for one in result.domains
    ]
    return Report(at, answered, result, rows, before, told, cluster, area)


def _told(reader: Reader, at: At) -> Result | None:
    """The latest result of a round of an area that the practice belongs to."""
    above = Ancestor.objects.filter(
        descendant=at.organisation, starts__lte=reader.day, ends__gt=reader.day
    )
    found = (
        StocktakeResult.objects.visible_to(reader)
        .filter(stocktake__programme=at.pack.id, stocktake__area__in=above.values("ancestor"))
        .select_related("stocktake__area")
        .order_by("-stocktake__closes", "-pk")
        .first()
    )
    return Result(found) if found else None


def _cluster(at: At, day: date) -> str:
    code = at.organisation.code
    return clusters_of(at.pack.id, [code], day).get(code, "")


def _percent(domain: str, scores: Mapping[str, Mapping[str, int]]) -> int | None:
    one = scores.get(domain, {})
    return Mean(one.get("points", 0), one.get("most", 0)).percent
