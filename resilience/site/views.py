"""The home page, and what is loaded: open to all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from resilience.accounts.access import anyone, opened_to, reader_of
from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.evidence.opened import store_at
from resilience.look import asked
from resilience.look.downloads import csv_file
from resilience.reports.work import waiting_for
from resilience.screening.access import screening_seen
from resilience.screening.actions import ENGLAND
from resilience.screening.models import Snapshot
from resilience.screening.presenting import signal_counts
from resilience.screening.sight import Sight
from resilience.screening.snapshots import programmes
from resilience.site.releases import COLUMNS, by_dataset, facts, superseded_by


@opened_to(anyone)
@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """What this is, for whom, and what there is to see."""
    store, reader = store_at(settings.RESILIENCE_HOME), reader_of(request)
    context = {
        "acts": reader.memberships,
        "waiting": waiting_for(reader),
        "datasets": by_dataset(store.current, timezone.localdate()),
        "releases": store.current,
        "programmes": _screened(reader),
    }
    return render(request, "site/home.html", context)


def _screened(reader: Reader) -> list[tuple[Snapshot, list[dict[str, Any]]]]:
    """The latest snapshot of each programme for who may see some of it, and, for who sees all of
    England, how many practices have each signal."""
    if not screening_seen.allows(reader):
        return []
    latest = [snapshots[0] for _, snapshots in programmes()]
    if not reader.sees(Tier.COUNTS).everywhere:
        return [(snapshot, []) for snapshot in latest]
    areas = [(snapshot, Sight(snapshot, reader).areas.get(ENGLAND)) for snapshot in latest]
    return [(snapshot, signal_counts(england)) for snapshot, england in areas if england]


@opened_to(anyone)
@require_safe
def evidence(request: HttpRequest) -> HttpResponseBase:
    """Every release of every dataset, in force or superseded."""
    store, today = store_at(settings.RESILIENCE_HOME), timezone.localdate()
    if asked.one_of(request, "format", ("csv",)):
        found = sorted(store.releases, key=lambda r: (r.dataset, r.period))
        later = superseded_by(store)
        return csv_file(["evidence"], COLUMNS, (facts(r, today, later) for r in found))
    context = {
        "datasets": by_dataset(store.releases, today),
        "in_force": {release.id for release in store.current},
        "superseded": superseded_by(store),
        "held": store.held,
    }
    return render(request, "site/evidence.html", context)


@opened_to(anyone)
@require_safe
def release(request: HttpRequest, release_id: str) -> HttpResponseBase:
    """One release: where it comes from, and the rows that could not be read."""
    store, today = store_at(settings.RESILIENCE_HOME), timezone.localdate()
    try:
        found = store.get(release_id)
    except KeyError:
        raise Http404 from None
    rejects = store.rejects(found)
    if asked.one_of(request, "format", ("csv",)):
        rows: Iterable[dict[str, Any]] = (vars(reject) for reject in rejects)
        return csv_file([found.id, "rejected rows"], ("line", "reason", "row"), rows)
    context = {
        "release": found,
        "facts": facts(found, today, superseded_by(store)),
        "rejects": rejects[:SHOWN],
        "in_force": found in store.current,
    }
    return render(request, "site/release.html", context)


SHOWN = 200
"""Rejected rows on the page; all of them are in the download."""
