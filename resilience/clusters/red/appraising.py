"""Weighing what comes after: options by criteria, then a decision that is frozen and told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied
from resilience.accounts.tiers import Tier
from resilience.audit.actions import record
from resilience.clusters.models import Appraisal
from resilience.clusters.red.addressed import Of
from resilience.clusters.red.rules import unchanged, why_not_appraise, why_not_decide
from resilience.clusters.red.steadying import locked
from resilience.clusters.red.told import tell_of_decision
from resilience.clusters.typed import plain

LONGEST_WHY = 600
SCORES = range(1, 6)


@transaction.atomic
def open_appraisal(*, by: Reader, of: Of, question: str, at: datetime) -> Appraisal:
    """Begin to weigh the programme's options; one at a time is open for a practice."""
    refuse(why_not_appraise(of.practice, by))
    locked(of.practice)
    every = Appraisal.objects.filter(organisation=of.practice, programme=of.pack.id)
    if every.filter(decided=None).exists():
        raise Refused("An appraisal is open already: go on with that one.")
    made = Appraisal.objects.create(
        organisation=of.practice,
        tier=Tier.DELIBERATION,
        programme=of.pack.id,
        number=(every.aggregate(last=Max("number"))["last"] or 0) + 1,
        opened=by.day,
        question=plain(question),
        at=at,
        by=by.actor,
    )
    _record(by, of, "appraisal.opened", made)
    return made


@transaction.atomic
def score(
    *,
    by: Reader,
    of: Of,
    appraisal: int,
    seen: int,
    option: str,
    scores: Mapping[str, tuple[int, str]],
) -> Appraisal:
    """Say how an option does: by criterion a score from 1 to 5, and why."""
    refuse(why_not_appraise(of.practice, by))
    made = _locked(of, appraisal)
    unchanged(made.version, seen)
    known = {one.id for one in of.red.criteria}
    if of.red.option(option) is None or set(scores) - known:
        raise Refused("The programme has no such option or criterion any more: open it again.")
    if any(value not in SCORES for value, _ in scores.values()):
        raise Refused("A score is a number from 1 to 5.")
    said = {
        name: {"score": value, "why": plain(why, LONGEST_WHY)}
        for name, (value, why) in scores.items()
    }
    made.scores = {**made.scores, option: said}
    made.version += 1
    made.save(update_fields=["scores", "version"])
    _record(by, of, "appraisal.scored", made)
    return made


@transaction.atomic
def decide(
    *, by: Reader, of: Of, appraisal: int, seen: int, preferred: str, reason: str, at: datetime
) -> Appraisal:
    """Decide which option is preferred. People decide: no sum does. From then on nothing changes,
    and the practice reads all of it but the simulations."""
    refuse(why_not_decide(of.practice, by))
    made = _locked(of, appraisal)
    unchanged(made.version, seen)
    if of.red.option(preferred) is None:
        raise Refused("Choose one of the programme's options.")
    missing = [one.title for one in of.red.options if not _whole(of, made, one.id)]
    if missing:
        raise Refused(f"Weigh every option first: {', '.join(missing)}.")
    made.preferred, made.reason = preferred, plain(tidied(reason))
    made.decided, made.decided_by = at, by.actor
    made.decided_for = by.acting_for(Right.DECIDE, of.practice.pk)
    made.tier, made.version = Tier.COMMISSIONER, made.version + 1
    made.save()
    _record(by, of, "appraisal.decided", made)
    tell_of_decision(made, by.day)
    return made


def _whole(of: Of, made: Appraisal, option: str) -> bool:
    """Whether an option has a score for each criterion."""
    return {one.id for one in of.red.criteria} <= made.scores.get(option, {}).keys()


def _locked(of: Of, pk: int) -> Appraisal:
    made = (
        Appraisal.objects.select_for_update(of=("self",))
        .filter(pk=pk, organisation=of.practice)
        .first()
    )
    if made is None or made.decided:
        raise Refused(
            "This was decided, and what was decided is not changed: open a new appraisal."
        )
    return made


def _record(by: Reader, of: Of, act: str, made: Appraisal) -> None:
    """To whoever acts it is theirs: before it is decided the practice does not know of it, and the
    record names the practice's code only to those who read the record of the actor's body."""
    to_practice = made.decided is not None
    acting = by.acting_for(Right.PLAN_HELP, of.practice.pk)
    record(
        by=by.actor,
        act=act,
        subject=made,
        organisation=of.practice.code if to_practice or acting is None else acting.code,
        after={"version": made.version},
    )
