"""What addresses name of a practice that is red."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.clusters.models import Appraisal, Dispersal, Engagement, Stabilisation
from resilience.clusters.red.dispersal.question import Assumptions, Closing, Neighbour, question
from resilience.clusters.red.dispersal.question import kept as kept_question
from resilience.clusters.red.dispersal.simulating import found, simulate
from resilience.organisations.models import Organisation


def red_records(by: Reader) -> dict[str, object]:
    """Of A81001 a plan that steadies it, with a step; options that are weighed, with a simulation
    of where its patients would go; and how people are told and heard."""
    now, day = timezone.now(), timezone.localdate()
    of = {"organisation": Organisation.objects.get(code="A81001"), "programme": "gprp-2018-19"}
    open_, kept = {"tier": Tier.COMMISSIONER}, {"at": now, "by": by.actor}
    plan = Stabilisation.objects.create(
        **of, **open_, **kept, opened=day, aim="So.", next_review=day
    )
    appraisal = Appraisal.objects.create(
        **of, **kept, tier=Tier.DELIBERATION, number=1, opened=day, question="So?"
    )
    asked = question(
        [Closing("A81001", "Closes", (-1.2, 54.6), 10)],
        [Neighbour("P00000", "Near", (-1.21, 54.6), 100)],
        Assumptions(1.0, 2.0, 8.0, 10.0, 20, 15, 10, 3000, 1.5, 3.0),
    )
    rests_on = {"england": [], "sources": [], "releases": [], "unplaced": [], "unlisted": []}
    dispersal = Dispersal.objects.create(
        **of,
        tier=Tier.DELIBERATION,
        appraisal=appraisal,
        as_at=day,
        asked=kept_question(asked) | rests_on,
        found={"runs": found(simulate(asked))},
        title="As usual",
        written_by=by.actor,
    )
    heard = Engagement.objects.create(
        **of, **open_, **kept, about="merger", aim="So.", decision_by=day + timedelta(days=50)
    )
    told = {"who": "A post", "due": day}
    return {
        "steadying": plan.steps.create(what="Cover sessions", **told).pk,
        "dispersal": dispersal.pk,
        "hearing": heard.pk,
        "heard": heard.steps.create(audience="patients", how="A letter", **told).pk,
    }
