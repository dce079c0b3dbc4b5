"""Whose turn it is with the cases and forms that somebody sees: the work of this room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.cases.clocks import standing
from resilience.cases.deciding.due_reviews import reviews_due
from resilience.cases.following.clock_words import KINDS as KINDS_OF_TAG
from resilience.cases.following.clock_words import LATE, TODAY, WAITS
from resilience.cases.models import Case, CaseClock, Draft
from resilience.cases.prioritising.reviewing import last_review
from resilience.cases.work_kinds import KINDS, Kind, Row, pressing, worked
from resilience.look import words
from resilience.look.jinja import url
from resilience.organisations.models import Organisation
from resilience.programmes.packs import available, load
from resilience.programmes.schema import Pack

SHOWN = ("reference", "programme", "state", "since", "organisation__name", "handler__name")
TAGS = {"late": LATE, "due": TODAY, "paused": WAITS}


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """What waits for a reader and what the reader waits for, with at most so many of each; the
    same number of queries however much there is."""
    rows: dict[object, list[Row]] = {}
    chosen: list[tuple[Kind, list[Row]]] = []
    for kind in KINDS:
        if reader.may(kind.right):
            if kind.cases not in rows:
                by_team = kind.cases is worked
                rows[kind.cases] = pressing(kind.cases(reader, kind.right), reader, by_team)
            chosen.append((kind, [one for one in rows[kind.cases] if kind.holds(one, reader)]))
    shown = _shown([one.case for _, found in chosen for one in found[:most]])
    for kind, found in chosen:
        if found:
            first = tuple(_waiting(kind, *shown[one.case], reader) for one in found[:most])
            all_at = f"{url('cases:cases')}?{kind.list_of}"
            yield Heading(kind.id, kind.title, kind.for_me, len(found), first, all_at)
    if reader.may(Right.DECIDE) and (lists := reviews_due(reader)):
        first = tuple(_review(*one, reader) for one in lists[:most])
        yield Heading("reviews", "Lists to look at again", True, len(lists), first)
    if reader.may(Right.FILL_IN) and (drafts := list(_begun(reader))):
        forms = tuple(_form(one, reader) for one in drafts[:most])
        yield Heading("drafts", "Forms you have begun", True, len(drafts), forms)


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


def _review(pack: Pack, team: Organisation, due: date, reader: Reader) -> Waiting:
    tag = TAGS.get(standing(due, None, reader.day), "")
    owed = Owed("Look at the list again", due, tag, KINDS_OF_TAG.get(tag, "plain"))
    last = last_review(team, pack.id, reader.day)
    return Waiting(
        title=f"{team.name}: {pack.title}",
        address=url("cases:review_list", pack.id, query={"team": team.code}),
        stands=f"Looked at every {words.plural(pack.review.every_months, 'month')}",
        since=timezone.localdate(last.at) if last else pack.starts,
        owed=(owed,),
    )


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
