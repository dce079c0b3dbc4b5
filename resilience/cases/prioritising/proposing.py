"""What makes the most of a budget: the cases looked at, the best choice, and how firm it is under
other budgets (G8.4, G8.6, G8.9). It follows points and costs; it divides nothing equally."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from resilience.cases.assessing.blind import wait_for_a_second
from resilience.cases.prioritising.footprint import Footprint
from resilience.cases.prioritising.helped import continuing
from resilience.cases.prioritising.listed import STANDINGS, TO_DECIDE
from resilience.cases.prioritising.optimum import Optimum, Wish
from resilience.cases.prioritising.order import in_turn, stands
from resilience.programmes.schema.deciding import Deciding

PERCENTS = (80, 90, 100, 110, 120)
"""Of the budget: how firm a choice is, is how many of these budgets make it."""
AS_STATED = 100


def looked_at(footprint: Footprint, assumed: int) -> dict[str, dict[str, Any]]:
    """What a proposal is worked out from, by the id of each case to decide, in the order of the
    list: `reference, practice, name, begun, scope, impact, band, urgent, points, cost, assumed,
    continuing`. Costs are in pence, `assumed` of them where nobody estimated one. What a
    second person is to place too is not among them until then. A few queries, however many."""
    _, states = STANDINGS[TO_DECIDE]
    found = footprint.cases.filter(state__in=states, placement__isnull=False)
    waits = list(wait_for_a_second(found).values_list("pk", flat=True))
    found = found.exclude(pk__in=waits)
    again = set(found.filter(continuing(footprint.reader)).values_list("pk", flat=True))
    columns = "pk", "reference", "organisation__code", "organisation__name", "begun"
    told = {pk: rest for pk, *rest in found.values_list(*columns, "placement__estimate")}
    matrix, points = footprint.matrix, cast(Deciding, footprint.pack.deciding).points
    cases = {}
    for pk, scope, impact, urgent in in_turn(stands(found, matrix), matrix):
        reference, code, name, begun, estimate = told[pk]
        cases[str(pk)] = {
            "reference": reference,
            "practice": code,
            "name": name,
            "begun": begun.isoformat(),
            "scope": scope,
            "impact": impact,
            "band": matrix.cells[scope - 1][impact - 1],
            "urgent": urgent,
            "points": points[scope - 1][impact - 1],
            "cost": assumed if estimate is None else estimate,
            "assumed": estimate is None,
            "continuing": pk in again,
        }
    return cases


def worked_out(
    cases: Mapping[str, Mapping[str, Any]], *, budget: int, for_new: int
) -> dict[str, Any]:
    """What comes out of the cases that were looked at, as a Proposal keeps it; pence throughout.

    `chosen` are their ids. `scenarios` say, for each of PERCENTS of the budget and of what is kept
    for practices not helped before, who is in that the stated budget leaves out, and the other way
    round; `firm` is in how many of them each case is."""
    wishes = [
        Wish(
            case=int(pk),
            reference=one["reference"],
            begun=one["begun"],
            points=one["points"],
            cost=one["cost"],
            continuing=one["continuing"],
        )
        for pk, one in cases.items()
    ]
    most = max(_of(budget, percent) for percent in PERCENTS)
    optimum = Optimum(wishes, most, keeps=for_new > 0)
    by_percent = {
        percent: optimum.within(_of(budget, percent), _of(for_new, percent)) for percent in PERCENTS
    }
    chosen = by_percent[AS_STATED]
    return {
        "chosen": sorted(chosen),
        "scenarios": [
            {
                "percent": percent,
                "budget": _of(budget, percent),
                "enter": sorted(one - chosen),
                "leave": sorted(chosen - one),
            }
            | sums(cases, one)
            for percent, one in by_percent.items()
        ],
        "firm": {pk: sum(int(pk) in one for one in by_percent.values()) for pk in cases},
    }


def sums(
    cases: Mapping[str, Mapping[str, Any]], chosen: Sequence[int] | frozenset[int]
) -> dict[str, int]:
    """How many cases are chosen, what they count for and cost, and how much of that is for
    practices helped before."""
    taken = [cases[str(pk)] for pk in chosen]
    again = [one for one in taken if one["continuing"]]
    return {
        "cases": len(taken),
        "points": sum(one["points"] for one in taken),
        "cost": sum(one["cost"] for one in taken),
        "continuing": len(again),
        "continuing_cost": sum(one["cost"] for one in again),
    }


def _of(amount: int, percent: int) -> int:
    """So many per cent of an amount, in whole pence, never more than that."""
    return amount * percent // 100
