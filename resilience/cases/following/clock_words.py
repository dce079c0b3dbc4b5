"""How a clock reads to each side: what is owed, by when, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from resilience.cases.models import CaseClock, ClockWait
from resilience.cases.steps import HAPPENED
from resilience.look.words import day as written

LATE, TODAY, IN_TIME, WAITS = "Late", "Due today", "In time", "Stands still"
KINDS = {LATE: "red", TODAY: "amber", IN_TIME: "green", WAITS: "plain"}
"""How each tag is drawn; its word says the same."""


@dataclass(frozen=True)
class ClockTold:
    """What is owed, when in a sentence, and a tag where there is something to point out."""

    what: str
    when: str
    tag: str = ""
    due: date | None = None

    @property
    def kind(self) -> str:
        return KINDS.get(self.tag, "plain")


def told(clock: CaseClock, day: date, *, to_the_practice: bool) -> ClockTold | None:
    """A clock as it stands on a day; None where nothing is owed any more. Its waits are read."""
    standing = clock.standing(day)
    if standing is None:
        return None
    due, what = clock.due_as_at(day), _what(clock, to_the_practice)
    stopped = clock.stopped if clock.stopped is not None and clock.stopped <= day else None
    waits = list(clock.waits.all())
    if standing == "paused" or due is None:
        return ClockTold(what, _waiting(waits), WAITS)
    if stopped is not None:
        tag = IN_TIME if standing == "met" else LATE
        when = f"Done on {written(stopped)}. It was due by {written(due)}."
    elif standing == "late":
        tag, when = LATE, f"It was due by {written(due)}."
    else:
        tag = TODAY if standing == "due" else ""
        when = f"By {'today, ' if tag else ''}{written(due)}."
    return ClockTold(what, " ".join([when, *_waited(waits)]), tag, due)


def owed_first(
    running: Iterable[CaseClock], day: date, *, to_the_practice: bool
) -> ClockTold | None:
    """What is owed first of the clocks that run, what waits last; None without one. Told by the due
    days kept with them, for lists: no query, and no sentence."""
    first = min(running, key=lambda one: one.due or date.max, default=None)
    if first is None:
        return None
    tag = ""
    if first.due is None or first.due <= day:
        tag = WAITS if first.due is None else LATE if first.due < day else TODAY
    return ClockTold(_what(first, to_the_practice), "", tag, first.due)


def _what(clock: CaseClock, to_the_practice: bool) -> str:
    if not to_the_practice:
        return clock.rule.title
    return f"You {'were to' if clock.stopped else 'will'} {clock.rule.promise}"


def _waiting(waits: Iterable[ClockWait]) -> str:
    open_now = [one for one in waits if one.ends is None]
    return " ".join(
        f"Since {written(one.starts)}: {HAPPENED[one.cause].lower()}."
        + (f" “{one.reason}”" if one.reason else "")
        for one in open_now
    )


def _waited(waits: Iterable[ClockWait]) -> list[str]:
    return [
        f"It stood still from {written(one.starts)} to {written(one.ends)}."
        for one in waits
        if one.ends is not None
    ]
