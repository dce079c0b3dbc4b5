"""Public pages of one practice beside others; published facts, no score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import anyone, opened_to, reader_of
from resilience.accounts.roles import Right
from resilience.evidence.periods import Period
from resilience.look import asked
from resilience.look.charts import Map, dot_map
from resilience.look.downloads import csv_file
from resilience.look.words import number
from resilience.profiles.beside import domain_finding
from resilience.profiles.changes import CHANGE_COLUMNS, change_rows, changes_of
from resilience.profiles.citing import cited, releases_of
from resilience.profiles.context import contexts
from resilience.profiles.drawings import places_cell
from resilience.profiles.everyone import counting
from resilience.profiles.likeness import not_loaded
from resilience.profiles.neighbours import Effect, Neighbourhood, effects, neighbourhood
from resilience.profiles.places import Ground, ground
from resilience.profiles.practice_tables import (
    NEIGHBOUR_COLUMNS,
    PROFILE_COLUMNS,
    neighbour_rows,
    profile_rows,
)
from resilience.profiles.subject import Subject, asked_subject
from resilience.profiles.through_time import series_of

PER_GP = "patients_per_gp"
TRENDS_PRINTED = 4
"""So that a profile stays on two pages."""


@opened_to(anyone)
@require_safe
def profile(request: HttpRequest, code: str) -> HttpResponseBase:
    """A practice against England, its area and similar practices."""
    subject = asked_subject(request, code)
    if asked.one_of(request, "format", ("csv",)):
        name = [subject.code, "profile", subject.england.day]
        said = contexts(reader_of(request), [subject.code])
        return csv_file(name, PROFILE_COLUMNS, profile_rows(subject, said))
    context = (
        _about(subject)
        | _said(request, subject)
        | {
            "domains": subject.domains,
            "series": series_of(subject.code, subject.england.day),
            "not_loaded": not_loaded(subject.everyone),
        }
    )
    return render(request, "profiles/practice.html", context)


@require_safe
def neighbours(request: HttpRequest, code: str) -> HttpResponseBase:
    """The practices near one, and its patients shared out among them as an illustration."""
    subject, around = asked_subject(request, code), ground()
    own = subject.rows.get("registered_patients")
    patients = round(own["value"]) if own and own["value"] is not None else None
    found = neighbourhood(subject, around, patients)
    rows = counting([one.practice.code for one in found.neighbours], subject.england.day)
    told = effects(found, rows)
    wanted, drawing = asked.one_of(request, "format", ("csv", "json")), _map(subject, found, around)
    if wanted == "json":
        return JsonResponse(_points(subject, told, drawing))
    if wanted == "csv":
        name = [subject.code, "neighbours", subject.england.day]
        return csv_file(name, NEIGHBOUR_COLUMNS, neighbour_rows(subject, found.how, told, rows))
    shown = [row for key, row in rows.items() if key[1] in ("registered_patients", PER_GP)]
    context = _about(subject) | {
        "found": found,
        "effects": told,
        "patients": patients,
        "own": own,
        "map": drawing,
        "ground": around,
        "closed_in": _closed_in(subject),
        "sources": cited([*([own] if own else []), *shown]),
    }
    return render(request, "profiles/neighbours.html", context)


def _closed_in(subject: Subject) -> str:
    """The period for which its list is given as closed to new patients; empty if it is not."""
    row = subject.rows.get("list_closed")
    if row is None or row["word"] != "yes":
        return ""
    return Period(row["starts"], row["ends"], row["period"]).words


def _map(subject: Subject, found: Neighbourhood, around: Ground) -> Map | None:
    """The practice and its neighbours; None unless they were found by distance."""
    if found.how != "distance":
        return None
    codes = [subject.code, *(one.practice.code for one in found.neighbours)]
    groups = [0, *(1 for _ in found.neighbours)]
    # Without outlines: they are simplified for a country and misleading in a town.
    return dot_map([around.at[code] for code in codes], groups, 2, ())


def _points(subject: Subject, told: Sequence[Effect], drawing: Map | None) -> dict[str, Any]:
    """The dots of the map, for a script that answers the pointer."""
    practices = [[subject.code, subject.name, "this practice"]]
    for one in told:
        near = one.neighbour
        text = f"{number(near.kilometres, 1)} km away, {number(near.patients)} patients received"
        practices.append([near.practice.code, near.practice.name, text])
    places = drawing.places if drawing else ()
    return {"practices": practices, "map": [[*place, at] for at, place in enumerate(places)]}


@require_safe
def changed(request: HttpRequest, code: str) -> HttpResponseBase:
    """What changed in a practice's figures since the period before, the largest first."""
    subject = asked_subject(request, code)
    found = changes_of(subject)
    if asked.one_of(request, "format", ("csv",)):
        name = [subject.code, "changes", subject.england.day]
        return csv_file(name, CHANGE_COLUMNS, change_rows(subject.code, found))
    return render(request, "profiles/changes.html", _about(subject) | {"changes": found})


@opened_to(anyone)
@require_safe
def print_out(request: HttpRequest, code: str) -> HttpResponseBase:
    """The same facts on two pages of A4."""
    subject = asked_subject(request, code)
    series = [one for one in series_of(subject.code, subject.england.day) if one.has_limits]
    context = (
        _about(subject)
        | _said(request, subject)
        | {
            "domains": subject.domains,
            "series": series[:TRENDS_PRINTED],
            "not_loaded": not_loaded(subject.everyone),
            "sources": cited(subject.rows.values()),
        }
    )
    return render(request, "profiles/print.html", context)


def _said(request: HttpRequest, subject: Subject) -> dict[str, Any]:
    """What the practice says of its figures, and whether the reader may say something."""
    reader = reader_of(request)
    return {
        "said": contexts(reader, [subject.code]),
        "may_add": reader.may(Right.ADD_CONTEXT).holds(subject.profile.organisation),
    }


def _about(subject: Subject) -> dict[str, Any]:
    """What every page of a practice says: who it is, on which day, and from which files."""
    releases = releases_of(row["release"] for row in subject.rows.values())
    return {
        "subject": subject,
        "england": subject.england,
        "day": subject.england.day,
        "query": {"as_at": subject.asked} if subject.asked else {},
        "releases": releases,
        "attributions": sorted({one.licence for one in releases.values()}),
        "places_cell": places_cell,
        "domain_finding": domain_finding,
    }
