"""Who moved from one band to another: by the signal of the screen, and by what people confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from resilience.clusters.dashboard.looking import Look
from resilience.clusters.dashboard.people import signals_of
from resilience.screening.changes import CriterionChange, Move, explain
from resilience.screening.models import ScreenedPractice, Snapshot
from resilience.screening.sight import Sight
from resilience.screening.snapshots import first_of
from resilience.screening.status import PracticeStatus
from resilience.screening.status_queries import statuses

MOVED = "moved"


@dataclass(frozen=True)
class SignalMove:
    """A practice whose signal differs between two screens, with the criteria that made it so."""

    code: str
    name: str
    before: str
    now: str
    why: tuple[CriterionChange, ...]


@dataclass(frozen=True)
class StatusMove:
    """A practice whose status differs between two days; `now` says why and until when."""

    code: str
    name: str
    before: PracticeStatus | None
    now: PracticeStatus | None


def earlier_screen(look: Look, since: date | None) -> Snapshot | None:
    """The screen to compare the latest with: the last as at a day or before it, else the one
    before the latest."""
    if look.snapshot is None:
        return None
    same = Snapshot.objects.filter(programme=look.pack.id, as_at__lt=look.snapshot.as_at)
    return first_of(same.filter(as_at__lte=since) if since else same)


def bands(look: Look, earlier: Snapshot | None) -> Counter[tuple[str, str]]:
    """How many of the practices that a reader sees went from which signal to which; two queries."""
    return Counter((was, now) for _, was, now in _pairs(look, earlier))


def signal_moves(look: Look, earlier: Snapshot | None) -> list[SignalMove]:
    """Each of them, by name, with why. Five queries, whatever the number of practices."""
    if look.sight is None or earlier is None:
        return []
    codes = [code for code, _, _ in _pairs(look, earlier)]
    was = _slim(Sight(earlier, look.reader), codes)
    now = _slim(look.sight, codes)
    moved = [Move(MOVED, was.get(code), now[code]) for code in codes if code in now]
    found = [
        SignalMove(one.code, one.name, one.before or "", one.now or "", one.why)
        for one in explain(look.sight, moved)
    ]
    return sorted(found, key=lambda one: (one.name, one.code))


def status_moves(look: Look, since: date) -> list[StatusMove]:
    """Practices whose status is another than at the end of a day, by name. Two queries."""
    if not look.named:
        return []
    before = statuses(look.reader, look.pack.id, since, look.named)
    now = statuses(look.reader, look.pack.id, look.day, look.named)
    found = [
        StatusMove(one.code, one.name, before.get(one.code), now.get(one.code))
        for one in look.practices
    ]
    return [one for one in found if _kind(one.before) != _kind(one.now)]


def _pairs(look: Look, earlier: Snapshot | None) -> Iterable[tuple[str, str, str]]:
    if look.sight is None or earlier is None:
        return
    before = signals_of(Sight(earlier, look.reader), look.named)
    now = signals_of(look.sight, look.named)
    for code in sorted(look.named):
        if code in before and code in now and before[code] != now[code]:
            yield code, before[code], now[code]


def _slim(sight: Sight, codes: list[str]) -> dict[str, ScreenedPractice]:
    return {one.code: one for one in sight.practices.filter(code__in=codes).slim()}


def _kind(one: PracticeStatus | None) -> str:
    return one.status if one else ""
