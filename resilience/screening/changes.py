"""What differs between two snapshots: who is new on the list for review, who left it, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from resilience.screening.exports import result_row
from resilience.screening.findings import RESULTS
from resilience.screening.models import ScreenedPractice, Snapshot

NEW, LEFT, CHANGED = "new on the list", "no longer on the list", "still on the list, changed"


@dataclass(frozen=True)
class CriterionChange:
    """One criterion that came out differently: what it was, what it is, and the reason now."""

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


def previous(snapshot: Snapshot) -> Snapshot | None:
    """The snapshot of the same programme for the last earlier day, or else the one taken before
    it for the same day."""
    same = Snapshot.objects.filter(programme=snapshot.programme)
    return (
        same.filter(as_at__lt=snapshot.as_at).first()
        or same.filter(as_at=snapshot.as_at, pk__lt=snapshot.pk).first()
    )


def compare(earlier: Snapshot, later: Snapshot) -> Iterator[Change]:
    """Every practice that joined or left the list for review, or is on it with another result,
    those to look at first leading; four queries."""
    before = {p.code: p for p in earlier.practices.defer("domains")}
    now = {p.code: p for p in later.practices.defer("domains")}
    for code, practice in now.items():
        was = before.get(code)
        if practice.for_review and not (was and was.for_review):
            yield _change(NEW, earlier, later, was, practice)
        elif practice.for_review and was and _differs(was, practice):
            yield _change(CHANGED, earlier, later, was, practice)
        elif was and was.for_review and not practice.for_review:
            yield _change(LEFT, earlier, later, was, practice)
    for code, was in before.items():
        if was.for_review and code not in now:
            yield Change(code, was.name, LEFT, was.signal, None, ())


def _differs(was: ScreenedPractice, now: ScreenedPractice) -> bool:
    return was.signal != now.signal or was.results != now.results


def _change(
    status: str,
    earlier: Snapshot,
    later: Snapshot,
    was: ScreenedPractice | None,
    now: ScreenedPractice,
) -> Change:
    if was is None:
        return Change(now.code, now.name, status, None, now.signal, _all_met(later, now))
    before = _letters(earlier, was)
    why = tuple(
        CriterionChange(
            criterion,
            RESULTS[before[criterion]],
            RESULTS[letter],
            result_row(later, now, criterion, letter)["reason"],
        )
        for criterion, letter in _letters(later, now).items()
        if criterion in before and before[criterion] != letter
    )
    return Change(now.code, now.name, status, was.signal, now.signal, why)


def _all_met(snapshot: Snapshot, practice: ScreenedPractice) -> tuple[CriterionChange, ...]:
    return tuple(
        CriterionChange(c, "", RESULTS[letter], result_row(snapshot, practice, c, letter)["reason"])
        for c, letter in _letters(snapshot, practice).items()
        if letter == "m"
    )


def _letters(snapshot: Snapshot, practice: ScreenedPractice) -> dict[str, str]:
    criteria = (criterion["id"] for criterion in snapshot.pack["criteria"])
    return dict(zip(criteria, practice.results, strict=True))
