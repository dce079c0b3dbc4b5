"""Sending the questionnaire: what was answered is kept as it is, and counts in an open round."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.rules import Refused, refuse
from resilience.accounts.tiers import Tier
from resilience.audit.actions import record
from resilience.clusters.models import Answered, Answering, Stocktake, StocktakeResult
from resilience.clusters.questionnaire.addressed import Of
from resilience.clusters.questionnaire.filling import locked
from resilience.clusters.questionnaire.rounds import open_round
from resilience.clusters.questionnaire.rules import only_asked, why_not_send, why_unfinished
from resilience.clusters.questionnaire.scoring import scores
from resilience.clusters.questionnaire.told import tell_of_result

CHANGED = "Somebody changed an answer since you opened this page. Look through the answers again."


def looked_at(answering: Answering) -> str:
    """A stamp of the answers that is another one once anybody saves a part."""
    versions = (f"{part}-{kept['version']}" for part, kept in sorted(answering.parts.items()))
    return " ".join([str(answering.pk), *versions])


@transaction.atomic
def send(*, by: Of, seen: str, at: datetime) -> Answered:
    """Keep the finished questionnaire for good, with what it comes to; `seen` is what
    `looked_at` said of it. In a round that is open it takes the place of an earlier one. The other
    leads of the practice are told."""
    refuse(why_not_send(by.practice, by.by))
    now = locked(by)
    if looked_at(now) != seen:
        raise Refused(CHANGED)
    answers = only_asked(by.questionnaire, now.answers)
    refuse(why_unfinished(by.questionnaire, answers))
    day = timezone.localdate(at)
    found = open_round(by.practice, by.pack, day)
    made = Answered.objects.create(
        organisation=by.practice,
        tier=Tier.PRACTICE,
        programme=by.pack.id,
        questionnaire=by.questionnaire.id,
        asked=by.questionnaire.model_dump(mode="json"),
        answers=answers,
        scores=scores(by.questionnaire, answers),
        day=day,
        round=_taken_part(by, found) if found else None,
        written_by=by.by.actor,
        written=at,
    )
    now.delete()
    record(
        by=by.by.actor,
        act="questionnaire.sent",
        subject=made,
        organisation=by.practice.code,
        after={"programme": by.pack.id, "questionnaire": by.questionnaire.id},
    )
    tell_of_result(made, by)
    return made


def _taken_part(by: Of, found: Stocktake) -> Stocktake | None:
    """The round, with what the practice answered in it before ended; None where its result was
    frozen at this very moment."""
    Stocktake.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if StocktakeResult.objects.filter(stocktake=found).exists():
        return None
    for one in Answered.objects.in_force().filter(organisation=by.practice, round=found):
        one.end()
    return found
