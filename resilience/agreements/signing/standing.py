"""Whether a memorandum is in force on a day, and until when (D11, D12, D13)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils import timezone

from resilience.agreements.changing.agreed import notices
from resilience.agreements.models import Memorandum
from resilience.cases.models import CaseEvent

State = Literal["before", "in_force", "ended"]
DELIVERED = ("support_ended", "support_continues")
"""Events by which all that a plan promised was delivered, or what is left goes into another."""
BOTH = 2


@dataclass(frozen=True)
class Standing:
    """How a memorandum stands on a day: before both have signed it there are no days; `until` is
    its last one, as far as is known on that day."""

    state: State
    starts: date | None = None
    until: date | None = None


def stands(
    day: date,
    *,
    signed: Collection[date],
    ends: date,
    extended: Collection[date] = (),
    noticed: Collection[date] = (),
    delivered: date | None = None,
    replaced: date | None = None,
) -> Standing:
    """How a memorandum stands, from the days on which its sides signed it: in force from the later
    one until the earliest of its end, as extended, the end of a notice, and delivery; a variation
    `replaced` it from a day on. All days are the last in force, but the day of replacement."""
    if len(signed) < BOTH:
        return Standing("before")
    starts = max(signed)
    last = [max(ends, *extended) if extended else ends, *noticed]
    last += [delivered] if delivered else []
    last += [replaced - timedelta(days=1)] if replaced else []
    until = min(last)
    if day < starts:
        return Standing("before", starts, until)
    return Standing("in_force" if day <= until else "ended", starts, until)


def standing(memorandum: Memorandum, day: date) -> Standing:
    """How a memorandum stands on a day, with its extensions, the notices that were not taken back
    (also those of what it varies), delivery, and what took its place."""
    return stands(
        day,
        signed=_signed(memorandum),
        ends=memorandum.ends,
        extended=[one.until for one in memorandum.extensions.all()],
        noticed=[one.ends for one in notices(memorandum)],
        delivered=_delivered(memorandum),
        replaced=_replaced(memorandum),
    )


def _signed(memorandum: Memorandum) -> list[date]:
    return [one.signed for one in memorandum.signatures.all()]


def _replaced(memorandum: Memorandum) -> date | None:
    """The day on which both had signed what varies it."""
    signed = map(_signed, memorandum.variations.all())
    return min((max(days) for days in signed if len(days) == BOTH), default=None)


def _delivered(memorandum: Memorandum) -> date | None:
    """The day on which the help under it ended."""
    ended = CaseEvent.objects.filter(case=memorandum.case, kind__in=DELIVERED)
    first = ended.filter(at__gte=memorandum.at).order_by("number").first()
    return timezone.localdate(first.at) if first else None
