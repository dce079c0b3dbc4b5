"""What an event does to the clocks of its case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Min

from resilience.cases.clocks import due_on
from resilience.cases.models import Case, CaseClock
from resilience.programmes.schema import Clock


def heard(case: Case, kind: str, day: date, why: str, clocks: Iterable[Clock]) -> None:
    """Start, stop, pause and resume the clocks of a case as the programme's rules say; the case
    then has the next day by which something is owed."""
    running = {one.clock: one for one in case.clocks.filter(stopped=None, ended=None)}
    for rule in clocks:
        clock = running.get(rule.id)
        if clock is None:
            if kind in (rule.starts, *rule.starts_again):
                _start(case, rule, day)
        elif kind in rule.stops:
            clock.stopped = day
            clock.save()
        elif kind in rule.ends:
            clock.ended = day
            clock.save()
        elif kind in rule.pauses:
            clock.waits.create(cause=kind, starts=day, reason=why)
            _set_due(clock)
        elif kind in rule.resumes:
            cause = rule.pauses[rule.resumes.index(kind)]
            clock.waits.filter(cause=cause, ends=None).update(ends=day)
            _set_due(clock)
    owed = case.clocks.filter(stopped=None, ended=None)
    case.due = owed.aggregate(first=Min("due"))["first"]
    case.save(update_fields=["due"])


def _start(case: Case, rule: Clock, day: date) -> None:
    case.clocks.create(
        clock=rule.id,
        days=rule.days,
        counted=rule.counted,
        started=day,
        due=due_on(day, rule.days, rule.counted),
    )


def _set_due(clock: CaseClock) -> None:
    """Where the day moves, its reminders move with it: they are kept by due day."""
    spans = [wait.span for wait in clock.waits.all()]
    clock.due = due_on(clock.started, clock.days, clock.counted, spans)
    clock.save()
