"""A screen as the rows of a snapshot: one for each practice, one for each area."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from resilience.organisations.models import Kind
from resilience.organisations.queries import OpenPractice, places
from resilience.programmes.schema import Pack
from resilience.screening.findings import LETTERS, NOT_KNOWN
from resilience.screening.inserting import Row
from resilience.screening.models import Snapshot
from resilience.screening.screen import Screened, area_path
from resilience.screening.sharing import Plain, common, own, plain
from resilience.screening.signals import SIGNALS

ENGLAND = "ENG"


def apart(
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


def practice_rows(
    snapshot: Snapshot, pack: Pack, screened: list[Screened], owns: list[dict[str, Plain]]
) -> Iterator[Row]:
    for one, differs in zip(screened, owns, strict=True):
        practice = one.practice
        path = dict(area_path(pack, practice))
        network = practice.areas.get(Kind.PCN, "-")
        yield Row(
            snapshot_id=snapshot.pk,
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


def area_rows(
    snapshot: Snapshot,
    pack: Pack,
    screened: list[Screened],
    silent: Mapping[str, str],
    as_at: date,
) -> Iterator[Row]:
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
        yield Row(
            snapshot_id=snapshot.pk,
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
