"""Forecasts of what is not met yet: what was known eight weeks before, and which parts of
commitments are expected to be paid by the deadline."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Sum

from resilience.funding.books.posting import MOVES
from resilience.funding.models import Entry, Stage
from resilience.programmes.schema.returns import Recorded, ShareReached
from resilience.returns.figures.sums import SUMMED
from resilience.returns.milestones.compliance import Standing
from resilience.returns.milestones.evidence import Found, counted
from resilience.returns.milestones.forecast import DAYS, Forecast, of_a_number, of_money
from resilience.returns.milestones.ground import Ground, year_of
from resilience.returns.milestones.states import Outcome, State


def forecast(ground: Ground, stands: Standing, found: Found) -> Forecast | None:
    """What a piece of evidence will have reached by the deadline; none where it is met, late, or of
    a kind that is there or not. Money that is paid only counts until the day that the programme
    names (E25)."""
    evidence = found.evidence
    if stands.state is not State.NOT_YET or found.outcome is not Outcome.NOT_MET:
        return None
    if isinstance(evidence, Recorded) or found.reached is None or found.needed is None:
        return None
    until = stands.milestone.due.date()
    if isinstance(evidence, ShareReached) and evidence.spent_by:
        until = min(until, evidence.spent_by)
    days = max(0, (until - ground.day).days)
    year, before = year_of(ground.pack, stands.milestone), ground.day - timedelta(days=DAYS)
    rows = ground.rows(stands.unit.area, year, before)
    then = counted(evidence, rows, stands.unit.teams, None).reached
    now, was = found.reached.value, None if then is None else then.known
    if isinstance(evidence, ShareReached) and evidence.part in SUMMED:
        expected = None
        if evidence.part in ("paid", "direct_paid"):
            expected = due_by(ground, year.label, stands.unit.teams, until, found)
        return of_money(now, was, found.needed, days, expected)
    most = found.of.value if found.of else None
    return of_a_number(now, was, found.needed, most, days)


def due_by(
    ground: Ground, year: str, teams: Collection[str], until: date, found: Found
) -> int | None:
    """Pence of the parts of commitments expected until a day that are not paid as at the day of the
    ground; none where no part is expected. Parts are as they are planned now."""
    own = Stage.objects.filter(
        commitment__pot__programme=ground.pack.id,
        commitment__pot__year=year,
        commitment__pot__holder__code__in=list(teams),
        commitment__at__lte=ground.at,
        commitment__case__isnull=False,
        expected__lte=until,
    )
    if isinstance(found.evidence, ShareReached) and found.evidence.part == "direct_paid":
        own = own.filter(
            commitment__assistance__isnull=False,
            commitment__case__reference__in=_references(found),
        )
    planned = dict(own.order_by().values_list("pk", "pence"))
    moved = Entry.objects.filter(stage__in=own.order_by().values("pk"), day__lte=ground.day)
    paid: dict[int, int] = {}
    for stage, kind, pence in (
        moved.order_by().values_list("stage", "kind").annotate(pence=Sum("pence"))
    ):
        paid[stage] = paid.get(stage, 0) + MOVES[kind].get("paid", 0) * pence
    left = [max(0, pence - paid.get(stage, 0)) for stage, pence in planned.items()]
    return sum(left) if any(left) else None


def _references(found: Found) -> list[str]:
    return sorted({name for one in found.rows.practices for name in one.references})
