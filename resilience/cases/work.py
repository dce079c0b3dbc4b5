"""Whose turn it is with the cases that somebody sees: the kinds of work of this room."""

from __future__ import annotations

from django.db.models import F, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.waiting import Kind, Owed, Waiting
from resilience.cases.clocks import standing
from resilience.cases.models import Case, CaseClock, CasePractice, Draft, SupportStatement
from resilience.cases.states import ASKED_FOR, OPEN, STATES, STEPS, Waits
from resilience.look import words
from resilience.programmes.packs import available, load

TEAM = tuple(name for name, state in STATES.items() if state.waits_on == Waits.TEAM)
PRACTICE = tuple(name for name, state in STATES.items() if state.waits_on == Waits.PRACTICE)
RUNNING = CaseClock.objects.filter(stopped=None, ended=None)


def _answered_with(right: Right) -> list[str]:
    """The states in which a practice is next, that somebody with a right answers: by the first
    step of the practice that the table has for them."""
    first = {
        state: next(one for one in STEPS.values() if state in one.from_ and one.of_the_practice)
        for state in PRACTICE
    }
    return [state for state, step in first.items() if step.right == right]


# --- which cases


def _worked(reader: Reader) -> QuerySet[Case]:
    """Those that the reader answers."""
    scope = reader.may(Right.WORK_CASES)
    return _pressing(_seen(reader, scope.within("organisation")))


def _own(reader: Reader, right: Right) -> QuerySet[Case]:
    """Those of the reader's own practices, as the practice that leads."""
    return _pressing(_seen(reader, reader.may(right).within("organisation")))


def _of_my_practice(reader: Reader) -> QuerySet[Case]:
    """Those in which the reader's own practices take part."""
    own = CasePractice.objects.filter(reader.may(Right.FILL_IN).within("organisation"))
    return _pressing(_seen(reader, Q(pk__in=own.values("case"))))


def _in_my_area(reader: Reader) -> QuerySet[Case]:
    """Requests on which the organisations that the reader acts for may say a word."""
    practices = CasePractice.objects.filter(reader.may(Right.STATE_SUPPORT).within("organisation"))
    asked = _seen(reader, Q(pk__in=practices.values("case"))).filter(state__in=ASKED_FOR)
    return _pressing(asked)


def _said(reader: Reader) -> Q:
    """That these organisations have said their word."""
    own = reader.may(Right.STATE_SUPPORT).organisations
    said = SupportStatement.objects.in_force().filter(said_for__in=own)
    return Q(pk__in=said.values("case"))


def _raised(reader: Reader) -> QuerySet[Case]:
    own = reader.may(Right.RAISE_CONCERN).organisations
    return _pressing(_seen(reader, Q(raised_for__in=own)).filter(state__in=OPEN))


def _seen(reader: Reader, narrowed: Q) -> QuerySet[Case]:
    return Case.objects.visible_to(reader).filter(narrowed)


def _pressing(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The first due first, then those without a day, the oldest first."""
    ordered = cases.order_by(F("due").asc(nulls_last=True), "since", "pk")
    return (
        ordered.select_related("organisation", "handler")
        .defer("answers")
        .prefetch_related(Prefetch("clocks", RUNNING.order_by("due", "pk"), to_attr="owed"))
    )


def _begun(reader: Reader) -> QuerySet[Draft]:
    """Forms of the reader's practices that are not sent, of programmes that take requests."""
    running = [one for one in available() if load(one).starts <= reader.day <= load(one).ends]
    own = Draft.objects.unsent().visible_to(reader).filter(programme__in=running)
    return own.filter(reader.may(Right.FILL_IN).within("organisation")).select_related(
        "organisation"
    )


# --- how one is shown


def _to_the_team(case: Case, reader: Reader) -> Waiting:
    return _waiting(case, reader, case.standing.title)


def _to_the_practice(case: Case, reader: Reader) -> Waiting:
    return _waiting(case, reader, case.standing.to_the_practice)


def _waiting(case: Case, reader: Reader, stands: str) -> Waiting:
    titles = {one.id: one.title for one in case.pack.clocks}
    owed: list[CaseClock] = case.owed  # type: ignore[attr-defined]
    return Waiting(
        title=f"{case.reference}: {case.organisation.name}",
        address=reverse("cases:case", args=[case.reference]),
        stands=stands,
        since=timezone.localdate(case.since),
        owed=tuple(
            Owed(titles[one.clock], one.due, standing(one.due, None, reader.day)) for one in owed
        ),
        has_it=str(case.handler) if isinstance(case.handler, User) else "",
    )


def _form(draft: Draft, reader: Reader) -> Waiting:
    pack = load(draft.programme)
    form = pack.form(draft.form)
    return Waiting(
        title=f"{form.title}: {draft.organisation.name}",
        address=reverse("cases:tasks", args=[draft.organisation.code, pack.id, form.id]),
        stands=f"{len(draft.parts)} of {words.plural(len(form.parts), 'part')} saved",
        since=timezone.localdate(draft.begun),
        owed=(
            Owed(f"{pack.title} takes requests", pack.ends, standing(pack.ends, None, reader.day)),
        ),
    )


KINDS = (
    Kind(
        "asked",
        "The local team asks you",
        True,
        lambda reader: _own(reader, Right.FILL_IN).filter(state__in=_answered_with(Right.FILL_IN)),
        _to_the_practice,
    ),
    Kind(
        "offered",
        "You are offered help",
        True,
        lambda reader: _own(reader, Right.REFER).filter(state__in=_answered_with(Right.REFER)),
        _to_the_practice,
    ),
    Kind("drafts", "Forms you have begun", True, _begun, _form),
    Kind(
        "mine",
        "Cases given to you",
        True,
        lambda reader: _worked(reader).filter(state__in=TEAM, handler=reader.user.pk),
        _to_the_team,
    ),
    Kind(
        "nobodys",
        "Cases nobody has taken",
        True,
        lambda reader: _worked(reader).filter(state__in=TEAM, handler=None),
        _to_the_team,
    ),
    Kind(
        "support",
        "Requests on which you can say whether you support them",
        True,
        lambda reader: _in_my_area(reader).exclude(_said(reader)),
        _to_the_team,
    ),
    Kind(
        "others",
        "Cases somebody else has",
        False,
        lambda reader: (
            _worked(reader)
            .filter(state__in=TEAM)
            .exclude(handler=None)
            .exclude(handler=reader.user.pk)
        ),
        _to_the_team,
    ),
    Kind(
        "practice_next",
        "The practice is next",
        False,
        lambda reader: _worked(reader).filter(state__in=PRACTICE),
        _to_the_team,
    ),
    Kind(
        "team_next",
        "The local team is next",
        False,
        lambda reader: _of_my_practice(reader).filter(state__in=TEAM),
        _to_the_practice,
    ),
    Kind("raised", "Concerns you raised", False, _raised, _to_the_team),
    Kind(
        "said",
        "Requests on which you said your word",
        False,
        lambda reader: _in_my_area(reader).filter(_said(reader)),
        _to_the_team,
    ),
)
