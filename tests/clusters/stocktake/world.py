"""Rounds with practices that answered, clusters and lists of patients."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from resilience.clusters.addressed import At
from resilience.clusters.models import Cluster, Stocktake, StocktakeResult
from resilience.clusters.questionnaire.scoring import core_questions
from resilience.clusters.stocktake.freezing import close_rounds
from resilience.clusters.stocktake.rounds import open_round
from resilience.programmes.local import in_force
from tests.clusters.forming.world import formed, lists
from tests.clusters.questionnaire.answers import answered, questionnaire, with_points
from tests.clusters.world import PRACTICES, PROGRAMME, TODAY, organisation, reader

LEVELS, HARBOUR = PRACTICES[8:], PRACTICES[:8]
"""Six practices of 11X and eight of 15C."""
Points = Mapping[str, int]
"""The points that a practice gives in answer to every question, by its code."""


def morning(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)


def patients(home: Path) -> None:
    """Every practice of 15C has 9,000 patients and every one of 11X 8,000, year after year."""
    each = dict.fromkeys(HARBOUR, 9_000) | dict.fromkeys(LEVELS, 8_000)
    for day in ("2026-03-01", "2027-03-01", "2028-03-01"):
        lists(home, each, day)


def cluster(practices: Collection[str], name: str, day: date = date(2026, 1, 5)) -> Cluster:
    return formed(list(practices), name=name, day=day)


def leaves(cluster_: Cluster, practice: str, day: date) -> None:
    """A practice leaves a cluster on a day."""
    cluster_.members.filter(practice__code=practice).update(left=day, state="left")


def opened(
    area: str = "QUY",
    by: str = "commissioner",
    day: date = TODAY,
    days: int = 20,
    title: str = "Spring",
) -> Stocktake:
    """A round that is opened on a day for so many days."""
    at = At(in_force(PROGRAMME), organisation(area))
    return open_round(
        by=reader(by, day),
        at=at,
        title=title,
        opens=day,
        closes=day + timedelta(days=days),
        now=morning(day),
    )


def all_answer(round_: Stocktake, points: Points) -> None:
    """Practices answer each question with so many points, or the most there are."""
    of = questionnaire()
    for code, wanted in points.items():
        each = {one.id: min(wanted, one.most or 0) for one in core_questions(of)}
        answered(code, with_points(of, each), round_, day=round_.opens)


def closed(round_: Stocktake) -> StocktakeResult:
    """The result of a round, the day after it closed."""
    close_rounds(morning(round_.closes + timedelta(days=1)))
    return StocktakeResult.objects.get(stocktake=round_)


def held(points: Points, **told: object) -> StocktakeResult:
    """A round that was opened, answered and closed."""
    round_ = opened(**told)  # type: ignore[arg-type]
    all_answer(round_, points)
    return closed(round_)


def next_year(round_: Stocktake) -> date:
    """A day on which the next round may open."""
    return round_.closes + timedelta(days=200)
