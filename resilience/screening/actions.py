"""Taking a snapshot."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from resilience.audit.actions import record
from resilience.evidence.figures import figures_of
from resilience.evidence.indicators import indicators
from resilience.evidence.releases import Release
from resilience.evidence.store import Store
from resilience.organisations.actions import rebuild
from resilience.organisations.models import Kind
from resilience.organisations.queries import OpenPractice, open_practices, places
from resilience.programmes.schema import Pack
from resilience.screening.findings import LETTERS, NOT_KNOWN
from resilience.screening.fitting import check
from resilience.screening.inserting import insert
from resilience.screening.models import ScreenedArea, ScreenedPractice, Snapshot
from resilience.screening.screen import Screened, area_path, never_known, screen
from resilience.screening.sharing import Plain, common, own, plain
from resilience.screening.signals import SIGNALS
from resilience.screening.wording import day_words

ENGLAND = "ENG"
RULES = "2"
"""Goes up when the way rules are applied changes, so that a screen is made anew."""


class NothingToScreen(Exception):
    """No practice is known to have been open on the day; the message says what to do."""


def take_snapshot(*, by: str, pack: Pack, as_at: date, store: Store) -> Snapshot:
    """Screen all practices open on a day and keep what was found; the same screen is kept once.

    Raises NothingToScreen when no organisation data covers the day, and PackDoesNotFit when the
    pack asks for what no indicator gives.
    """
    check(pack, indicators())
    rebuild(by=by, store=store)
    key = _key(pack, as_at, store)
    if kept := Snapshot.objects.filter(key=key).first():
        return kept
    practices = open_practices(as_at)
    if not practices:
        raise NothingToScreen(
            f"no practice is known to have been open on {day_words(as_at)}; load an ODS epraccur "
            "file that covers the day first (resilience load PATH)"
        )
    screened = list(screen(pack, as_at, practices, figures_of(store), indicators()))
    silent = never_known(screened)
    shared, owns = _apart(screened, silent)
    with transaction.atomic():
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
            insert(ScreenedPractice, _practice_rows(snapshot, pack, screened, owns))
            insert(ScreenedArea, _area_rows(snapshot, pack, screened, silent, as_at))
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


def _apart(
    screened: list[Screened], silent: Mapping[str, str]
) -> tuple[dict[str, Plain], list[dict[str, Plain]]]:
    """What most findings of each criterion say alike, and what each practice's say otherwise."""
    shared: dict[str, Plain] = {criterion: {"reason": why} for criterion, why in silent.items()}
    owns: list[dict[str, Plain]] = [{} for _ in screened]
    for criterion in screened[0].findings.keys() - silent.keys():
        findings = [plain(one.findings[criterion]) for one in screened]
        shared[criterion] = common(findings)
        for mine, finding in zip(owns, findings, strict=True):
            if differs := own(finding, shared[criterion]):
                mine[criterion] = differs
    return shared, owns


def _practice_rows(
    snapshot: Snapshot, pack: Pack, screened: list[Screened], owns: list[dict[str, Plain]]
) -> Iterator[ScreenedPractice]:
    for one, differs in zip(screened, owns, strict=True):
        practice = one.practice
        path = dict(area_path(pack, practice))
        network = practice.areas.get(Kind.PCN, "-")
        yield ScreenedPractice(
            snapshot=snapshot,
            code=practice.code,
            name=practice.name,
            areas="/".join(["", ENGLAND, *path.values(), network, ""]),
            area=_team(pack, practice),
            results=one.letters,
            signal=one.shown.signal,
            rank=SIGNALS.index(one.shown.signal),
            met=one.shown.met,
            not_met=one.shown.known - one.shown.met,
            not_known=len(one.letters) - one.shown.known,
            for_review=one.for_review,
            own=differs,
        )


def _team(pack: Pack, practice: OpenPractice) -> str:
    """The code of the DCO team or ICB, the second level of the programme's structure."""
    below = pack.structure.levels[1:2] or pack.structure.levels
    return practice.areas.get(below[0], ENGLAND)


def _area_rows(
    snapshot: Snapshot,
    pack: Pack,
    screened: list[Screened],
    silent: Mapping[str, str],
    as_at: date,
) -> Iterator[ScreenedArea]:
    """England and each area of the programme's structure, each counted from its practices."""
    members: dict[str, list[Screened]] = defaultdict(list, {ENGLAND: screened})
    above: dict[str, tuple[str, str]] = {ENGLAND: (Kind.NATION, "")}
    for one in screened:
        parent = ENGLAND
        for level, code in area_path(pack, one.practice):
            members[code].append(one)
            above[code] = (level, parent)
            parent = code
    named = places(members, as_at)
    for code, inside in members.items():
        level, parent = above[code]
        signals = Counter(one.shown.signal for one in inside)
        yield ScreenedArea(
            snapshot=snapshot,
            code=code,
            name=named[code].name if code in named else code,
            level=level,
            parent=parent,
            practices=len(inside),
            criteria=_tally(pack, inside, silent),
            **{signal: signals[signal] for signal in SIGNALS},
        )


def _tally(
    pack: Pack, inside: list[Screened], silent: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """How many practices have each result of each criterion, and the commonest reason why one is
    not known, unless England has but one."""
    tally: dict[str, dict[str, Any]] = {}
    columns = zip(*(one.letters for one in inside), strict=True)
    for criterion, column in zip(pack.criteria, columns, strict=True):
        id_ = criterion.id
        tally[id_] = {result: column.count(letter) for result, letter in LETTERS.items()}
        if tally[id_][NOT_KNOWN] and id_ not in silent:
            findings = (one.findings[id_] for one in inside)
            reasons = Counter(finding.reason for finding in findings if not finding.known)
            tally[id_]["why"] = reasons.most_common(1)[0][0]
    return tally
