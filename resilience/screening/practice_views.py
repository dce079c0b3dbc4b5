"""The page of one practice in a screen."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from resilience.accounts.access import reader_of
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.evidence.opened import figures_at
from resilience.look import asked
from resilience.organisations.models import Organisation
from resilience.profiles.context import Contexts, contexts
from resilience.profiles.models import Context
from resilience.screening import changes as change
from resilience.screening import tables
from resilience.screening.days import on_a_snapshot
from resilience.screening.explained import explain, list_size
from resilience.screening.framing import download, shown
from resilience.screening.intelligence_actions import known_locally
from resilience.screening.intelligence_rules import may_withdraw
from resilience.screening.models import ScreenedPractice, Snapshot
from resilience.screening.seeing import who_sees_practice
from resilience.screening.sight import Sight
from resilience.screening.snapshots import areas_of
from resilience.screening.standing import standing
from resilience.screening.status_queries import statuses
from resilience.screening.thresholds import indicators_of


@on_a_snapshot
def practice(request: HttpRequest, snapshot: Snapshot, code: str) -> HttpResponseBase:
    """One practice with every criterion, its reason and its source."""
    reader = reader_of(request)
    sight = Sight(snapshot, reader)
    found = sight.practices.get(code)
    if found is None:
        raise Http404
    wanted = asked.one_of(request, "format", ("csv", "local"))
    said = contexts(reader, [code])
    if wanted == "csv":
        return download(snapshot, tables.every_result(snapshot, [found], said), code)
    known = known_locally(reader, code, snapshot.programme)
    place = Organisation.objects.get(code=code)
    decides = reader.sees(Tier.DELIBERATION).holds(place)
    stand = list(standing(found, known, Tier.DELIBERATION if decides else Tier.COMMISSIONER))
    if wanted == "local":
        return download(snapshot, tables.local(stand), code, "known locally")
    figures = figures_at(settings.RESILIENCE_HOME)
    history = figures.history(code, until=snapshot.as_at)
    earlier = change.previous(snapshot)
    context = {
        "practice": found,
        "trail": areas_of(snapshot).along(found.areas),
        "open": {area.code for area in sight.areas},
        "list_size": list_size(history),
        "domains": explain(snapshot, found, figures, history),
        "earlier": earlier,
        "change": change.compare_practice(Sight(earlier, reader), found) if earlier else None,
        "said": _said(snapshot, found, said),
        "known": stand,
        "to_withdraw": {one.pk for one in known if may_withdraw(reader, one)},
        "may_enter": reader.may(Right.ENTER_INTELLIGENCE).holds(place),
        "status": statuses(reader, snapshot.programme, reader.day, [code]).get(code),
        "may_confirm": reader.may(Right.CONFIRM_STATUS).holds(place),
        "today": reader.day,
        "seers": who_sees_practice(place, known, reader.day),
    }
    return shown(request, "screening/practice.html", sight, context)


def _said(
    snapshot: Snapshot, practice: ScreenedPractice, said: Contexts
) -> dict[str, list[Context]]:
    """What a practice says of the figures that its criteria ask for, by criterion."""
    return {
        one["id"]: said.beside(
            practice.code,
            indicators_of(one["rule"]),
            practice.finding(one["id"]).get("period", ""),
        )
        for one in snapshot.pack["criteria"]
    }
