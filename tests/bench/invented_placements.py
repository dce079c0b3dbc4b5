"""Placements of invented cases, put straight into the database: all over the matrix, some of them
urgent, some with an estimate of what help costs."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from resilience.cases.models import Assessment, Case, PastSupport, Placement
from resilience.programmes.local import in_force, version
from tests.bench.invented_cases import AT_A_TIME, PROGRAMME, WORDS

ESTIMATES = [pounds * 100 for pounds in range(2_000, 60_000, 500)]
SCORES = (1, 2, 3, 3, 4, 4, 5)


def place(cases: Sequence[Case], programme: str = PROGRAMME) -> None:
    """Every case is being assessed, and placed by somebody; a third of the practices were helped
    before, and a quarter of the placements have no estimate."""
    random, pack, settings = Random(6), in_force(programme), version(programme)
    matrix = pack.matrix
    assert matrix
    assessments = Assessment.objects.bulk_create(
        [
            Assessment(
                case=case,
                number=1,
                at=case.begun,
                as_at=case.begun.date(),
                by="bench",
                pack_hash=pack.hash,
                settings_version=settings,
                evidence=[],
            )
            for case in cases
        ],
        AT_A_TIME,
    )
    placements = []
    for assessment in assessments:
        scope, impact = random.choice(SCORES), random.choice(SCORES)
        ask = matrix.scope[scope - 1].ask
        placements.append(
            Placement(
                assessment=assessment,
                kind=Placement.Kind.FIRST,
                at=assessment.at,
                by="bench",
                scope=scope,
                impact=impact,
                scope_reason=random.choice(ask) if ask else "",
                criteria=["GC4"],
                justification=WORDS[:300],
                band=matrix.band(scope, impact).id,
                pack_hash=pack.hash,
                settings_version=settings,
                estimate=random.choice([None, *[random.choice(ESTIMATES)] * 3]),
            )
        )
    for case, placement in zip(
        cases, Placement.objects.bulk_create(placements, AT_A_TIME), strict=True
    ):
        case.placement, case.state = placement, "under_assessment"
    Case.objects.bulk_update(cases, ["placement", "state"], AT_A_TIME)
    PastSupport.objects.bulk_create(
        [
            PastSupport(
                organisation_id=practice,
                tier="commissioner",
                scheme="Bench",
                year="2016-17",
                what=PastSupport.What.RECEIVED,
                source="bench.csv",
                line=1,
                added=cases[0].begun,
            )
            for practice in sorted({case.organisation_id for case in cases})[::3]
        ],
        AT_A_TIME,
    )
