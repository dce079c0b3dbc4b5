"""Filling in the questionnaire: begun once, saved part by part, thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from resilience.accounts.rules import Refused, refuse
from resilience.accounts.tiers import Tier
from resilience.audit.actions import record
from resilience.clusters.models import Answering
from resilience.clusters.questionnaire.addressed import Of
from resilience.clusters.questionnaire.rules import only_asked, why_not_fill_in

GONE = "This questionnaire was sent or thrown away meanwhile."


class PartChanged(Refused):
    """A part was saved by somebody else, or in another tab, since it was opened."""

    def __init__(self, now: Answering, part: str) -> None:
        self.now = now
        at = timezone.localtime(datetime.fromisoformat(now.parts[part]["at"]))
        super().__init__(
            f"This part was saved in another tab or by somebody else at {at:%H:%M} on "
            f"{at.day} {at:%B}. Nothing was overwritten: what you chose is below, and what was "
            "saved is beside it. Save again to keep yours."
        )


def begin(*, by: Of, at: datetime) -> Answering:
    """The questionnaire that the practice fills in: the one that is there, else a new one."""
    refuse(why_not_fill_in(by.practice, by.by))
    if found := by.answering():
        return found
    try:
        with transaction.atomic():
            made = Answering.objects.create(
                organisation=by.practice,
                tier=Tier.PRACTICE,
                programme=by.pack.id,
                questionnaire=by.questionnaire.id,
                began=at,
                changed=at,
            )
            told(by, made, "begun")
    except IntegrityError:  # a colleague began it at the same moment
        return Answering.objects.get(
            organisation=by.practice, programme=by.pack.id, questionnaire=by.questionnaire.id
        )
    return made


@transaction.atomic
def save_part(
    *, by: Of, part: str, answers: Mapping[str, Any], seen: int, at: datetime
) -> Answering:
    """Keep the answers to a part in place of those before; `seen` is its version as it was opened.

    What is no longer asked goes, in other parts too. Raises PartChanged where somebody saved the
    part meanwhile.
    """
    now = locked(by)
    own = {one.id for one in by.questionnaire.part(part).questions}
    if now.version(part) != seen:
        if {name: value for name, value in now.answers.items() if name in own} == dict(answers):
            return now  # the same was saved already, as by a second press of the button
        raise PartChanged(now, part)
    others = {name: value for name, value in now.answers.items() if name not in own}
    now.answers = only_asked(by.questionnaire, others | dict(answers))
    now.parts[part] = {"version": seen + 1, "at": at.isoformat(), "by": by.by.actor}
    now.changed = at
    now.save()
    return now


@transaction.atomic
def throw_away(*, by: Of) -> None:
    """Put a questionnaire aside that was not sent; its answers go with it."""
    now = locked(by)
    told(by, now, "thrown_away")
    now.delete()


def locked(by: Of) -> Answering:
    """The questionnaire as it is now, held until the end of the transaction."""
    refuse(why_not_fill_in(by.practice, by.by))
    now = (
        Answering.objects.select_for_update(of=("self",))
        .filter(organisation=by.practice, programme=by.pack.id, questionnaire=by.questionnaire.id)
        .first()
    )
    if now is None:
        raise Refused(GONE)
    return now


def told(by: Of, subject: Answering, what: str) -> None:
    """The record says that it was done, and nothing of what was answered."""
    record(
        by=by.by.actor,
        act=f"questionnaire.{what}",
        subject=subject,
        organisation=by.practice.code,
        after={"programme": by.pack.id, "questionnaire": by.questionnaire.id},
    )
