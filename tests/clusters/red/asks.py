"""What tests of a practice that is red ask for."""

from __future__ import annotations

from typing import Any

from resilience.clusters.models import Appraisal, Dispersal
from resilience.clusters.red import appraising
from resilience.clusters.red.addressed import Of
from resilience.clusters.red.asking import assumed_by
from resilience.clusters.red.keeping import simulate
from resilience.clusters.red.near import around
from tests.clusters.world import NOW, TODAY, reader


def opened(of: Of) -> Appraisal:
    return appraising.open_appraisal(
        by=reader("commissioner"), of=of, question="What comes next by August?", at=NOW
    )


def appraisal_with_scores(of: Of, made: Appraisal | None = None) -> Appraisal:
    """Every option weighed, 3 by each criterion."""
    made = made or opened(of)
    scores = {one.id: (3, f"Because of {one.id}.") for one in of.red.criteria}
    for seen, option in enumerate(of.red.options):
        made = appraising.score(
            by=reader("commissioner"),
            of=of,
            appraisal=made.pk,
            seen=seen,
            option=option.id,
            scores=scores,
        )
    return made


def simulated(of: Of, made: Appraisal, **told: Any) -> Dispersal:
    """Kept by the commissioner, as the pack assumes."""
    usual = assumed_by(of.red.dispersing)
    asked = {
        "by": reader("commissioner"),
        "appraisal": made,
        "around": around(of.practice, TODAY, usual.farthest_km, usual.most_practices),
        "assumed": usual,
        "leave_out": (),
        "title": "As usual",
        "at": NOW,
    }
    return simulate(of=of, **asked | told)
