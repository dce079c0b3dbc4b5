"""What practices do: add context to their figures, change it, withdraw it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.accounts.tiers import Tier
from resilience.audit.actions import record
from resilience.evidence.indicators import indicators
from resilience.organisations.models import Organisation
from resilience.profiles.models import ANY, LONGEST, Context


@transaction.atomic
def add_context(
    *,
    by: Reader,
    practice: Organisation,
    indicator: str,
    text: str,
    period: str = ANY,
    tier: str = Tier.PUBLIC,
) -> Context:
    """Say something about a figure, in place of what was said of the same figure before."""
    text = tidied(text)
    refuse(_why_not(by, practice) or why_not_say(text, LONGEST))
    if indicator not in indicators():
        raise Refused("There is no such figure.")
    if tier not in Context.tiers:
        raise Refused("Choose who may read it.")
    Organisation.objects.select_for_update().get(pk=practice.pk)  # one version after the other
    before = Context.objects.in_force().filter(
        organisation=practice, indicator=indicator, period=period
    )
    replaced = before.first()
    if replaced:
        replaced.end()
    added = Context.objects.create(
        organisation=practice,
        indicator=indicator,
        period=period,
        text=text,
        tier=tier,
        written_by=by.actor,
    )
    record(
        by=by.actor,
        act="context.changed" if replaced else "context.added",
        subject=added,
        organisation=practice.code,
        before=_told(replaced) if replaced else None,
        after=_told(added),
    )
    return added


@transaction.atomic
def withdraw_context(*, by: Reader, context: Context) -> None:
    """From now on it is shown to nobody; it stays on record."""
    refuse(_why_not(by, context.organisation))
    if not context.end():
        raise Refused("This was changed or withdrawn before: look at it again.")
    record(
        by=by.actor,
        act="context.withdrawn",
        subject=context,
        organisation=context.organisation.code,
        before=_told(context),
    )


def _why_not(by: Reader, practice: Organisation) -> str:
    if by.may(Right.ADD_CONTEXT).holds(practice):
        return ""
    return f"Only those who answer for {practice.name} add context to its figures."


def _told(context: Context) -> dict[str, Any]:
    """What an event says of it. Who reads events need not see more of the practice than anyone:
    of words that are not public it names the version, which is kept."""
    told = {
        "version": context.pk,
        "indicator": context.indicator,
        "period": context.period,
        "tier": context.tier,
    }
    return told | {"text": context.text} if context.tier == Tier.PUBLIC else told
