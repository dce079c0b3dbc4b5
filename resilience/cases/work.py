"""Whose turn it is with the cases and forms that somebody sees: the work of this room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.cases.clocks import standing
from resilience.cases.deciding.stages import Stage, stage_for, standings
from resilience.cases.following.clock_words import KINDS as KINDS_OF_TAG
from resilience.cases.following.clock_words import LATE, TODAY, WAITS
from resilience.cases.models import Case, CaseClock, CasePractice, Draft, SupportStatement
from resilience.cases.states import OPEN, STATES, Waits
from resilience.cases.steps import ASKED_FOR, STEPS
from resilience.look import words
from resilience.look.jinja import url
from resilience.programmes.packs import available, load

TEAM = frozenset(name for name, state in STATES.items() if state.waits_on == Waits.TEAM)
PRACTICE = frozenset(name for name, state in STATES.items() if state.waits_on == Waits.PRACTICE)
ANSWERED_WITH = {
    state: next(one.right for one in STEPS.values() if state in one.from_ and one.of_the_practice)
    for state in PRACTICE
}
"""Who of a practice answers where it is next: whoever may take the first step of the table."""

SHOWN = ("reference", "programme", "state", "since", "organisation__name", "handler__name")
TAGS = {"late": LATE, "due": TODAY, "paused": WAITS}


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


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """What waits for a reader and what the reader waits for, with at most so many of each; the
    same number of queries however much there is."""
    rows: dict[object, list[Row]] = {}
    chosen: list[tuple[Kind, list[Row]]] = []
    for kind in KINDS:
        if reader.may(kind.right):
            if kind.cases not in rows:
                by_team = kind.cases is _worked
                rows[kind.cases] = _pressing(kind.cases(reader, kind.right), reader, by_team)
            chosen.append((kind, [one for one in rows[kind.cases] if kind.holds(one, reader)]))
    shown = _shown([one.case for _, found in chosen for one in found[:most]])
    for kind, found in chosen:
        if found:
            first = tuple(_waiting(kind, *shown[one.case], reader) for one in found[:most])
            all_at = f"{url('cases:cases')}?{kind.list_of}"
            yield Heading(kind.id, kind.title, kind.for_me, len(found), first, all_at)
    if reader.may(Right.FILL_IN) and (drafts := list(_begun(reader))):
        forms = tuple(_form(one, reader) for one in drafts[:most])
        yield Heading("drafts", "Forms you have begun", True, len(drafts), forms)


# --- which cases


def _worked(reader: Reader, right: Right) -> QuerySet[Case]:
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


def _pressing(cases: QuerySet[Case], reader: Reader, by_team: bool) -> list[Row]:
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


def _begun(reader: Reader) -> QuerySet[Draft]:
    """Forms of the reader's practices that are not sent, of programmes that take requests."""
    running = [one for one in available() if load(one).starts <= reader.day <= load(one).ends]
    own = Draft.objects.unsent().visible_to(reader).filter(programme__in=running)
    own = own.filter(reader.may(Right.FILL_IN).within("organisation"))
    return own.select_related("organisation")


# --- how one is shown


def _shown(cases: Sequence[int]) -> dict[int, tuple[Case, list[CaseClock]]]:
    """Cases, each with what is owed in it, the first due first."""
    if not cases:
        return {}
    needed = Case.objects.select_related("organisation", "handler").only(*SHOWN)
    found = {pk: (one, list[CaseClock]()) for pk, one in needed.in_bulk(cases).items()}
    running = CaseClock.objects.filter(case__in=cases, stopped=None, ended=None)
    for clock in running.order_by("due", "pk"):
        clock.case, owed = found[clock.case_id]
        owed.append(clock)
    return found


def _waiting(kind: Kind, case: Case, running: list[CaseClock], reader: Reader) -> Waiting:
    practice, state = kind.to_the_practice, case.standing
    own_turn = practice and kind.for_me  # no day is set by which a practice answers
    return Waiting(
        title=f"{case.reference}: {case.organisation.name}",
        address=url("cases:case", case.reference),
        stands=state.to_the_practice if practice else state.title,
        since=timezone.localdate(case.since),
        owed=tuple(_owed(one, reader, practice) for one in running if not own_turn),
        has_it=case.handler.name if case.handler and kind.id == "others" else "",
    )


def _owed(clock: CaseClock, reader: Reader, to_the_practice: bool) -> Owed:
    what = f"You will {clock.rule.promise}" if to_the_practice else clock.rule.title
    tag = TAGS.get(standing(clock.due, None, reader.day), "")
    return Owed(what, clock.due, tag, KINDS_OF_TAG.get(tag, "plain"))


def _form(draft: Draft, reader: Reader) -> Waiting:
    pack = load(draft.programme)
    form = pack.form(draft.form)
    return Waiting(
        title=f"{form.title}: {draft.organisation.name}",
        address=url("cases:tasks", draft.organisation.code, pack.id, form.id),
        stands=f"{len(draft.parts)} of {words.plural(len(form.parts), 'part')} saved",
        since=timezone.localdate(draft.begun),
        owed=(Owed(f"{pack.title} takes requests until then", pack.ends),),
    )


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
        _worked,
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
        _worked,
        lambda row, reader: row.stage == Stage.ANSWER and row.handler is not None,
        "waits=team&next=answer&has_it=me",
    ),
    Kind(
        "nobodys",
        "Cases nobody has taken",
        True,
        Right.WORK_CASES,
        _worked,
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
        _worked,
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
