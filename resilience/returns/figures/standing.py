"""How a case stood on a day for a return, told from what had happened to it until then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from resilience.cases.steps.step import DECIDED

ASKED = ("received", "offer_accepted")
YES = "help_decided"
IN_FORCE = ("in_force_by_practice", "in_force_by_body")
ENDED = ("support_ended", "ended_by_notice")
STOPPED = ("withdrawn", "closed")
AGAIN = ("reopened", "taken_up", "another_look_asked")
SUBMITTED = "business_case_submitted"
KINDS = (*ASKED, *DECIDED, *IN_FORCE, *ENDED, *STOPPED, *AGAIN, "support_continues", SUBMITTED)


@dataclass(frozen=True)
class Standing:
    """When each thing came so; none where it is not so, or not so any more. `over` is since when
    nothing goes on."""

    asked: date | None = None
    decided: date | None = None
    confirmed: date | None = None
    agreed: date | None = None
    ended: date | None = None
    submitted: date | None = None
    over: date | None = None

    @property
    def counts(self) -> bool:
        """Whether there is anything to report: who withdrew before a decision asked for nothing."""
        return self.asked is not None


def standing(happened: Iterable[tuple[str, date]]) -> Standing:
    """From the events of a case, in turn.

    A request that is withdrawn before it is decided does not count; help that falls through before
    a memorandum is agreed was decided, but is confirmed no more; a decision that is looked at again
    waits. What was agreed stays agreed when it ends, and goes on where more help is planned.
    """
    found = Standing()
    for kind, day in happened:
        found = _after(found, kind, day)
    return found


def _after(now: Standing, kind: str, day: date) -> Standing:
    if kind in ASKED:
        return replace(now, asked=now.asked or day, over=None)
    if kind == YES:
        return replace(now, decided=day, confirmed=now.confirmed or day, over=None)
    if kind in DECIDED:
        return replace(now, decided=day, confirmed=now.confirmed if now.agreed else None, over=day)
    if kind in IN_FORCE:
        return replace(now, agreed=now.agreed or day, ended=None, over=None)
    if kind in ENDED:
        return replace(now, ended=day, over=day)
    if kind in STOPPED:
        return _stopped(now, day)
    if kind in AGAIN:
        waits = replace(now, asked=now.asked or day, over=None, ended=None)
        return waits if now.agreed else replace(waits, decided=None, confirmed=None)
    if kind == SUBMITTED:
        return replace(now, submitted=now.submitted or day)
    return replace(now, ended=None, over=None)  # support continues


def _stopped(now: Standing, day: date) -> Standing:
    if now.agreed:
        return replace(now, ended=now.ended or day, over=now.over or day)
    if now.decided:
        return replace(now, confirmed=None, over=now.over or day)
    return Standing()
