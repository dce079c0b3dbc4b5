"""Practices with what the machine says of them and what people confirmed, side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from resilience.clusters.dashboard.domains import OfPractice
from resilience.clusters.dashboard.looking import Look
from resilience.screening.sight import Sight
from resilience.screening.signals import SIGNALS
from resilience.screening.status import PracticeStatus
from resilience.screening.status_queries import statuses

RED, AMBER, *_ = SIGNALS
BANDS = (RED, AMBER)
"""What a practice is talked about for."""


@dataclass(frozen=True)
class Line:
    """A practice: its domains, the signal of the screen ('' where it was not screened), and the
    status that a person confirmed."""

    of: OfPractice
    signal: str
    status: PracticeStatus | None
    day: date

    @property
    def late(self) -> bool:
        """Whether its status should have been looked at again by now."""
        return self.status is not None and self.status.is_late(self.day)

    @property
    def kind(self) -> str:
        """Its status, or '' where nobody confirmed one."""
        return self.status.status if self.status else ""

    @property
    def differs(self) -> bool:
        """Whether person and machine say different things today."""
        return bool(self.kind and self.signal and self.kind != self.signal)


def lines(look: Look) -> list[Line]:
    """Every practice that the reader sees, by name. Three queries."""
    signals = signals_of(look.sight, look.named)
    confirmed = statuses(look.reader, look.pack.id, look.day, look.named) if look.named else {}
    return [
        Line(one, signals.get(one.code, ""), confirmed.get(one.code), look.day)
        for one in look.practices
    ]


def signals_of(sight: Sight | None, codes: Collection[str]) -> dict[str, str]:
    """The signal of each of some practices in a screen, as a reader sees it."""
    if sight is None or not codes:
        return {}
    found = sight.practices.filter(code__in=list(codes)).sorted().values("code", "signal")
    return {code: signal for code, signal, *_ in found}


@dataclass(frozen=True)
class First:
    """A practice to talk about early, and why it is among them."""

    line: Line
    why: tuple[str, ...]


ORDER = (
    "The status that people confirmed is red",
    "Its review is late",
    "The signal is red, and nobody confirmed a status",
    "People confirmed amber or green, and the signal is red",
)
"""Why a practice is talked about early, the first reason first; then by how many of its domains are
red, and amber."""


def to_talk_about(found: Iterable[Line]) -> list[First]:
    """The practices with at least one of the reasons of `ORDER`, in that order."""
    listed = [First(one, tuple(_why(one))) for one in found]
    return sorted(
        (one for one in listed if one.why),
        key=lambda one: (
            ORDER.index(one.why[0]),
            -len(one.line.of.with_signal(RED)),
            -len(one.line.of.with_signal(AMBER)),
            one.line.of.name,
            one.line.of.code,
        ),
    )


def _why(one: Line) -> Iterable[str]:
    holds = (
        one.kind == RED,
        one.late,
        one.signal == RED and not one.kind,
        one.signal == RED and one.kind not in ("", RED),
    )
    return (why for why, held in zip(ORDER, holds, strict=True) if held)
