"""Taking a snapshot."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction

from resilience.audit.actions import record
from resilience.evidence.figures import figures_of
from resilience.evidence.indicators import indicators
from resilience.evidence.store import Store
from resilience.organisations.actions import rebuild
from resilience.organisations.models import Kind
from resilience.organisations.queries import OpenPractice, open_practices, places
from resilience.programmes.schema import Pack
from resilience.screening.findings import LETTERS, MET, NOT_KNOWN, NOT_MET, Finding
from resilience.screening.models import ScreenedArea, ScreenedPractice, Snapshot
from resilience.screening.screen import Screened, area_path, never_known, screen
from resilience.screening.signals import SIGNALS

BATCH = 2_000
ENGLAND = "ENG"
RULES = "1"
"""Goes up when the way rules are applied changes, so that a screen is made anew."""


class NothingToScreen(Exception):
    """No practice is known to have been open on the day; the message says what to do."""


def take_snapshot(*, by: str, pack: Pack, as_at: date, store: Store) -> Snapshot:
    """Screen all practices open on a day and keep what was found; the same screen is kept once.

    Raises NothingToScreen when no organisation data covers the day.
    """
    rebuild(by=by, store=store)
    key = _key(pack, as_at, store)
    if kept := Snapshot.objects.filter(key=key).first():
        return kept
    practices = open_practices(as_at)
    if not practices:
        raise NothingToScreen(
            f"no practice is known to have been open on {as_at}; load an ODS epraccur file first "
            "(resilience load PATH)"
        )
    screened = list(screen(pack, as_at, practices, figures_of(store), indicators()))
    silent = never_known(screened)
    used = {f.release for one in screened for f in one.findings.values() if f.release}
    releases = {r.id: r for r in store.releases if r.id in used}
    with transaction.atomic():
        snapshot = Snapshot.objects.create(
            key=key,
            programme=pack.id,
            as_at=as_at,
            pack_hash=pack.hash,
            pack=pack.model_dump(mode="json"),
            releases={id_: _described(release) for id_, release in releases.items()},
            unknown=silent,
            synthetic=any(release.synthetic for release in store.current),
        )
        rows = _practice_rows(snapshot, pack, screened, silent)
        ScreenedPractice.objects.bulk_create(rows, batch_size=BATCH)
        ScreenedArea.objects.bulk_create(
            _area_rows(snapshot, pack, screened, as_at), batch_size=BATCH
        )
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
    parts = "\n".join((RULES, pack.hash, as_at.isoformat(), store.stamp))
    return hashlib.sha256(parts.encode()).hexdigest()


def _described(release: Any) -> dict[str, Any]:
    return {
        "dataset": release.dataset,
        "title": release.title,
        "publisher": release.publisher,
        "period": release.period.label,
        "words": release.period.words,
        "file": release.file,
        "hash": release.hash,
    }


def _practice_rows(
    snapshot: Snapshot, pack: Pack, screened: Iterable[Screened], silent: dict[str, str]
) -> Iterator[ScreenedPractice]:
    for one in screened:
        counts = one.counts
        path = area_path(pack, one.practice)
        yield ScreenedPractice(
            snapshot=snapshot,
            code=one.practice.code,
            name=one.practice.name,
            areas="/".join(["", ENGLAND, *(code for _, code in path), _network(one), ""]),
            area=path[1][1] if len(path) > 1 else ENGLAND,
            results="".join(LETTERS[one.findings[c.id].result] for c in pack.criteria),
            signal=one.signal,
            rank=SIGNALS.index(one.signal),
            working=one.shown.working,
            met=counts[MET],
            not_met=counts[NOT_MET],
            not_known=counts[NOT_KNOWN],
            for_review=one.for_review,
            domains={d: [shown.signal, shown.working] for d, shown in one.domains.items()},
            findings={c: _compact(f) for c, f in one.findings.items() if c not in silent},
        )


def _network(one: Screened) -> str:
    return one.practice.areas.get(Kind.PCN, "-")


def _compact(finding: Finding) -> dict[str, Any]:
    return {name: value for name, value in asdict(finding).items() if value not in (None, "", {})}


def _area_rows(
    snapshot: Snapshot, pack: Pack, screened: list[Screened], as_at: date
) -> Iterator[ScreenedArea]:
    """England and each area of the programme's structure, each counted from its practices."""
    members: dict[str, list[Screened]] = {ENGLAND: screened}
    above: dict[str, tuple[str, str]] = {ENGLAND: ("nation", "")}
    grouped: dict[str, list[Screened]] = defaultdict(list)
    for one in screened:
        parent = ENGLAND
        for level, code in area_path(pack, one.practice):
            grouped[code].append(one)
            above[code] = (level, parent)
            parent = code
    members |= grouped
    named = places(members, as_at)
    for code, inside in members.items():
        level, parent = above[code]
        signals = Counter(one.signal for one in inside)
        yield ScreenedArea(
            snapshot=snapshot,
            code=code,
            name=named[code].name if code in named else code,
            level=level,
            parent=parent,
            practices=len(inside),
            criteria=_tally(pack, inside),
            **{signal: signals[signal] for signal in SIGNALS},
        )


def _tally(pack: Pack, inside: list[Screened]) -> dict[str, dict[str, Any]]:
    """How many practices met each criterion, and the commonest reason why it is not known."""
    tally: dict[str, dict[str, Any]] = {}
    for criterion in pack.criteria:
        findings = [one.findings[criterion.id] for one in inside]
        counts = Counter(finding.result for finding in findings)
        tally[criterion.id] = {result: counts[result] for result in (MET, NOT_MET, NOT_KNOWN)}
        if counts[NOT_KNOWN]:
            reasons = Counter(finding.reason for finding in findings if not finding.known)
            tally[criterion.id]["why"] = reasons.most_common(1)[0][0]
    return tally


__all__ = ["NothingToScreen", "OpenPractice", "take_snapshot"]
