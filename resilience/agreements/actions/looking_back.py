"""Keeping what became of the measured criteria some months after help ended (G11.2)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.agreements.actions.following import noted
from resilience.agreements.following.ended import LooksBack, ended_plan, looks_back
from resilience.agreements.following.then_and_now import then_and_now
from resilience.agreements.models import LookBack
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.models import Case
from resilience.look import words as in_words


def why_not_look_back(look: LooksBack, by: Reader) -> str:
    """Why a look back is not kept now; empty where it may be."""
    if look.done:
        return f"It was looked back at on {in_words.day(look.done.at)}: that stays as it was."
    if by.day < look.due:
        return f"It is looked back at from {in_words.day(look.due)} on."
    return ""


@transaction.atomic
def look_back(*, by: Reader, case: Case, months: int, at: datetime, words: str = "") -> LookBack:
    """Freeze the measured criteria as they are known on the day of `by`, beside those that help was
    decided on, so many months after it ended; `words` are what somebody says of them."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not by.may(Right.PLAN_HELP).holds(case.organisation_id):
        raise Refused("Only those who write improvement plans and follow the help do this.")
    look = next((one for one in looks_back(case) if one.months == months), None)
    ended = ended_plan(case)
    if look is None or ended is None:
        raise Refused("No look back is foreseen then.")
    refuse(why_not_look_back(look, by))
    words = tidied(words)
    refuse(why_not_say(words, LONGEST) if words else "")
    made = LookBack.objects.create(
        case=case,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.PLAN_HELP, case.organisation_id),
        plan=ended[0],
        months=months,
        as_at=by.day,
        evidence=then_and_now(case, by),
        words=words,
    )
    noted(case, "looked_back", by, at, f"{months} months after help ended")
    return made
