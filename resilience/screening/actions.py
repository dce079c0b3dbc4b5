"""Taking a snapshot."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction

from resilience.audit.actions import record
from resilience.evidence.figures import figures_of
from resilience.evidence.indicators import indicators
from resilience.evidence.releases import Release
from resilience.evidence.store import Store
from resilience.organisations.actions import rebuild
from resilience.organisations.queries import open_practices
from resilience.programmes.schema import Pack
from resilience.screening.fitting import check
from resilience.screening.inserting import insert
from resilience.screening.laying import lay_over, one_after_the_other
from resilience.screening.models import ScreenedArea, ScreenedPractice, Snapshot
from resilience.screening.rows import ENGLAND as ENGLAND  # a part of this module's face
from resilience.screening.rows import apart, area_rows, practice_rows
from resilience.screening.screen import Screened, never_known, screen
from resilience.screening.wording import day_words

RULES = "3"
"""Goes up when the way rules are applied changes, so that a screen is made anew."""


class NothingToScreen(Exception):
    """No practice is known to have been open on the day; the message says what to do."""


def take_snapshot(*, by: str, pack: Pack, as_at: date, store: Store) -> Snapshot:
    """Screen all practices open on a day and keep what was found; the same screen is kept once.

    Raises NothingToScreen when no organisation data covers the day, and PackDoesNotFit when the
    pack asks for what no indicator gives. What is known locally is laid over it, anew where the
    screen was kept before.
    """
    check(pack, indicators())
    rebuild(by=by, store=store)
    key = _key(pack, as_at, store)
    if kept := Snapshot.objects.filter(key=key).first():
        with transaction.atomic():
            one_after_the_other()
            lay_over(kept)
        return kept
    practices = open_practices(as_at)
    if not practices:
        raise NothingToScreen(
            f"no practice is known to have been open on {day_words(as_at)}; load an ODS epraccur "
            "file that covers the day first (resilience load PATH)"
        )
    with uncollected():
        screened = list(screen(pack, as_at, practices, figures_of(store), indicators()))
        return _keep(by, key, pack, as_at, store, screened)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without Python's search for cycles, of which a screen makes none: it would look through a
    hundred thousand findings again and again, a third of the whole time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _keep(
    by: str, key: str, pack: Pack, as_at: date, store: Store, screened: list[Screened]
) -> Snapshot:
    silent = never_known(screened)
    shared, owns = apart(screened, silent)
    with transaction.atomic():
        one_after_the_other()
        snapshot, new = Snapshot.objects.get_or_create(
            key=key,
            defaults={
                "programme": pack.id,
                "as_at": as_at,
                "pack_hash": pack.hash,
                "pack": pack.model_dump(mode="json"),
                "releases": _used(screened, store),
                "unknown": silent,
                "shared": shared,
                "synthetic": any(release.synthetic for release in store.current),
            },
        )
        if new:  # else another process took the very same one meanwhile
            insert(ScreenedPractice, practice_rows(snapshot, pack, screened, owns))
            insert(ScreenedArea, area_rows(snapshot, pack, screened, silent, as_at))
            lay_over(snapshot)
            record(
                by=by,
                act="screening.snapshot_taken",
                subject=snapshot,
                programme=pack.id,
                as_at=as_at.isoformat(),
                practices=len(screened),
            )
    return snapshot


def _key(pack: Pack, as_at: date, store: Store) -> str:
    """Changes with all that a screen depends on: rules, day, evidence and its order of loading,
    and how indicators are declared."""
    loads = sorted((release.loaded_at.isoformat(), release.id) for release in store.current)
    declared = [indicator.model_dump_json() for indicator in indicators().values()]
    parts = [RULES, pack.hash, as_at.isoformat(), store.stamp, json.dumps(loads), *declared]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _used(screened: Iterable[Screened], store: Store) -> dict[str, dict[str, str]]:
    """The releases that gave a figure."""
    used = {finding.release for one in screened for finding in one.findings.values()}
    return {release.id: _described(release) for release in store.releases if release.id in used}


def _described(release: Release) -> dict[str, str]:
    return {
        "dataset": release.dataset,
        "title": release.title,
        "publisher": release.publisher,
        "period": release.period.label,
        "words": release.period.words,
        "file": release.file,
        "hash": release.hash,
    }
