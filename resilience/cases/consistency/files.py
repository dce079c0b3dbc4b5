"""The same as tables: placements far from like cases, agreement by half-year, changes of band."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from resilience.cases.consistency.agreeing import AXES, Agreed
from resilience.cases.consistency.far import Far
from resilience.cases.consistency.placements import Placed
from resilience.cases.consistency.sensitivity import Tried

OF_A_CASE = ("case", "practice", "name", "team", "scope", "impact")
FAR = (*OF_A_CASE, "axis", "score", "usual", "like_cases", "their_scores", "question")
AGREEMENT = (
    *("team", "half_year", "axis", "pairs", "same", "within_one"),
    *("kappa", "from", "to", "why_not"),
)
BANDS = (*OF_A_CASE, "tried", "band_now", "band_then")


def _of_a_case(one: Placed) -> dict[str, Any]:
    return {
        "case": one.reference,
        "practice": one.code,
        "name": one.practice,
        "team": one.team_name,
        "scope": one.scope,
        "impact": one.impact,
    }


def far_rows(found: Iterable[Far]) -> Iterator[dict[str, Any]]:
    """By FAR."""
    for one in found:
        yield _of_a_case(one.placed) | {
            "axis": one.axis,
            "score": one.score,
            "usual": one.usual,
            "like_cases": " ".join(other.reference for other in one.like),
            "their_scores": " ".join(str(other.score(one.axis)) for other in one.like),
            "question": one.question,
        }


def agreement_rows(found: Iterable[tuple[str, Agreed]]) -> Iterator[dict[str, Any]]:
    """By AGREEMENT, of half-years each with the name of its team; of too few pairs no kappa."""
    for team, one in found:
        for axis in AXES:
            on = one.on[axis]
            told = one.kappa(axis) is not None
            low, high = (on.interval or (None, None)) if told else (None, None)
            yield {
                "team": team,
                "half_year": one.title,
                "axis": axis,
                "pairs": on.pairs,
                "same": on.same,
                "within_one": on.within_one,
                "kappa": _three(one.kappa(axis)),
                "from": _three(low),
                "to": _three(high),
                "why_not": "" if told else "Too few pairs." if one.too_few else on.why_not,
            }


def band_rows(found: Iterable[Tried]) -> Iterator[dict[str, Any]]:
    """By BANDS."""
    for one in found:
        for change in one.changed:
            yield _of_a_case(change.placed) | {
                "tried": one.title,
                "band_now": change.now,
                "band_then": change.then,
            }


def _three(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
