"""Questions about the programme: asked here, answered by the national team, read by the whole
network (G12.14)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import LONGEST, tidied, why_not_say
from resilience.audit.actions import record
from resilience.notices.actions import one_line, tell
from resilience.programmes.schema import Pack
from resilience.returns.models import Asked
from resilience.returns.network.addressed import (
    keepers,
    own_organisations,
    why_not_keep,
    why_not_of_it,
)

LONGEST_SUBJECT = 150


@transaction.atomic
def ask(*, by: Reader, pack: Pack, at: datetime, subject: str, text: str) -> Asked:
    """Ask something about a programme; those who keep the network are told."""
    refuse(why_not_of_it(by))
    made = Asked.objects.create(
        programme=pack.id,
        at=at,
        by=by.actor,
        acting_for=next(iter(own_organisations(by)), None),
        subject=one_line(_said(subject, LONGEST_SUBJECT)),
        text=_said(text, LONGEST),
    )
    tell(
        people=[one for one in keepers(by.day) if one.actor != by.actor],
        subject=f"A question about {pack.title}: {made.subject}",
        text="Somebody of the network asks. Sign in to answer.",
        address=_address(made),
        once=f"question {made.pk}",
    )
    _recorded("question_asked", by, made)
    return made


@transaction.atomic
def answer(*, by: Reader, asked: Asked, pack: Pack, at: datetime, text: str) -> Asked:
    """Answer a question, once; who asked is told."""
    refuse(why_not_keep(by))
    found = Asked.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if found.answer:
        raise Refused("Somebody answered meanwhile.")
    found.answer, found.answered, found.answered_by = _said(text, LONGEST), at, by.actor
    found.save(update_fields=["answer", "answered", "answered_by"])
    tell(
        people=[one for one in _person(found.by) if one.actor != by.actor],
        subject=f"Answered: {found.subject}",
        text=f"Your question about {pack.title} is answered. Sign in to read it.",
        address=_address(found),
        once=f"answer {found.pk}",
    )
    _recorded("question_answered", by, found)
    return found


def _said(text: str, longest: int) -> str:
    tidy = tidied(text)
    refuse(why_not_say(tidy, longest))
    return tidy


def _person(actor: str) -> list[User]:
    return list(User.objects.filter(key=actor.removeprefix("person ")))


def _address(asked: Asked) -> str:
    return reverse("returns:network_question", args=[asked.programme, asked.pk])


def _recorded(act: str, by: Reader, asked: Asked) -> None:
    code = asked.acting_for.code if asked.acting_for else ""
    record(by=by.actor, act=f"returns.{act}", subject=asked, organisation=code)
