"""A notice as somebody wants to give it, and why it may not be given (D13, E8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from resilience.accounts.saying import tidied, why_not_say
from resilience.agreements.changing.agreed import effective, planned_end
from resilience.agreements.changing.months import earliest_end
from resilience.agreements.models import Memorandum
from resilience.cases.actions.stepping import LONGEST
from resilience.look import words
from resilience.programmes.schema import Pack
from resilience.programmes.schema.ending import Ground


@dataclass(frozen=True)
class Notice:
    """The ground, the day on which the other side had it in writing, its last day where one is
    chosen rather than the earliest, why, and when it was talked over with the LMC."""

    ground: str
    given: date
    ends: date | None = None
    reason: str = ""
    discussed: date | None = None

    def earliest(self, pack: Pack) -> date:
        return earliest_end(ground_of(pack, self.ground), self.given)

    def last_day(self, pack: Pack) -> date:
        return self.ends or self.earliest(pack)


def grounds_of(pack: Pack) -> tuple[Ground, ...]:
    """The grounds of a programme, none where it knows of no memoranda."""
    return pack.ending.grounds if pack.ending else ()


def ground_of(pack: Pack, ground: str) -> Ground:
    """The ground with that id; KeyError where there is none."""
    return {one.id: one for one in grounds_of(pack)}[ground]


def why_not_give(notice: Notice, pack: Pack, memorandum: Memorandum, side: str, today: date) -> str:
    """Why a side may not give a notice; empty where it may."""
    found = {one.id: one for one in grounds_of(pack) if side in one.sides}
    if notice.ground not in found:
        return "Choose on which ground you give notice."
    ground = found[notice.ground]
    return (
        why_not_given(notice.given, memorandum, today)
        or why_not_discussed(ground, notice.discussed, notice.given)
        or why_not_reason(ground, notice.reason)
        or why_not_end(notice, pack, memorandum, today)
    )


def why_not_given(given: date, memorandum: Memorandum, today: date) -> str:
    if given > today:
        return "The other side has no notice that is dated ahead: give the day it has it."
    if given < (began := effective(memorandum)):
        return f"The memorandum is in force since {words.day(began)}: give a day since then."
    return ""


def why_not_discussed(ground: Ground, discussed: date | None, given: date) -> str:
    if not ground.needs_lmc:
        return ""
    if discussed is None:
        return "Say when you talked it over with the local medical committee."
    if discussed > given:
        return "Talk it over with the local medical committee first, and give notice afterwards."
    return ""


def why_not_reason(ground: Ground, reason: str) -> str:
    reason = tidied(reason)
    if not reason:
        return "Write why: this ground needs a reason." if ground.needs_reason else ""
    return why_not_say(reason, LONGEST)


def why_not_end(notice: Notice, pack: Pack, memorandum: Memorandum, today: date) -> str:
    earliest, last, planned = notice.earliest(pack), notice.last_day(pack), planned_end(memorandum)
    if last < earliest:
        return f"On this ground it ends on {words.day(earliest)} at the earliest."
    if last < today:
        return f"{words.day(last)} is past: choose a last day from today on."
    if last >= planned:
        return f"It ends on {words.day(planned)} in any case, so this notice would change nothing."
    return ""
