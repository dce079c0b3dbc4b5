"""What a team was asked and what it decided in a programme, counted as at a day.

Counts only, and never shown as they are: `told` makes of them what anyone may read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from django.db.models import QuerySet
from django.utils.timezone import localdate, make_aware

from resilience.cases.models import Case, CaseClock, CaseEvent
from resilience.cases.openness.small import FEWEST, HELD, Told, alone, by_kind
from resilience.cases.steps import STEPS
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.programmes.schema.deciding import Outcome

RECEIVED, ACCEPTED, ASKED = "received", "offer_accepted", "another_look_asked"
Happened = tuple[str, date]
"""A kind of event, and its day in London."""
ACKNOWLEDGED = {
    "met": "Acknowledged in time",
    "late": "Acknowledged late, or late and not acknowledged yet",
    "waiting": "Not acknowledged yet, or withdrawn before",
}
LOOKED = {
    "changed": "Then decided otherwise",
    "same": "Then decided the same",
    "waiting": "Not decided again yet",
}


@dataclass(frozen=True)
class Looked:
    """One case as it stood at the end of a day: a request, or (`requested` is false) an offer that
    a practice accepted. `outcomes` are those of its decisions in turn, `days` those from receipt or
    acceptance to the first, `asked_after` how many decisions there were when another look was asked
    for last."""

    acknowledged: str = "waiting"
    requested: bool = True
    outcomes: tuple[str, ...] = ()
    days: int = 0
    asked_after: int = 0

    @property
    def looked_again(self) -> str:
        """What another look came to, if one was asked for."""
        again = self.outcomes[self.asked_after :]
        if not again:
            return "waiting"
        return "changed" if again[-1] != self.outcomes[self.asked_after - 1] else "same"


@dataclass(frozen=True)
class Line:
    """One number with its words; a part of the nearest line above it that is less deep."""

    title: str
    told: Told | float
    depth: int = 0


def last_day(today: date) -> date:
    """The end of the last whole month: numbers move once a month, so that nobody learns from one
    day to the next what became of a request."""
    return today.replace(day=1) - timedelta(days=1)


def looked_at(team: Organisation, pack: Pack, day: date) -> list[Looked]:
    """What a team was asked, and what practices accepted, in a programme, as it stood at the end of
    a day. Everyone's, whoever asks: nothing but counts leaves here. Three queries at most."""
    end = make_aware(datetime.combine(day + timedelta(days=1), time()))
    cases = Case.objects.filter(programme=pack.id, team=team)
    outcomes = {STEPS[one.id].event: one.id for one in _outcomes(pack)}
    kinds = [RECEIVED, ACCEPTED, ASKED, *outcomes]
    happened = CaseEvent.objects.filter(case__in=cases, at__lt=end, kind__in=kinds)
    events: dict[int, list[Happened]] = defaultdict(list)
    for case, kind, at in happened.order_by("number").values_list("case", "kind", "at"):
        events[case].append((kind, localdate(at)))
    acknowledged = _acknowledged(cases, pack, day)
    return [
        _looked(found, outcomes, acknowledged.get(case, "waiting"))
        for case, found in events.items()
    ]


def told(found: Sequence[Looked], pack: Pack) -> list[Line]:
    """The numbers as anyone may read them (see `small`). Kinds are told only where the whole is:
    requests, decisions, and decisions that somebody asked to look at again.

    Not every decision is on a request, so that neither whole tells of the other.
    """
    requests = [one for one in found if one.requested]
    decided = [one for one in found if one.outcomes]
    again = [one for one in decided if one.asked_after]
    received = alone(len(requests))
    acknowledged = _kinds(
        {
            title: sum(one.acknowledged == kind for one in requests)
            for kind, title in ACKNOWLEDGED.items()
        },
        1,
        received,
    )
    decisions = alone(len(decided))
    last = _kinds(
        {
            outcome.title: sum(one.outcomes[-1] == outcome.id for one in decided)
            for outcome in _outcomes(pack)
        },
        1,
        decisions,
    )
    days = median(one.days for one in decided) if len(decided) >= FEWEST else HELD
    asked, _ = _kinds(
        {"Another look was asked for": len(again), "Nobody asked": len(decided) - len(again)},
        1,
        decisions,
    )
    looked = _kinds(
        {title: sum(one.looked_again == kind for one in again) for kind, title in LOOKED.items()},
        2,
        asked.told,
    )
    return [
        Line("Requests received", received),
        *acknowledged,
        Line("Decided, on requests and on offers that practices accepted", decisions),
        *last,
        Line("Days from receipt or acceptance to the first decision: the median", days, 1),
        asked,
        *looked,
    ]


def _kinds(counts: Mapping[str, int], depth: int, whole: Told | float) -> list[Line]:
    known = not isinstance(whole, str)
    cells = by_kind(list(counts.values())) if known else [HELD] * len(counts)
    return [Line(title, one, depth) for title, one in zip(counts, cells, strict=True)]


def _outcomes(pack: Pack) -> Sequence[Outcome]:
    return pack.deciding.outcomes if pack.deciding else ()


def _acknowledged(cases: QuerySet[Case], pack: Pack, day: date) -> dict[int, str]:
    """How the clock of acknowledging stood, by case; nothing where none was owed."""
    wanted = [one.id for one in pack.clocks if "acknowledged" in one.stops]
    clocks = CaseClock.objects.filter(case__in=cases, clock__in=wanted, started__lte=day)
    stood = {one.case_id: one.standing(day) for one in clocks.prefetch_related("waits")}
    return {case: one for case, one in stood.items() if one in ACKNOWLEDGED}


def _looked(events: Sequence[Happened], outcomes: Mapping[str, str], acknowledged: str) -> Looked:
    (began, start), *_ = events
    decided = [(outcomes[kind], day) for kind, day in events if kind in outcomes]
    before = 0
    for place, (kind, _) in enumerate(events):
        if kind == ASKED:
            before = sum(earlier in outcomes for earlier, _ in events[:place])
    return Looked(
        acknowledged=acknowledged,
        requested=began == RECEIVED,
        outcomes=tuple(outcome for outcome, _ in decided),
        days=(decided[0][1] - start).days if decided else 0,
        asked_after=before,
    )
