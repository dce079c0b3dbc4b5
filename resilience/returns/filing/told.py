"""How deadlines, lateness and figures are told on pages of returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.timezone import localtime

from resilience.look import words
from resilience.programmes.schema.returns import Collection, Deadline, Returns
from resilience.returns.deadlines import WEEKDAYS, is_late, moment
from resilience.returns.figures.rows import MONEY
from resilience.returns.figures.sums import Figure
from resilience.returns.models import Return, Submission

UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


@dataclass(frozen=True)
class Stands:
    """How a return stands, in words, and the kind of tag that shows it."""

    text: str
    tag: str = "plain"
    late: bool = False


def due_told(deadline: Deadline) -> str:
    """Friday 5 October 2018 at 17:00, the weekday as the calendar has it (E1)."""
    due = deadline.due
    return f"{WEEKDAYS[due.weekday()]} {words.day(due)} at {due:%H:%M}"


def to_the_second(at: datetime) -> str:
    """5 October 2018 at 17:01:00, by the clocks in London."""
    here = localtime(at)
    return f"{words.day(here)} at {here:%H:%M:%S}"


def span(seconds: int, most: int = len(UNITS)) -> str:
    """How long: 1 minute, 2 days 3 hours, 1 hour 5 seconds; no finer than `most` units."""
    told = []
    for unit, length in UNITS:
        many, seconds = divmod(seconds, length)
        if many:
            told.append(words.plural(many, unit))
    return " ".join(told[:most]) or "0 seconds"


def late_by(deadline: Deadline, at: datetime) -> int:
    """Whole seconds from a deadline to a moment; 0 where it is in time."""
    if not is_late(deadline, at):
        return 0
    passed = at.replace(microsecond=0).astimezone(UTC) - moment(deadline).astimezone(UTC)
    return int(passed.total_seconds())


def stands(
    collection: Collection, of: Return | None, sent: datetime | None, now: datetime
) -> Stands:
    """How the return of an area stands at a moment. What was sent first decides whether it was in
    time; `of` is none before it opens."""
    if of is None:
        return Stands("Not open yet")
    if sent is None:
        late = late_by(collection, now)
        return (
            Stands(f"Overdue by {span(late, 2)}", "red", late=True)
            if late
            else Stands("Not sent yet")
        )
    late = late_by(collection, sent)
    how = f"sent late by {span(late)}" if late else "sent in time"
    text = {
        Return.State.ACCEPTED: f"Accepted, {how}",
        Return.State.OPEN: f"Handed back, {how}",
    }.get(Return.State(of.state), how.capitalize())
    good = not late and of.state != Return.State.OPEN
    return Stands(text, "green" if good else "amber", late=bool(late))


def told(figure: Figure, unit: str) -> str:
    """A figure in words: what is not known of it is no zero."""
    value = words.pounds(figure.value) if unit == "pence" else words.number(figure.value)
    if not figure.unknown:
        return value
    return (
        f"{value}, and {figure.unknown:,} not known" if figure.value else words.state("not_known")
    )


def said(sent: Submission, returns: Returns) -> list[tuple[str, str]]:
    """The words of a submission under their headings, in the order of the pack."""
    headings = {one.id: one.title for one in returns.questions}
    headings |= {f"why:{one.id}": f"{one.title}: why it differs" for one in returns.measures}
    return [(title, sent.words[key]) for key, title in headings.items() if sent.words.get(key)]


def value_told(field: str, value: Any) -> str:
    """A value of a row in words: money is kept in pence."""
    if value is None:
        return words.state("not_known") if field in (*MONEY, "available") else "None"
    if field in (*MONEY, "available"):
        return words.pounds(int(value))
    return ", ".join(value) if isinstance(value, list) else str(value)
