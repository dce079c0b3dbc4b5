"""What differs between two snapshots: who is new on the list for review, who left it, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from resilience.screening.findings import LETTERS, MET, RESULTS
from resilience.screening.models import ScreenedPractice, Snapshot
from resilience.screening.sight import Sight
from resilience.screening.snapshots import first_of

NEW, LEFT, CHANGED = "new on the list", "no longer on the list", "still on the list, changed"
STATUSES = (NEW, LEFT, CHANGED)


@dataclass(frozen=True)
class CriterionChange:
    """One criterion that came out differently: what it was ('' where it was not asked), what it
    is, and the reason now."""

    criterion: str
    before: str
    now: str
    reason: str


@dataclass(frozen=True)
class Change:
    """One practice: `before` or `now` is None when it was not open on that snapshot's day."""

    code: str
    name: str
    status: str
    before: str | None
    now: str | None
    why: tuple[CriterionChange, ...]


@dataclass(frozen=True)
class Move:
    """That a practice joined or left the list, or is on it with another result; not yet why."""

    status: str
    was: ScreenedPractice | None
    now: ScreenedPractice | None


def previous(snapshot: Snapshot) -> Snapshot | None:
    """The snapshot of the same programme for the last earlier day, or else the one taken before
    it for the same day."""
    same = Snapshot.objects.filter(programme=snapshot.programme)
    return first_of(same.filter(as_at__lt=snapshot.as_at)) or first_of(
        same.filter(as_at=snapshot.as_at, pk__lt=snapshot.pk)
    )


def moves(earlier: Sight, later: Sight) -> list[Move]:
    """Every practice that joined or left the list for review, or is on it with another result,
    of those a reader may see, those to look at first leading; without the reasons, which take
    longer to read. Four queries, whatever the number of practices."""
    before = {practice.code: practice for practice in earlier.practices.slim()}
    now = {practice.code: practice for practice in later.practices.slim()}
    found = [Move(_status(before.get(c), p), before.get(c), p) for c, p in now.items()]
    gone = [was for code, was in before.items() if was.for_review and code not in now]
    return [move for move in found if move.status] + [Move(LEFT, was, None) for was in gone]


def explain(later: Sight, moved: Iterable[Move]) -> Iterator[Change]:
    """Why each of these practices changed; one query."""
    moved = list(moved)
    whole = later.practices.of([move.now.code for move in moved if move.now])
    for move in moved:
        if move.now:
            yield _change(move.status, move.was, whole[move.now.code])
        elif move.was:
            yield Change(move.was.code, move.was.name, move.status, move.was.signal, None, ())


def compare_practice(earlier: Sight, now: ScreenedPractice) -> Change | None:
    """What came out differently for one practice; None when nothing did. Two queries."""
    was = next(earlier.practices.filter(code=now.code).slim(), None)
    change = _change(_status(was, now), was, now)
    return change if change.why or change.before != change.now else None


def _change(status: str, was: ScreenedPractice | None, now: ScreenedPractice) -> Change:
    before = was.signal if was else None
    return Change(now.code, now.name, status, before, now.signal, tuple(_why(was, now)))


def _status(was: ScreenedPractice | None, now: ScreenedPractice) -> str:
    """What happened to a practice that is open now; '' when there is nothing to tell."""
    listed = was is not None and was.for_review
    if now.for_review != listed:
        return NEW if now.for_review else LEFT
    if was and listed and (was.signal, was.letters) != (now.signal, now.letters):
        return CHANGED
    return ""


def _why(was: ScreenedPractice | None, now: ScreenedPractice) -> Iterator[CriterionChange]:
    """The criteria that came out differently; of a practice not seen before those that are met."""
    before = was.letters if was else {}
    for criterion, letter in now.letters.items():
        if before.get(criterion) != letter and (was or letter == LETTERS[MET]):
            yield CriterionChange(
                criterion,
                RESULTS.get(before.get(criterion, ""), ""),
                RESULTS[letter],
                now.finding(criterion)["reason"],
            )
