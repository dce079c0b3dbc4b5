"""Simulating where patients would go, and keeping it with all it rests on, so that anybody who may
see it can run it again and find the same."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.tiers import Tier
from resilience.audit.actions import record
from resilience.clusters.models import Appraisal, Dispersal
from resilience.clusters.red import near
from resilience.clusters.red.addressed import Of
from resilience.clusters.red.dispersal import question as asking
from resilience.clusters.red.dispersal import simulating
from resilience.clusters.red.dispersal.question import Assumptions
from resilience.clusters.red.near import Around
from resilience.clusters.red.rules import why_not_appraise
from resilience.clusters.red.steadying import locked
from resilience.clusters.typed import plain
from resilience.organisations.models import Organisation

LONGEST_TITLE = 120
MOST_KEPT = 20


@transaction.atomic
def simulate(
    *,
    by: Reader,
    of: Of,
    appraisal: Appraisal,
    around: Around,
    assumed: Assumptions,
    leave_out: Collection[str],
    closing_too: Collection[str] = (),
    title: str,
    at: datetime,
) -> Dispersal:
    """Simulate that the patients of a practice, and of those that close with it, go to practices
    nearby, and keep it with the appraisal. Where people would go is for those who deliberate only,
    before a decision and after."""
    refuse(why_not_appraise(of.practice, by) or around.why_not)
    locked(of.practice)
    if Appraisal.objects.filter(pk=appraisal.pk, decided__isnull=False).exists():
        raise Refused("This was decided: simulate in a new appraisal.")
    if appraisal.simulations.count() >= MOST_KEPT:
        raise Refused(f"An appraisal keeps at most {MOST_KEPT} simulations.")
    if set(closing_too) - deliberated_near(by, around):
        raise Refused("You do not deliberate about all of the practices that close too.")
    asked = near.asked(around, assumed, leave_out, closing_too)
    if not asked.receiving:
        raise Refused("No practice nearby is left to receive patients: leave fewer out.")
    made = Dispersal.objects.create(
        organisation=of.practice,
        tier=Tier.DELIBERATION,
        programme=of.pack.id,
        appraisal=appraisal,
        as_at=around.day,
        title=plain(title, LONGEST_TITLE),
        asked=asking.kept(asked) | _rests_on(around),
        found={"runs": simulating.found(simulating.simulate(asked))},
        written=at,
        written_by=by.actor,
    )
    acting = by.acting_for(Right.PLAN_HELP, of.practice.pk)
    record(
        by=by.actor,
        act="dispersal.simulated",
        subject=made,
        organisation=acting.code if acting else "",
    )
    return made


def deliberated_near(by: Reader, around: Around) -> set[str]:
    """The practices nearby about which somebody deliberates, by code."""
    nearby = [one.practice.code for one in around.near]
    within = by.sees(Tier.DELIBERATION).within("pk")
    return set(Organisation.objects.filter(within, code__in=nearby).values_list("code", flat=True))


def _rests_on(around: Around) -> dict[str, Any]:
    """What a reader needs beside the question itself."""
    return {
        "england": near.of_england(around.day),
        "sources": near.sources(around),
        "releases": near.releases(around),
        "unplaced": [[one.code, one.name] for one in around.unplaced],
        "unlisted": [[one.code, one.name] for one in around.unlisted],
    }
