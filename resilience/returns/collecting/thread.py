"""The thread of a question: what was said by whom, and in how many working days it was answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from resilience.look import words
from resilience.programmes.working_days import working_days_between
from resilience.returns.models import Query, Saying

State = Query.State
KINDS = {State.ASKED: "Asked", State.ANSWERED: "Answered", State.CLOSED: "Closed"}


@dataclass(frozen=True)
class Said:
    """A saying, who said it, and of an answer whether it was in time."""

    saying: Saying
    kind: str
    who: str
    timing: str = ""
    late: bool = False


def thread(query: Query) -> list[Said]:
    """All that was said, the first leading."""
    found, asked = [], None
    for one in query.sayings.select_related("acting_for").order_by("at", "pk"):
        kind = State(one.kind)
        timing, late = ("", False)
        if kind == State.ASKED:
            asked = one
            timing = f"An answer was asked for by {words.day(one.due)}."
        elif kind == State.ANSWERED and asked is not None:
            first, last = timezone.localdate(asked.at), timezone.localdate(one.at)
            late = bool(asked.due and last > asked.due)
            days = words.plural(working_days_between(first, last), "working day")
            timing = f"After {days}, {'late' if late else 'in time'}."
        who = one.acting_for.name if one.acting_for else "Somebody who acts here no more"
        found.append(Said(one, KINDS[kind], who, timing, late))
    return found
