"""What people of the synthetic demonstration say of an invented practice, for various eyes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from resilience.accounts.actions import name_reader
from resilience.accounts.demonstration import PRACTICE, people_of_the_demonstration
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.accounts.tiers import Subject, Tier
from resilience.organisations.models import Organisation
from resilience.profiles.actions import add_context
from resilience.profiles.models import Context
from resilience.programmes.packs import load
from resilience.programmes.schema import Pack
from resilience.screening.intelligence_actions import enter_intelligence
from resilience.screening.models import Snapshot

CONTEXTS = [
    (
        "registered_patients",
        Tier.PUBLIC,
        "New homes beside the canal have brought about forty patients a month since last spring.",
    ),
    (
        "patients_per_gp",
        Tier.COMMISSIONER,
        "One partner is on a sabbatical until the autumn; a locum covers three days a week.",
    ),
]
KNOWN: list[tuple[Role, Tier, str, dict[str, Any], str, str, str]] = [
    (
        Role.COMMISSIONER,
        Tier.COMMISSIONER,
        "concerned",
        {"concerned": ["commissioner", "lmc"]},
        "",
        "Two of three partners have told us that they will retire within two years.",
        "a visit to the practice",
    ),
    (
        Role.PRACTICE_LEAD,
        Tier.COMMISSIONER,
        "vacancies",
        {"vacancies": "1.5", "sessions": "12", "nature": "long_term", "since": "last spring"},
        "",
        "A salaried GP has agreed to become a partner; two posts are advertised.",
        "the partners' meeting",
    ),
    (
        Role.LMC_OFFICER,
        Tier.COMMISSIONER,
        "vacancies",
        {"vacancies": "0"},
        "",
        "Both posts were filled, as far as the committee knows.",
        "the committee's meeting",
    ),
    (
        Role.RESILIENCE_LEAD,
        Tier.DELIBERATION,
        "change",
        {"change": "merger"},
        "not_known",
        "To be weighed with two other practices of the same town before anything is offered.",
        "the local team's discussion",
    ),
    (Role.COMMISSIONER, Tier.RESTRICTED, "concern", {"concern": "no"}, "", "", "a letter"),
]
"""Who says it, for whose eyes, under which question, the answers, what it says of the criterion
where the pack does not read that from them, a note, and from where it is known."""


@transaction.atomic
def tell(programmes: Iterable[str], day: date) -> int:
    """Context beside two figures, for each programme what is known locally in each tier, and one
    named reader; how many things were told: none where something is told already."""
    if Context.objects.exists():
        return 0
    people = {Role(held.role): Reader(held.user, day) for held in people_of_the_demonstration()}
    practice = Organisation.objects.get(code=PRACTICE)
    lead, region = people[Role.PRACTICE_LEAD], people[Role.REGIONAL_LEAD]
    for indicator, tier, text in CONTEXTS:
        add_context(by=lead, practice=practice, indicator=indicator, text=text, tier=tier)
    told = [(pack, known) for pack in map(load, programmes) for known in KNOWN]
    for pack, (role, tier, question, reports, says, note, source) in told:
        criterion = pack.criterion_asking(question)
        if criterion is None:
            continue
        enter_intelligence(
            by=people[role],
            practice=practice,
            pack=pack,
            criterion=criterion.id,
            says=says,
            note=note,
            about=_screened(pack, day) - timedelta(days=10),
            source=source,
            tier=tier,
            reports=reports,
        )
    reader = people[Role.RESILIENCE_LEAD].memberships[0]
    name_reader(
        by=region,
        user=reader.user,
        organisation=reader.organisation,
        subject=Subject.PERFORMANCE,
        starts=day,
    )
    return len(CONTEXTS) + len(told)


def _screened(pack: Pack, day: date) -> date:
    """The last day the programme was screened for, so that what is said counts there."""
    last = Snapshot.objects.filter(programme=pack.id, as_at__lte=day).first()
    return last.as_at if last else day
