"""A questionnaire that A81001 fills in, and two that it finished."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from resilience.accounts.models import User
from resilience.accounts.tiers import Tier
from resilience.clusters.models import Answered, Answering
from resilience.organisations.models import Organisation
from resilience.programmes.packs import load


def questionnaire_records(by: User) -> dict[str, object]:
    day, now, pack = timezone.localdate(), timezone.now(), load("gprp-2018-19")
    asked = pack.questionnaire
    assert asked
    of = {
        "organisation": Organisation.objects.get(code="A81001"),
        "tier": Tier.PRACTICE,
        "programme": pack.id,
        "questionnaire": asked.id,
    }
    Answering.objects.create(**of, began=now, changed=now)
    before, last = (
        Answered.objects.create(
            **of,
            asked=asked.model_dump(mode="json"),
            answers={},
            scores={},
            day=day - timedelta(days=ago),
            written=now - timedelta(days=ago),
            written_by=by.actor,
        )
        for ago in (365, 0)
    )
    return {"questionnaire_before": before.pk, "questionnaire": last.pk}
