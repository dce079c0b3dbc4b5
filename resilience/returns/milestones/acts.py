"""Escalating what is late: a letter to those who answer for an area, and the area's answer
(G12.10)."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from resilience.accounts.holders import holders
from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import LONGEST, tidied, why_not_say
from resilience.audit.actions import record
from resilience.look import words
from resilience.notices.actions import tell
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force
from resilience.programmes.schema import Pack
from resilience.returns.milestones import letter
from resilience.returns.milestones.letter import Told
from resilience.returns.models import Escalation, EscalationAnswer

LONGEST_NAME = 150
LATEST_ANSWER = timedelta(days=90)
CHANGED = "The facts have changed since you opened this page: look at them again, then send it."


@transaction.atomic
def escalate(
    *, by: Reader, pack: Pack, area: str, milestone: str, seen: str, at: datetime, said: Told
) -> Escalation:
    """Write to those who answer for an area about a milestone that is late there. The facts are
    computed now; `seen` is the fingerprint of those that were looked at. Raises Refused for what is
    met or not yet due, for facts that changed meanwhile, and for a letter that lacks something."""
    scope = by.may(Right.COLLECT_RETURNS)
    found = letter.of_area(pack, area, milestone, at)
    if found is None or not scope.holds(found.area.pk):
        raise Refused("You do not collect the returns of this area.")
    refuse(letter.why_not_write(found, at))
    told = letter.facts(pack, found, at)
    if letter.fingerprint(told) != seen:
        raise Refused(CHANGED)
    said = _as_written(pack, said, timezone.localdate(at))
    acting_for = by.acting_for(Right.COLLECT_RETURNS, found.area.pk)
    number = _next_number(pack, acting_for)
    refuse(_why_not_again(pack, area, milestone, said, told))
    sender = ", ".join(filter(None, [_name(by), acting_for.name if acting_for else ""]))
    paper = letter.pdf(pack, found.area, number, sender, said, told)
    made: Escalation = Escalation.objects.create(
        programme=pack.id,
        milestone=milestone,
        area_id=found.area.pk,
        number=number,
        at=at,
        by=by.actor,
        acting_for=acting_for,
        to=list(said.to),
        words=said.words,
        answer_by=said.answer_by,
        facts=told,
        pdf=paper,
        pdf_sha256=hashlib.sha256(paper).hexdigest(),
    )
    record(
        by=by.actor,
        act="returns.escalated",
        subject=made,
        organisation=area,
        after={"milestone": milestone, "number": number, "pdf_sha256": made.pdf_sha256},
    )
    tell(
        people=answering(made.area, timezone.localdate(at)),
        subject=f"{found.area.name}: a letter about what is late",
        text=f"“{found.milestone.title}” of {pack.title} is late, and those who answer for the "
        f"area were written to. An answer is asked for by {words.day(said.answer_by)}.",
        address=_page(made),
        once=f"letter {made.pk}",
    )
    return made


@transaction.atomic
def answer(*, by: Reader, to: Escalation, at: datetime, text: str) -> EscalationAnswer:
    """Answer a letter for the area that it was written about; those who collect returns are told.
    Raises Refused for somebody who does not answer for the area, and for words that are not
    taken."""
    if not by.may(Right.FILE_RETURNS).holds(to.area_id):
        raise Refused("Only those who send the returns of the area answer its letters.")
    text = _said(text)
    Escalation.objects.select_for_update(of=("self",)).defer("pdf").get(pk=to.pk)
    if to.answers.filter(text=text).exists():
        raise Refused("This answer was sent already, so it was not sent again.")
    made: EscalationAnswer = EscalationAnswer.objects.create(
        escalation=to,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.FILE_RETURNS, to.area_id),
        text=text,
    )
    record(
        by=by.actor,
        act="returns.escalation_answered",
        subject=to,
        organisation=to.area.code,
        after={"answer": made.pk},
    )
    tell(
        people=_each(holders(Right.COLLECT_RETURNS, to.area, timezone.localdate(at))),
        subject=f"{to.area.name} answered a letter about what is late",
        text=f"Letter {to.number} of {in_force(to.programme).title}.",
        address=_page(to),
        once=f"letter answer {made.pk}",
    )
    return made


def _why_not_again(pack: Pack, area: str, milestone: str, said: Told, told: letter.Facts) -> str:
    """A second press of the button is no second letter."""
    of = {"programme": pack.id, "milestone": milestone, "area__code": area, "words": said.words}
    for one in Escalation.objects.filter(**of, answer_by=said.answer_by).defer("pdf"):
        if letter.fingerprint(one.facts) == letter.fingerprint(told):
            return f"This very letter was written already: it is letter {one.number}."
    return ""


def answering(area: Organisation, day: date) -> set[User]:
    """Those of an area who answer for it, or the nearest who do."""
    found = holders(Right.FILE_RETURNS, area, day)
    return set(found.get(area) or next(iter(found.values()), ()))


def _as_written(pack: Pack, said: Told, day: date) -> Told:
    posts = pack.returns.escalate_to if pack.returns else ()
    to = [{"post": one["post"], "name": " ".join(tidied(one["name"]).split())} for one in said.to]
    if [one["post"] for one in to] != list(posts) or not all(one["name"] for one in to):
        raise Refused(f"Name who it goes to: {' and '.join(posts)}.")
    if any(len(one["name"]) > LONGEST_NAME for one in to):
        raise Refused(f"Write each name with at most {LONGEST_NAME} characters.")
    if not day < said.answer_by <= day + LATEST_ANSWER:
        raise Refused(f"Ask for an answer within {LATEST_ANSWER.days} days from tomorrow on.")
    return Told(to, _said(said.words), said.answer_by)


def _said(text: str) -> str:
    tidy = tidied(text)
    refuse(why_not_say(tidy, LONGEST))
    return tidy


def _next_number(pack: Pack, acting_for: Organisation | None) -> int:
    """The next number of a programme's letters; who writes them all acts for the nation, which is
    held so that two letters at once get a number each."""
    if acting_for is not None:
        Organisation.objects.select_for_update(no_key=True).get(pk=acting_for.pk)
    last = Escalation.objects.filter(programme=pack.id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _name(by: Reader) -> str:
    return by.user.name if isinstance(by.user, User) else ""


def _each(found: dict[Organisation, list[User]]) -> set[User]:
    return {one for people in found.values() for one in people}


def _page(one: Escalation) -> str:
    return reverse("returns:milestone_letter", args=[one.programme, one.number])
