"""The kinds of work with cases: for whom, which cases, and what of the list of cases has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.cases.deciding.stages import Stage, stage_for, standings
from resilience.cases.models import Case, CasePractice, SupportStatement
from resilience.cases.states import OPEN, STATES, Waits
from resilience.cases.steps import ASKED_FOR, STEPS

TEAM = frozenset(name for name, state in STATES.items() if state.waits_on == Waits.TEAM)
PRACTICE = frozenset(name for name, state in STATES.items() if state.waits_on == Waits.PRACTICE)
ANSWERED_WITH = {
    state: next(one.right for one in STEPS.values() if state in one.from_ and one.of_the_practice)
    for state in PRACTICE
}
"""Who of a practice answers where it is next: whoever may take the first step of the table."""


class Row(NamedTuple):
    """What of a case says whose turn it is. `said`: a word was said on it for the reader's own;
    `stage`: what comes next, where it waits for the team that the reader is of."""

    case: int
    state: str
    handler: int | None
    lead: int
    said: bool
    stage: Stage | None


@dataclass(frozen=True)
class Kind:
    """A kind of work: for whom (the right they need), in which cases of `cases`, in which words,
    and what of the list of cases has them all."""

    id: str
    title: str
    for_me: bool
    right: Right
    cases: Callable[[Reader, Right], QuerySet[Case]]
    holds: Callable[[Row, Reader], bool]
    list_of: str
    to_the_practice: bool = False


# --- which cases


def worked(reader: Reader, right: Right) -> QuerySet[Case]:
    """Those that the reader answers."""
    return _seen(reader, reader.may(right).within("organisation"))


def _of_my_practices(reader: Reader, right: Right) -> QuerySet[Case]:
    """Those in which the reader's own practices take part."""
    own = CasePractice.objects.filter(reader.may(right).within("organisation"))
    return _seen(reader, Q(pk__in=own.values("case")))


def _in_my_area(reader: Reader, right: Right) -> QuerySet[Case]:
    """Requests on which the organisations that the reader acts for may say a word."""
    practices = CasePractice.objects.filter(reader.may(right).within("organisation"))
    return _seen(reader, Q(pk__in=practices.values("case"), state__in=ASKED_FOR))


def _raised(reader: Reader, right: Right) -> QuerySet[Case]:
    return _seen(reader, Q(raised_for__in=reader.may(right).organisations))


def _seen(reader: Reader, narrowed: Q) -> QuerySet[Case]:
    return Case.objects.visible_to(reader).filter(narrowed, state__in=OPEN)


def pressing(cases: QuerySet[Case], reader: Reader, by_team: bool) -> list[Row]:
    """What says whose turn it is: the first due first, then those without a day, the oldest
    first."""
    own = reader.may(Right.STATE_SUPPORT).organisations
    statements = SupportStatement.objects.in_force().filter(case=OuterRef("pk"), said_for__in=own)
    said = Exists(statements) if own else Value(False)
    ordered = cases.order_by(F("due").asc(nulls_last=True), "since", "pk")
    known = standings(cases) if by_team else {}
    return [
        Row(
            *(pk, state, handler, lead, own_said),
            stage_for(reader, handler, known.get(pk)) if by_team and state in TEAM else None,
        )
        for pk, state, handler, lead, own_said in ordered.values_list(
            "pk", "state", "handler", "organisation", said
        )
    ]


# --- the kinds, in the order of the page


def _mine_to_answer(right: Right) -> Callable[[Row, Reader], bool]:
    return lambda row, reader: (
        ANSWERED_WITH.get(row.state) == right and row.lead in reader.may(right).organisations
    )


def _of_the_team(stage: Stage, title: str, *, for_me: bool = True) -> Kind:
    """What comes next with the cases that the reader's team answers."""
    return Kind(
        str(stage),
        title,
        for_me,
        Right.WORK_CASES,
        worked,
        lambda row, reader: row.stage == stage,
        f"waits=team&next={stage}",
    )


KINDS = (
    Kind(
        "asked",
        "The local team asks you",
        True,
        Right.FILL_IN,
        _of_my_practices,
        _mine_to_answer(Right.FILL_IN),
        "waits=practice",
        to_the_practice=True,
    ),
    Kind(
        "offered",
        "You are offered help",
        True,
        Right.REFER,
        _of_my_practices,
        _mine_to_answer(Right.REFER),
        "waits=practice",
        to_the_practice=True,
    ),
    Kind(
        "mine",
        "Cases given to you",
        True,
        Right.WORK_CASES,
        worked,
        lambda row, reader: row.stage == Stage.ANSWER and row.handler is not None,
        "waits=team&next=answer&has_it=me",
    ),
    Kind(
        "nobodys",
        "Cases nobody has taken",
        True,
        Right.WORK_CASES,
        worked,
        lambda row, reader: row.stage == Stage.ANSWER and row.handler is None,
        "waits=team&next=answer&has_it=nobody",
    ),
    _of_the_team(Stage.AGAIN, "Decisions to look at again"),
    _of_the_team(Stage.SECOND, "Cases that want a second assessor"),
    _of_the_team(Stage.ASSESS, "Cases to assess"),
    _of_the_team(Stage.SETTLE, "Two placements to settle"),
    _of_the_team(Stage.DECIDE, "Cases to decide"),
    Kind(
        "support",
        "Requests on which you can say whether you support them",
        True,
        Right.STATE_SUPPORT,
        _in_my_area,
        lambda row, reader: not row.said,
        "waits=open",
    ),
    _of_the_team(Stage.COLLEAGUE, "Cases that a colleague goes on with", for_me=False),
    _of_the_team(Stage.OTHERS, "Cases somebody else has", for_me=False),
    Kind(
        "practice_next",
        "The practice is next",
        False,
        Right.WORK_CASES,
        worked,
        lambda row, reader: row.state in PRACTICE,
        "waits=practice",
    ),
    Kind(
        "team_next",
        "The local team is next",
        False,
        Right.FILL_IN,
        _of_my_practices,
        lambda row, reader: row.state in TEAM,
        "waits=team",
        to_the_practice=True,
    ),
    Kind(
        "raised",
        "Concerns you raised",
        False,
        Right.RAISE_CONCERN,
        _raised,
        lambda row, reader: True,
        "route=concern",
    ),
    Kind(
        "said",
        "Requests on which you said your word",
        False,
        Right.STATE_SUPPORT,
        _in_my_area,
        lambda row, reader: row.said,
        "waits=open",
    ),
)
