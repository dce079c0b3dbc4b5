"""Pages of how each team decides, and its numbers and times: open to anyone (G8.10)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from resilience.accounts.access import anyone, opened_to
from resilience.accounts.roles import Right, roles_with
from resilience.cases.assessing.shown import matrix_rows
from resilience.cases.beginning import team_levels
from resilience.cases.contacts.forms import dialled
from resilience.cases.contacts.queries import contact_of, teams
from resilience.cases.finding.views import asking_pack
from resilience.cases.openness.numbers import last_day, looked_at, told
from resilience.cases.openness.thresholds import thresholds
from resilience.look import asked
from resilience.look.downloads import csv_file
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force
from resilience.programmes.schema import Pack
from resilience.programmes.settable import SettingsUnfit

COLUMNS = ("programme", "team", "as_at", "since", "what", "number")


@opened_to(anyone)
@require_safe
def index(request: HttpRequest, programme: str) -> HttpResponseBase:
    """The teams that decide on requests in a programme."""
    pack, day = asking_pack(programme), timezone.localdate()
    return render(request, "cases/teams.html", {"pack": pack, "teams": teams(pack, day)})


@opened_to(anyone)
@require_safe
def team(request: HttpRequest, programme: str, code: str) -> HttpResponseBase:
    """How a team decides, what it has set, and its numbers until the end of the last month."""
    pack, today = _in_force(asking_pack(programme)), timezone.localdate()
    found = Organisation.objects.filter(code=code, kind__in=team_levels(pack)).first()
    if found is None:
        raise Http404
    day = last_day(today)
    begun = day >= pack.starts
    lines = told(looked_at(found, pack, day), pack) if begun else []
    if asked.one_of(request, "format", ("csv",)):
        shared = {"programme": pack.id, "team": code, "as_at": day, "since": pack.starts}
        rows = (shared | {"what": one.title, "number": one.told} for one in lines)
        return csv_file([pack.id, code, day, "how it decides"], COLUMNS, rows)
    context = {
        "pack": pack,
        "team": found,
        "contact": contact_of(found, pack, today),
        "dialled": dialled,
        "deciders": [one.label for one in roles_with(Right.DECIDE)],
        "rows": matrix_rows(pack, {}),
        "lines": lines,
        "day": day,
    }
    return render(request, "cases/team.html", context | _set_here(pack))


def _set_here(pack: Pack) -> dict[str, Any]:
    """The values that may be set, and which differ from the programme’s own."""
    every = thresholds(pack)
    differing = [one for one in every if one.differs]
    return {
        "thresholds": [one for one in every if not one.setting.in_a_grid],
        "set_here": [one for one in differing if not one.setting.in_a_grid],
        "cells": [one for one in differing if one.setting.section == "matrix"],
        "points": [one for one in differing if one.setting.section == "points"],
    }


def _in_force(pack: Pack) -> Pack:
    """With its local settings; without them where they no longer fit."""
    try:
        return in_force(pack.id)
    except SettingsUnfit:
        return pack
