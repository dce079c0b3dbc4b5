"""Pages of milestones: of all areas, and of one."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.look import asked
from resilience.look.downloads import csv_file
from resilience.programmes.schema import Pack
from resilience.returns.addressed import returning_pack
from resilience.returns.deadlines import is_late
from resilience.returns.filing.opening import LONG_OVER
from resilience.returns.filing.told import due_told
from resilience.returns.milestones import files, told
from resilience.returns.milestones.compliance import milestones
from resilience.returns.milestones.ground import Ground
from resilience.returns.milestones.seeing import sight
from resilience.returns.milestones.shown import seen_in, shown
from resilience.returns.milestones.states import KINDS, WORDS, WORST_FIRST, State
from resilience.returns.models import Escalation

SIDE_BY_SIDE = 6
"""So many areas stand in columns beside each other; more are told by how they stand."""
EARLIEST = date(2000, 1, 1)
seeing_counts = opened_to(sees(Tier.COUNTS))
SAID: dict[str, Any] = {
    "say": told,
    "due_told": due_told,
    "is_late": is_late,
    "WORDS": WORDS,
    "KINDS": KINDS,
}


@seeing_counts
@require_safe
def everywhere(request: HttpRequest, programme: str) -> HttpResponseBase:
    """All areas that somebody sees, and how each milestone stands in them."""
    reader, (pack, _) = reader_of(request), returning_pack(programme)
    kind = asked.one_of(request, "format", ("csv",))
    ground = Ground(pack, moment_asked(request, pack))
    seen = sight(reader, ground.areas)
    known = [area for area in ground.areas if seen.area(area)]
    chosen = asked.one_of(request, "area", ["", *(one.code for one in known if one.code)])
    if chosen:
        ground = Ground(pack, ground.at, [chosen])
    found = seen_in(ground, seen)
    if kind:
        lines = files.lines(ground, found, seen)
        return csv_file([pack.id, ground.day, chosen, "milestones"], files.COLUMNS, lines)
    by_area = [{each.milestone.id: each for each in of} for of in found]
    by_milestone = [(one, [of.get(one.id) for of in by_area]) for one in milestones(ground)]
    context = {
        "pack": pack,
        "ground": ground,
        "areas": known,
        "chosen": chosen,
        "columns": [of[0].area for of in found],
        "by_milestone": by_milestone,
        "side_by_side": len(found) <= SIDE_BY_SIDE,
        "states": (*WORST_FIRST, State.NOTHING),
        "asked_day": asked.day(request),
        "letters": Escalation.objects.visible_to(reader).filter(programme=pack.id).exists(),
    }
    return render(request, "returns/milestones_all.html", context | SAID)


@seeing_counts
@require_safe
def of_area(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """One area: each milestone with its teams, what shows it, what is missing, what to expect."""
    reader, (pack, returns) = reader_of(request), returning_pack(programme)
    kind = asked.one_of(request, "format", ("csv",))
    ground = Ground(pack, moment_asked(request, pack), [area])
    seen = sight(reader, ground.areas)
    found = seen_in(ground, seen)
    if not area or not found:
        raise Http404
    if kind:
        lines = files.lines(ground, found, seen)
        return csv_file([pack.id, area, ground.day, "milestones"], files.COLUMNS, lines)
    (own,) = ground.areas
    letters = Escalation.objects.visible_to(reader).filter(programme=pack.id, area=own.pk)
    context = {
        "pack": pack,
        "returns": returns,
        "ground": ground,
        "area": own,
        "whole": seen.whole(own),
        "sees_cases": own.pk in seen.cases or all(one.pk in seen.cases for one in own.teams),
        "milestones": list(shown(ground, found[0], seen)),
        "elsewhere": ground.elsewhere(own.code),
        "asked_day": asked.day(request),
        "letters": letters.prefetch_related("answers").order_by("-number"),
        "may_write": reader.may(Right.COLLECT_RETURNS) and ground.day == timezone.localdate(),
    }
    return render(request, "returns/milestones_area.html", context | SAID)


def moment_asked(request: HttpRequest, pack: Pack) -> datetime:
    """The end of the day that an address asks for, or now; of a programme that is long over, the
    end of the day of its last deadline. A day ahead has not happened."""
    now = timezone.now()
    day, today = asked.day(request), timezone.localdate(now)
    deadlines = pack.returns.milestones if pack.returns else ()
    last = max((one.due.date() for one in deadlines), default=today)
    if day is None and today - last > LONG_OVER:
        day = last
    if day is None or day == today:
        return now
    if not EARLIEST <= day < today:
        allowed = f"It takes a day from {EARLIEST.year} up to today."
        raise asked.NotUnderstood("as_at", day.isoformat(), allowed)
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    return end - timedelta(seconds=1)
