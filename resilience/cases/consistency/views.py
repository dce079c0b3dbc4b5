"""Whether like cases are placed alike: far placements, two assessors, how firm bands are (GC22)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.tiers import Tier
from resilience.cases.consistency import agreeing, files, sensitivity
from resilience.cases.consistency.far import far_placements
from resilience.cases.consistency.placements import Placements
from resilience.cases.finding.views import running_pack
from resilience.look import asked
from resilience.look.charts import whiskers
from resilience.look.downloads import csv_file
from resilience.programmes.local import in_force
from resilience.programmes.packs import available
from resilience.programmes.schema import Pack

SHOWS = {
    "far": "Far from like cases",
    "agreement": "Two assessors",
    "bands": "How firm bands are",
}
A_PAGE = 20
SHOWN = 10
"""Cases listed under each thing tried; the file has all."""
Table = tuple[tuple[str, ...], Any]
"""The columns and the rows of a file."""
Part = tuple[dict[str, Any], Table]
deliberating = opened_to(sees(Tier.DELIBERATION))


@deliberating
@require_safe
def programmes(request: HttpRequest) -> HttpResponseBase:
    """To the programme that runs, or else the latest."""
    return redirect("cases:consistency", running_pack(reader_of(request)).id)


@deliberating
@require_safe
def consistency(request: HttpRequest, programme: str) -> HttpResponseBase:
    """One of the three looks at the placements that somebody sees, of all teams or of one."""
    pack = _placing_pack(programme)
    seen = Placements(pack, reader_of(request))
    show = asked.one_of(request, "show", SHOWS) or "far"
    team = asked.one_of(request, "team", ["", *seen.teams])
    shown, table = PARTS[show](request, seen, team)
    if asked.one_of(request, "format", ("csv",)):
        columns, rows = table
        return csv_file([programme, show, team, seen.reader.day], columns, rows)
    context = {
        "pack": pack,
        "show": show,
        "shows": SHOWS,
        "team": team,
        "teams": seen.teams,
        "query": {name: one for name, one in (("show", show), ("team", team)) if one},
        "placed": sum(not team or one.team == team for one in seen.placed.values()),
    }
    return render(request, f"cases/consistency_{show}.html", context | shown)


def _placing_pack(programme: str) -> Pack:
    """A programme that places practices on a matrix, as it is in force; else 404."""
    if programme not in available():
        raise Http404
    pack = in_force(programme)
    if pack.matrix is None or pack.deciding is None:
        raise Http404
    return pack


def _far(request: HttpRequest, seen: Placements, team: str) -> Part:
    """Compared with all that somebody sees, of whatever team."""
    found = [one for one in far_placements(seen) if not team or one.placed.team == team]
    page = asked.page_of(request, Paginator(found, A_PAGE))
    return {"page": page}, (files.FAR, files.far_rows(found))


def _agreement(request: HttpRequest, seen: Placements, team: str) -> Part:
    pairs = agreeing.pairs(seen.pack, seen.reader)
    fewest = seen.pack.deciding.fewest_pairs if seen.pack.deciding else 0
    teams = agreeing.by_team(pairs, fewest)
    of_team = [one for one in pairs if not team or one.team == team]
    every = agreeing.agreed("all", "All together", of_team, fewest)
    halves = agreeing.by_half_year(of_team, fewest)
    title = seen.teams.get(team, "All teams")
    context = {
        "every": every,
        "by_team": [] if team else teams,
        "by_half_year": halves,
        "drawn": {one.id: _drawn(one) for one in (every, *teams, *halves)},
        "seconds": agreeing.seconds(of_team),
        "sample": agreeing.sample(seen.pack, seen.reader, team),
        "few": fewest,
    }
    return context, (files.AGREEMENT, files.agreement_rows((title, one) for one in halves))


def _drawn(one: agreeing.Agreed) -> dict[str, Any]:
    """A drawing of kappa with its interval on each axis, all on one scale from -1 to 1."""
    rows = [(one.kappa(axis), *(one.on[axis].interval or (None, None))) for axis in agreeing.AXES]
    return dict(zip(agreeing.AXES, whiskers(rows, (-1, 1), 0), strict=True))


def _bands(request: HttpRequest, seen: Placements, team: str) -> Part:
    placed = [one for one in seen.placed.values() if not team or one.team == team]
    firm = sensitivity.firmness(placed, seen.pack)
    return {"firm": firm, "shown": SHOWN}, (files.BANDS, files.band_rows(firm.every))


PARTS: dict[str, Callable[[HttpRequest, Placements, str], Part]] = {
    "far": _far,
    "agreement": _agreement,
    "bands": _bands,
}
