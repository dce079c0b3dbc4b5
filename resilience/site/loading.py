"""Loading into a home: evidence first, then the record of it, then the organisations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from resilience.audit.actions import record
from resilience.audit.models import Event
from resilience.evidence.loading import HELD, LOADED, Outcome, load
from resilience.evidence.periods import Period
from resilience.evidence.releases import Held, Move, Release
from resilience.evidence.store import Store
from resilience.organisations.actions import rebuild
from resilience.site.locks import locked


@contextmanager
def opened_for_loading(home: Path) -> Iterator[Store]:
    """The store of `home`, for one loader at a time: a second one waits for the first."""
    with locked(home / "load.lock"):
        yield Store(home)


def load_files(
    paths: list[Path],
    store: Store,
    *,
    by: str,
    today: date,
    period: Period | None = None,
    synthetic: bool = False,
) -> Iterator[Outcome]:
    """Load files one by one, each release recorded as an event, then derive the organisations.

    The record and the organisations follow the evidence even when no file is new: an earlier load
    may have been killed before it came to them.
    """
    found = load(
        paths,
        store,
        today=today,
        period=period,
        share=settings.HOLD_SHARE,
        synthetic=synthetic,
    )
    for outcome in found:
        if outcome.status == LOADED:
            _record(by, "release.loaded", store.get(outcome.release))
        elif outcome.status == HELD:
            held = next(h for h in store.held if h.release.id == outcome.release)
            _record(by, "release.held", held.release, moves=_plain(held.moves))
        yield outcome
    for release in _unrecorded(store):
        _record(by, "release.loaded", release, late=True)
    rebuild(by=by, store=store)


def accept(held: Held, store: Store, *, by: str, why: str) -> Release:
    """Put in force what is held, as if it were loaded now.

    Recorded before it is done: an act without its record would be worse than one to be repeated.
    """
    _record(by, "release.accepted", held.release, moves=_plain(held.moves), reason=why)
    told = "; ".join(map(str, held.moves))
    note = f"was held and then accepted ({told})" + (f": {why}" if why else "")
    release = store.accept(held, note)
    rebuild(by=by, store=store)
    return release


def refuse(held: Held, store: Store, *, by: str, why: str) -> None:
    """Throw away what is held; nothing else changes."""
    _record(by, "release.refused", held.release, moves=_plain(held.moves), reason=why)
    store.refuse(held)


def _unrecorded(store: Store) -> list[Release]:
    """Those in force of which no event tells how they came to be."""
    told = Event.objects.filter(act__in=("release.loaded", "release.accepted"))
    known = set(told.values_list("subject_id", flat=True))
    return [release for release in store.current if release.id not in known]


def _record(by: str, act: str, release: Release, **details: Any) -> None:
    record(
        by=by,
        act=act,
        subject=("release", release.id),
        file=release.file,
        rows=release.rows,
        rejects=release.rejects,
        supersedes=release.supersedes,
        **details,
    )


def _plain(moves: list[Move]) -> list[dict[str, Any]]:
    return [asdict(move) for move in moves]
