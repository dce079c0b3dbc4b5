"""Walking the chain: whether every event is there as it was sealed, and nothing was cut off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import models

from resilience.audit.canonical import FIELDS, FIRST, digest, moment
from resilience.audit.heads import Head, heads_file, published
from resilience.audit.models import Event, Seal

BATCH = 1_000
GRACE = timedelta(hours=1)
"""By how much an event may be older than one sealed before it: no transaction takes longer."""

Row = dict[str, Any]


class Fault(NamedTuple):
    """Something that is not as it was sealed: what kind of thing, in words, and where."""

    kind: str
    words: str
    sequence: int | None = None
    event: int | None = None


@dataclass
class Verdict:
    """What a walk found: how many are sealed and how many wait, the head, and the faults."""

    sealed: int
    waiting: int
    head: Head
    faults: list[Fault]


def verify(*expected: Head) -> Verdict:
    """Walk the whole chain, and compare it with the published heads and with those given."""
    heads, faults = _heads(expected)  # read first: what is sealed meanwhile is no fault
    walk = _Walk(heads)
    for batch in _batches():
        events = _read(Event.objects.filter(pk__in=[seal["event_id"] for seal in batch]), FIELDS)
        for seal in batch:
            faults += walk.past(seal, events.get(seal["event_id"], {}))
    faults += walk.ended()
    unsealed = Event.objects.unsealed()
    if walk.newest:
        late = _read(unsealed.filter(at__lt=walk.newest - GRACE), FIELDS)
        faults += [_late(event) for event in late.values()]
    return Verdict(walk.seals, unsealed.count(), Head(walk.sequence, walk.digest), faults)


class _Walk:
    """The chain from its beginning, one seal after the other."""

    def __init__(self, heads: Iterable[Head]) -> None:
        self.heads = sorted(heads, key=lambda head: -head.sequence)  # the next one is the last
        self.sequence, self.digest = 0, FIRST
        self.seals = 0
        self.newest: datetime | None = None
        self.rewritten = False

    def past(self, seal: Row, event: Row) -> Iterator[Fault]:
        """What is wrong with the next seal or with the event that it is of."""
        number, key = seal["sequence"], seal["event_id"]
        follows = number == self.sequence + 1
        if not follows:
            lost = _span(self.sequence + 1, number - 1)
            yield Fault("seal removed", f"{lost} of the chain is gone.", self.sequence + 1)
        if not event:
            when = f", sealed on {_when(seal)}," if seal["at"] else ""
            words = f"Event {key}{when} was removed. It was number {number} of the chain."
            yield Fault("removed", words, number, key)
        elif follows and not self._matches(seal, event):
            words = f"{_named(event)} is not as it was sealed: it or its seal was changed."
            yield Fault("changed", words, number, key)
        elif follows:
            newest = self.newest or event["at"]
            if event["at"] < newest - GRACE:
                yield _late(event, number)
            self.newest = max(newest, event["at"])
        self.sequence, self.digest, self.seals = number, seal["digest"], self.seals + 1
        yield from self._compared()

    def ended(self) -> Iterator[Fault]:
        """What the published heads say was after the end."""
        if self.heads:
            head = self.heads[0]
            words = (
                f"The chain ends at number {self.sequence}, but reached {head.sequence}"
                f"{_on(head)}: its tail was cut off."
            )
            yield Fault("cut", words, self.sequence + 1)

    def _matches(self, seal: Row, event: Row) -> bool:
        if not (seal["at"] and event["at"]):
            return False
        return seal["digest"] == digest(self.digest, seal["sequence"], seal["at"], event)

    def _compared(self) -> Iterator[Fault]:
        """A chain made anew holds together, but not with the heads published before."""
        while self.heads and self.heads[-1].sequence <= self.sequence:
            head = self.heads.pop()
            same = (head.sequence, head.digest) == (self.sequence, self.digest)
            if head.sequence == self.sequence and not same and not self.rewritten:
                self.rewritten = True
                words = (
                    f"Number {head.sequence} of the chain is not the head published"
                    f"{_on(head)}: the chain was made anew somewhere before it."
                )
                yield Fault("made anew", words, head.sequence)


def _heads(expected: Iterable[Head]) -> tuple[set[Head], list[Fault]]:
    heads, faults = set(expected), []
    for number, head in published():
        if head:
            heads.add(head)
        else:
            words = f"Line {number} of {heads_file()} is no head: the file was changed."
            faults.append(Fault("head", words))
    if not heads and Seal.objects.exists():
        words = (
            f"No head is in {heads_file()}, so a tail that was cut off would not be missed. Give "
            "one that you kept with --head, and find out who removed the file."
        )
        faults.append(Fault("head", words))
    return heads, faults


def _batches() -> Iterator[list[Row]]:
    last = 0
    while True:
        some = Seal.objects.filter(pk__gt=last).order_by("pk")[:BATCH]
        batch = list(_read(some, ("sequence", "event_id", "at", "digest")).values())
        if not batch:
            return
        yield batch
        last = batch[-1]["sequence"]


def _read(rows: models.QuerySet[Any], names: tuple[str, ...]) -> dict[int, Row]:
    """Rows by key. Of one spoilt so that it cannot be read, what can be, with no time."""
    unreadable = (ValueError, TypeError, AttributeError)
    try:
        return {row[names[0]]: row for row in rows.values(*names)}
    except unreadable:
        found = {}
    for key in list(rows.values_list("pk", flat=True)):
        one = rows.model._default_manager.filter(pk=key)
        try:
            found[key] = one.values(*names).get()
        except unreadable:
            safe = [name for name in names if name not in ("at", "before", "after", "details")]
            found[key] = one.values(*safe).get() | {"at": None}
    return found


def _late(event: Row, sequence: int | None = None) -> Fault:
    sealed = "was sealed after newer ones" if sequence else "is not sealed, though newer ones are"
    words = f"{_named(event)} {sealed}: it was slipped in, or its seal was removed."
    return Fault("slipped in", words, sequence, event["id"])


def _named(event: Row) -> str:
    return f"Event {event['id']} ({event['act']}, {_when(event)})"


def _when(row: Row) -> str:
    return moment(row["at"]) if row["at"] else "at a time that cannot be read"


def _on(head: Head) -> str:
    return f" on {moment(head.at)}" if head.at else ""


def _span(first: int, last: int) -> str:
    return f"Number {first}" if first == last else f"Numbers {first} to {last}"
