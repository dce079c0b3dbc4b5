"""How long it took, what came of the help, and whom it reached, as a paper tells them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from resilience.accounts.tiers import Tier
from resilience.agreements.following.then_and_now import BEYOND, UNSURE, WITHIN
from resilience.agreements.models import ExitReview, LookBack
from resilience.agreements.timing.times import HELPED
from resilience.cases.models import Case
from resilience.cases.openness.small import FEWEST
from resilience.cases.prioritising.equity import share
from resilience.evidence.statistics.waiting import half_between, waits_of
from resilience.funding.fairness.spans import SPANS, ways
from resilience.reports.board.ground import Ground
from resilience.reports.board.tree import Node
from resilience.reports.board.values import Value, absent
from resilience.returns.figures.records import end_of

Told = dict[str, Value]
OF_SPANS = {"decision": "decision", "payment": "whole"}
"""Which span of the pages of the money is told under which id."""
USEFUL = 4
"""From which of five ratings on a practice found the help useful."""


def times(ground: Ground, node: Node) -> Told:
    """By how many days half had come so far, counting those who still wait, of the requests of the
    year that count in a return."""
    references = {one for row in ground.rows[node.code].practices for one in row.references}
    every = Case.objects.filter(programme=ground.pack.id, tier=Tier.COMMISSIONER)
    own = {pk for pk, one in every.values_list("pk", "reference") if one in references}
    found = [
        way
        for pk, way in ways(every, ground.day).items()
        if pk in own and ground.year.holds(way.times.begun)
    ]
    spans = {one.id: one for one in SPANS}
    day = ground.day
    waited = {id_: [one.days(spans[of], day) for one in found] for id_, of in OF_SPANS.items()}
    waited["help"] = [one.times.days(HELPED, day) for one in found]
    told: Told = {}
    for id_, days in waited.items():
        told |= _half(f"days_{id_}", Counter(one for one in days if one))
    return told


def _half(id_: str, counted: Counter[tuple[int, bool]]) -> Told:
    if counted.total() < FEWEST:
        return {id_: absent("too_few", "days")}
    half = waits_of(counted).half
    if half is None:
        return {id_: absent("not_yet", "days")}
    ends = zip(("low", "high"), half_between(counted), strict=True)
    between = {f"{id_}_{end}": Value(one, "days") for end, one in ends if one is not None}
    return {id_: Value(half, "days")} | between


def outcomes(ground: Ground, node: Node) -> Told:
    """What exit reviews of the year say of objectives and of how useful the help was, and how
    figures moved by the time they were looked at again."""
    ends = end_of(ground.day)
    cases = Case.objects.filter(programme=ground.pack.id, tier=Tier.COMMISSIONER)
    these = {"case__in": cases.order_by().values("pk"), "at__lt": ends}
    begins = end_of(ground.year.starts - timedelta(days=1))
    reviews = ExitReview.objects.filter(**these, at__gte=begins).order_by()
    backs = LookBack.objects.filter(**these).order_by()
    of_case = "case__organisation"
    reviews, backs = reviews.select_related(of_case), backs.select_related(of_case)
    return _reviewed(ground, node, reviews) | _looked_back(ground, node, backs)


def _here(ground: Ground, node: Node, found: Iterable[str]) -> bool:
    """Whether the number of these practices may be told of an area."""
    codes = set(found)
    return node.code in ground.tellable(lambda row: row.practice in codes)


def _reviewed(ground: Ground, node: Node, reviews: Iterable[ExitReview]) -> Told:
    rows = [(one.case.organisation.code, one) for one in reviews]
    if not _here(ground, node, (code for code, _ in rows)):
        return {"reviewed": absent("too_few", "exit reviews")}
    practices = {row.practice for row in ground.rows[node.code].practices}
    own = [one for code, one in rows if code in practices]
    delivering = ground.pack.delivering
    first = delivering.reached[0].id if delivering else ""
    words = [word for one in own for word in one.reached.values()]
    reached = share(sum(one == first for one in words), len(words))
    told = {
        "reviewed": Value(len(own), "exit reviews"),
        "reached_of": Value(len(words), "objectives"),
        "reached": Value(reached.count, "objectives"),
    }
    if words:
        told["reached_percent"] = Value(reached.percent, "percent")
        told["reached_low"] = Value(reached.low, "percent")
        told["reached_high"] = Value(reached.high, "percent")
    return told | _useful([one.rating for one in own if one.rating])


def _useful(ratings: list[int]) -> Told:
    if len(ratings) < FEWEST:
        return {"useful_of": absent("too_few", "ratings")}
    useful = sum(one >= USEFUL for one in ratings)
    others = len(ratings) - useful
    told = useful >= FEWEST and (others == 0 or others >= FEWEST)
    return {
        "useful_of": Value(len(ratings), "practices"),
        "useful": Value(useful, "practices") if told else absent("held"),
    }


def _looked_back(ground: Ground, node: Node, backs: Iterable[LookBack]) -> Told:
    rows = [(one.case.organisation.code, one) for one in backs]
    if not _here(ground, node, (code for code, _ in rows)):
        return {"looked_back": absent("too_few")}
    practices = {row.practice for row in ground.rows[node.code].practices}
    own = [(code, one) for code, one in rows if code in practices]
    said = [row.get("said", "") for _, one in own for row in one.evidence]
    beyond = sum(_ends(one, BEYOND) for one in said)
    compared = beyond + sum(one == WITHIN or _ends(one, UNSURE) for one in said)
    return {
        "looked_back": Value(len({code for code, _ in own})),
        "looked_back_compared": Value(compared, "measures"),
        "looked_back_beyond": Value(beyond, "measures"),
    }


def _ends(said: str, pattern: str) -> bool:
    return said.endswith(pattern.removeprefix("{}"))
