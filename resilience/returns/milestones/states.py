"""How a milestone stands, and how what many units reached stands together. Pure."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class Outcome(StrEnum):
    """What a piece of evidence shows as at a day, whatever the deadline."""

    MET = "met"
    NOT_MET = "not_met"
    NOTHING = "nothing"
    """There is nothing of which it could be so, such as no business case that was begun."""
    NOT_KNOWN = "not_known"


class State(StrEnum):
    """How a milestone stands at a moment, against its deadline."""

    MET = "met"
    MET_LATE = "met_late"
    NOT_YET = "not_yet"
    LATE = "late"
    NOT_KNOWN = "not_known"
    """Something is not entered: which is neither met nor late."""
    NOTHING = "not_applicable"


WORDS = {
    State.MET: "Met",
    State.MET_LATE: "Met late",
    State.NOT_YET: "Not met yet",
    State.LATE: "Late",
    State.NOT_KNOWN: "Not known",
    State.NOTHING: "Nothing to do",
}
KINDS = {
    State.MET: "green",
    State.MET_LATE: "amber",
    State.NOT_YET: "plain",
    State.LATE: "red",
    State.NOT_KNOWN: "not_enough_evidence",
    State.NOTHING: "plain",
}
"""Of the tags that pages draw, each with its own shape."""
OWED = (State.NOT_YET, State.LATE, State.NOT_KNOWN)
"""Where somebody still has something to do."""
WORST_FIRST = (State.LATE, State.NOT_KNOWN, State.NOT_YET, State.MET_LATE, State.MET)


def all_of(outcomes: Collection[Outcome]) -> Outcome:
    """What several pieces of evidence show together: each must be met that there is something to do
    for. What is known to fall short counts before what is not known."""
    for one in (Outcome.NOT_MET, Outcome.NOT_KNOWN, Outcome.MET):
        if one in outcomes:
            return one
    return Outcome.NOTHING


def state(now: Outcome, at_deadline: Outcome | None) -> State:
    """The state from what is shown now and what was shown at the deadline, none before it. What was
    met in time stays met, whatever comes later; where it is not known how it stood then, what is
    met now is not called late."""
    if at_deadline is Outcome.MET:
        return State.MET
    if now is Outcome.MET:
        return State.MET if at_deadline in (None, Outcome.NOT_KNOWN) else State.MET_LATE
    if now is Outcome.NOTHING:
        return State.NOTHING
    if now is Outcome.NOT_KNOWN:
        return State.NOT_KNOWN
    return State.NOT_YET if at_deadline is None else State.LATE


def together(states: Collection[State]) -> State:
    """How a milestone of teams stands in their area: met when all of them meet it that have
    something to do."""
    return next((one for one in WORST_FIRST if one in states), State.NOTHING)
