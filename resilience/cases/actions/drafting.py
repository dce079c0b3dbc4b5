"""Filling in a form of the practice: begun once, saved part by part, thrown away or sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import TEN_DIGITS, is_nhs_number
from resilience.accounts.tiers import Tier
from resilience.audit.actions import record
from resilience.cases.asking.prefill import prefilled
from resilience.cases.beginning import why_not_ask
from resilience.cases.models import Attachment, Draft
from resilience.look.attached import NotTaken, checked
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force

MOST_FILES = 10


class PartChanged(Refused):
    """A part was saved by somebody else, or in another tab, since it was opened."""

    def __init__(self, draft: Draft, part: str) -> None:
        self.draft, self.part = draft, part
        at = timezone.localtime(datetime.fromisoformat(draft.parts[part]["at"]))
        super().__init__(
            f"This part was saved in another tab or by somebody else at {at:%H:%M} on "
            f"{at.day} {at:%B}. Nothing was overwritten: what you typed is below, and what was "
            "saved is beside it. Save again to keep yours."
        )


def begin_draft(
    *, by: Reader, practice: Organisation, programme: str, form: str, at: datetime
) -> Draft:
    """The practice's open form of a kind: the one that is there, else a new one with what is
    known filled in."""
    _answers_for(by, practice)
    there = Draft.objects.unsent().filter(organisation=practice, programme=programme, form=form)
    if found := there.first():
        return found
    refuse(why_not_ask(by, practice, programme))
    try:
        with transaction.atomic():
            draft = Draft.objects.create(
                organisation=practice,
                tier=Tier.PRACTICE,
                programme=programme,
                form=form,
                answers=prefilled(practice, in_force(programme), form, by.day),
                begun=at,
                changed=at,
                begun_by=by.actor,
            )
            _record(by, draft, "begun")
    except IntegrityError:  # a colleague began it at the same moment
        return there.get()
    return draft


@transaction.atomic
def save_part(
    *, by: Reader, draft: Draft, part: str, answers: Mapping[str, Any], seen: int, at: datetime
) -> Draft:
    """Keep the answers to a part, in place of those before, as they were when it was opened.

    Raises PartChanged where somebody saved the part since version `seen`.
    """
    draft = _unsent(by, draft)
    asked = {one.id for one in in_force(draft.programme).form(draft.form).part(part).questions}
    kept = {name: value for name, value in draft.answers.items() if name in asked}
    if draft.version(part) != seen:
        if kept == dict(answers):
            return draft  # the same was saved already, as by a second press of the button
        raise PartChanged(draft, part)
    others = {name: value for name, value in draft.answers.items() if name not in asked}
    draft.answers = others | dict(answers)
    draft.parts[part] = {"version": seen + 1, "at": at.isoformat(), "by": by.actor}
    draft.changed = at
    draft.save()
    return draft


@transaction.atomic
def throw_away(*, by: Reader, draft: Draft, at: datetime) -> None:
    """Put a form aside for good; what was written and its files go with it."""
    draft = _unsent(by, draft)
    draft.answers, draft.parts, draft.thrown_away = {}, {}, at
    draft.attachments.all().delete()
    draft.save()
    _record(by, draft, "thrown_away")


@transaction.atomic
def attach(*, by: Reader, draft: Draft, name: str, content: bytes, at: datetime) -> Attachment:
    """Add a file to a form, once it was looked at. Refused with what is wrong with it."""
    draft = _unsent(by, draft)
    if draft.attachments.count() >= MOST_FILES:
        raise Refused(f"Add at most {MOST_FILES} files: remove one first.")
    try:
        found = checked(name, content, why_not_text=_why_not_text)
    except NotTaken as problem:
        raise Refused(str(problem)) from None
    if same := draft.attachments.filter(sha256=found.sha256).first():
        return same
    return draft.attachments.create(
        name=found.name,
        kind=found.kind,
        size=found.size,
        sha256=found.sha256,
        content=content,
        added=at,
        added_by=by.actor,
    )


@transaction.atomic
def detach(*, by: Reader, attachment: Attachment) -> None:
    """Take a file out of a form that was not sent."""
    if attachment.draft is None:
        raise Refused("This file was sent and stays with the case.")
    _unsent(by, attachment.draft)
    attachment.delete()


def _answers_for(by: Reader, practice: Organisation) -> None:
    if not by.may(Right.FILL_IN).holds(practice):
        raise Refused(f"Only people of {practice.name} fill in its forms.")


def _unsent(by: Reader, draft: Draft) -> Draft:
    _answers_for(by, draft.organisation)
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if draft.sent_id is not None:
        raise Refused("This form was sent before: see the case that it began.")
    if draft.thrown_away is not None:
        raise Refused("This form was thrown away. Begin a new one.")
    return draft


def _record(by: Reader, draft: Draft, what: str) -> None:
    """What a practice writes before it sends is its own: the record says only that it did."""
    told = {"form": draft.form, "programme": draft.programme}
    record(
        by=by.actor,
        act=f"draft.{what}",
        subject=draft,
        organisation=draft.organisation.code,
        after=told,
    )


def _why_not_text(text: str) -> str:
    if any(is_nhs_number(found) for found in TEN_DIGITS.findall(text)):
        return "holds a number that looks like an NHS number: take out what is about patients"
    return ""
