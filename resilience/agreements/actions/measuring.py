"""How an objective stands, beside its baseline: measured by somebody, or as it was published (D8.1,
G11.2)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.agreements.actions.following import followed, not_ahead, noted, written
from resilience.agreements.changing.agreed import why_not_yet
from resilience.agreements.models import Objective, Plan, Reading
from resilience.agreements.planning.baselines import baseline_of
from resilience.cases.models import Case
from resilience.programmes.local import in_force


@transaction.atomic
def measure(
    *,
    by: Reader,
    case: Case,
    seen: int,
    at: datetime,
    objective: int,
    on: date,
    said: str,
    source: str,
    value: float | None = None,
) -> Reading:
    """Keep what somebody measured of an objective, beside its baseline, and who that was."""
    case, plan = followed(case, seen, by)
    of_it = _objective(plan, objective)
    if of_it.indicator:
        raise Refused("This objective is measured by a published figure: take that down.")
    not_ahead(on, at)
    return _reading(case, of_it, by, at, on, written(said), value, written(source))


@transaction.atomic
def take_down(*, by: Reader, case: Case, seen: int, at: datetime, objective: int) -> Reading:
    """Keep the latest published figure that measures an objective, with its dataset and period."""
    case, plan = followed(case, seen, by)
    of_it = _objective(plan, objective)
    pack = in_force(case.programme)
    figure = baseline_of(case.organisation, of_it.indicator, pack, by.day)
    if figure is None:
        raise Refused("No figure of the practice is published that is young enough.")
    if of_it.readings.filter(source=figure.source, said=figure.words).exists():
        raise Refused("This figure was taken down before, and no newer one is published.")
    return _reading(case, of_it, by, at, by.day, figure.words, figure.value, figure.source)


def _objective(plan: Plan, number: int) -> Objective:
    found = Objective.objects.filter(plan=plan, pk=number).first()
    if found is None:
        raise Refused("This objective is no longer part of the plan.")
    refuse(why_not_yet(found))
    return found


def _reading(
    case: Case,
    objective: Objective,
    by: Reader,
    at: datetime,
    on: date,
    said: str,
    value: float | None,
    source: str,
) -> Reading:
    made = Reading.objects.create(
        case=case,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.PLAN_HELP, case.organisation_id),
        objective=objective,
        on=on,
        said=said,
        value=value,
        source=source,
    )
    noted(case, "measured", by, at, f"{objective}: {said}", objective=objective.pk)
    return made
