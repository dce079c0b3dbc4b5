"""Placements without the pages that make them: for what reads them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from resilience.accounts.reader import Reader
from resilience.cases.happening import happen
from resilience.cases.models import Assessment, Case, Placement
from resilience.cases.models.assessment import known_results
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force, version
from resilience.programmes.models import LocalSetting
from tests.cases.world import PROGRAMME


def set_deciding(programme: str = PROGRAMME, **numbers: int) -> None:
    """What assessing and deciding go by here, otherwise than in the pack: `second_percent=0`."""
    for name, number in numbers.items():
        set_here(f"deciding.{name}", str(number), programme)


def set_here(key: str, value: str, programme: str = PROGRAMME) -> None:
    """A local setting, otherwise than in the pack."""
    LocalSetting.objects.create(
        programme=programme,
        number=version(programme) + 1,
        key=key,
        value=value,
        reason="Agreed with the partners.",
        organisation=Organisation.objects.get(code="ENG"),
        by="person administrator",
    )


def placed(
    case: Case,
    scope: int = 4,
    impact: int = 4,
    *,
    by: Reader,
    at: datetime,
    kind: str = "first",
    met: tuple[str, ...] = ("GC4",),
    not_met: tuple[str, ...] = (),
    **other: Any,
) -> Placement:
    """Places a case under assessment, on evidence of which some criteria are met and the others not
    known; a second placement stands on the assessment of the first."""
    pack = in_force(case.programme)
    assessment = case.assessments.last() if kind != "first" else None
    if assessment is None:
        results = dict.fromkeys(met, "met") | dict.fromkeys(not_met, "not_met")
        evidence = [
            {"id": one.id, "result": results.get(one.id, "not_known"), "reason": "As it was."}
            for one in pack.criteria
        ]
        assessment = Assessment.objects.create(
            case=case,
            number=case.assessments.count() + 1,
            at=at,
            as_at=at.date(),
            by=by.actor,
            acting_for=case.team,
            pack_hash=pack.hash,
            settings_version=version(case.programme),
            evidence=evidence,
            results=known_results(evidence),
        )
    placement = Placement.objects.create(
        assessment=assessment,
        kind=kind,
        at=at,
        by=by.actor,
        acting_for=case.team,
        scope=scope,
        impact=impact,
        criteria=list(met),
        justification="Two of three partners leave within the year.",
        band=pack.matrix.band(scope, impact).id,
        pack_hash=pack.hash,
        settings_version=version(case.programme),
        **other,
    )
    if kind != "second":
        case.placement = placement
    events = {"first": "placed", "second": "placed_second", "settled": "placement_settled"}
    happen(case, events[kind], by=by, at=at, acting_for=case.team, tier="deliberation")
    return placement
