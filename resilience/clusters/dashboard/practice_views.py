"""A practice's own page of the dashboard, which the practice reads too."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import practice_at
from resilience.clusters.dashboard.domains import board_of
from resilience.clusters.dashboard.figures import figures_of
from resilience.clusters.dashboard.looking import screen_at
from resilience.clusters.dashboard.tables import FIGURES, figure_rows
from resilience.look import asked
from resilience.look.downloads import csv_file
from resilience.organisations.models import Kind
from resilience.organisations.queries import Place
from resilience.profiles.citing import releases_of
from resilience.profiles.context import contexts
from resilience.profiles.england import England, england_on
from resilience.screening.presenting import SIGNALS
from resilience.screening.seeing import who_sees_practice
from resilience.screening.sight import Sight
from resilience.screening.status_queries import statuses


@opened_to(sees(Tier.COMMISSIONER))
@require_safe
def practice(request: HttpRequest, code: str, programme: str) -> HttpResponseBase:
    """One practice: every figure of each domain with its period and source, and how each signal
    came about."""
    reader = reader_of(request)
    at = practice_at(reader, programme, code, Tier.COMMISSIONER)
    england = england_on(asked.day(request) or reader.day)
    board = board_of(at.pack, england)
    if board is None:
        raise Http404
    found = board.practices([code] if code in england.practices else []).get(code)
    areas = _areas(england, code)
    area = areas[0] if areas else None
    figures = figures_of(board, found, england.within(area.code) if area else []) if found else {}
    said = contexts(reader, [code])
    if asked.one_of(request, "format", ("csv",)):
        name = [code, "dashboard", england.day]
        return csv_file(name, FIGURES, figure_rows(code, figures, said))
    screen = screen_at(programme, england.day)
    screened = Sight(screen, reader).practices.get(code) if screen else None
    used = {one.beside.release for part in figures.values() for one in part if one.beside}
    releases = releases_of(used)
    context = {
        "practice": at.organisation,
        "pack": at.pack,
        "dashboard": board.dashboard,
        "england": england,
        "day": england.day,
        "area": area,
        "areas": areas,
        "found": found,
        "figures": figures,
        "screen": screen,
        "screened": screened,
        "status": statuses(reader, programme, england.day, [code]).get(code),
        "said": said,
        "releases": releases,
        "attributions": sorted({one.licence for one in releases.values()}),
        "signals": SIGNALS,
        "today": reader.day,
        "query": {} if england.day == reader.day else {"as_at": england.day.isoformat()},
        "may_add": reader.may(Right.ADD_CONTEXT).holds(at.organisation),
        "may_confirm": reader.may(Right.CONFIRM_STATUS).holds(at.organisation),
        "seers": who_sees_practice(at.organisation, (), reader.day),
    }
    return render(request, "clusters/dashboard_practice.html", context)


def _areas(england: England, code: str) -> list[Place]:
    """The board and the location that a practice belonged to on the day."""
    found = england.practices.get(code)
    codes = [found.areas.get(kind) for kind in (Kind.ICB, Kind.CCG)] if found else []
    return [england.areas[one] for one in codes if one]
