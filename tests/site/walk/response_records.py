"""How A81001 stands in the walk, what is done about it, and what it answered of itself."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from resilience.accounts.models import User
from resilience.accounts.tiers import Tier
from resilience.clusters.models import (
    Answered,
    AssistanceRequest,
    Cause,
    Offer,
    OfferPlace,
    RegularContact,
    SharedAnswers,
    Stocktake,
    StocktakeResult,
    TeamMember,
)
from resilience.clusters.stocktake.cells import Limits
from resilience.clusters.stocktake.content import content_of as stocktake_content
from resilience.clusters.stocktake.gathering import Gathered
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force
from resilience.screening.status import PracticeStatus


def stocktaken(by: User) -> dict[str, object]:
    """A round of 00K that came to a result, and answers of A81001 that are shared with somebody."""
    practice, area = (Organisation.objects.get(code=code) for code in ("A81001", "00K"))
    day, now, pack = timezone.localdate(), timezone.now(), in_force("gprp-2018-19")
    asked = pack.questionnaire
    assert asked
    of = {"programme": pack.id, "questionnaire": asked.id}
    days = {"opens": day - timedelta(days=9), "closes": day - timedelta(days=2)}
    round_ = Stocktake.objects.create(**of, **days, area=area, title="So.", at=now, by=by.actor)
    content = stocktake_content(Gathered(round_, pack), asked, {}, Limits(5, 1))
    content["cells"] = [{"id": "others", "title": "Others", "practices": 5, "points": {}}]
    StocktakeResult.objects.create(stocktake=round_, at=now, content=content, hash="")
    its = {"organisation": practice, "tier": Tier.PRACTICE, "written_by": by.actor}
    answered = Answered.objects.create(
        **its, **of, asked=asked.model_dump(mode="json"), answers={}, scores={}, day=day
    )
    shared = SharedAnswers.objects.create(
        **its,
        answered=answered,
        reader=by,
        what="result",
        why="So.",
        starts=day,
        ends=day + timedelta(days=9),
    )
    return {"stocktake": round_.pk, "stocktake_answered": answered.pk, "shared": shared.pk}


def responded(by: User) -> dict[str, object]:
    """A81001 is amber: its cause is found, and it has a team, a contact to come, a request for
    money, and a place in what 00K offers."""
    practice, area = (Organisation.objects.get(code=code) for code in ("A81001", "00K"))
    day, now, programme = timezone.localdate(), timezone.now(), "gprp-2018-19"
    of = {"organisation": practice, "tier": Tier.COMMISSIONER}
    wrote = {"written_by": by.actor, "programme": programme}
    if not PracticeStatus.objects.in_force().filter(organisation=practice).exists():
        why = {"status": "amber", "reason": "So.", "review_by": day, "confirmed_for": area}
        PracticeStatus.objects.create(**of, **wrote, **why)
    Cause.objects.create(**of, **wrote, main="finance", shown_by="So.", found_for=area)
    does = {"programme": programme, "by": by.actor}
    member = TeamMember.objects.create(**of, **does, role="lmc", name="Kim", body="B", starts=day)
    contact = RegularContact.objects.create(**of, **does, due=day, who="Kim", about="Money", at=now)
    asked = {"asked": now, "asked_by": "x", "asked_for": area, "state": "asked"}
    request = AssistanceRequest.objects.create(
        **of, programme=programme, pence=1, purpose="So.", criteria={}, **asked
    )
    days = {"opens": day, "closes": day, "starts": day, "ends": day}
    offer = Offer.objects.create(
        **does, **days, area=area, number=1, kind="event", title="A day", about="So.", at=now
    )
    place = OfferPlace.objects.create(
        **of, offer=offer, state="placed", asked=now, asked_by="x", changed=now
    )
    return {
        "team_member": member.pk,
        "regular_contact": contact.pk,
        "money_request": request.pk,
        "offer_place": place.pk,
    }
