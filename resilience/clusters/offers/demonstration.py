"""Offers of the synthetic demonstration: a cohort, advice and events, with the places of its
practice, and what came of a day that is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction

from resilience.accounts.demonstration import BOARD, PRACTICE
from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.clusters.models import Offer
from resilience.clusters.offers.asking import ask
from resilience.clusters.offers.publishing import Terms, publish
from resilience.clusters.offers.results import Measure, tell_result, version
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force

# Kind, its title, and in how many days it opens, closes, begins and ends.
MADE: Sequence[tuple[str, str, tuple[int, int, int, int]]] = (
    ("event", "Showcase: what worked in twelve practices", (-80, -45, -40, -40)),
    ("productive_gp", "Productive General Practice Quick Start: autumn cohort", (-20, 20, 34, 118)),
    ("time_for_care", "Time for Care: workshops", (-14, 25, 40, 130)),
    ("business_advice", "Advice on strategy and business", (-60, 200, -30, 240)),
    ("toolkit_help", "Four weeks of help with the toolkit", (-30, 150, -10, 200)),
)
ASKS = ("event", "productive_gp", "business_advice")
RESULT = "We took home one way of sorting letters, and half of them no longer reach a GP."


@transaction.atomic
def show(programme: str, today: date, people: dict[Role, User]) -> int:
    """Publish what is on offer, and ask for some of it; how many offers there are then. None where
    there are some already, or the programme has no offers."""
    pack = in_force(programme)
    area = Organisation.objects.filter(code=BOARD).first()
    if area is None or pack.offering is None or Offer.objects.filter(area=area).exists():
        return 0
    practice = Organisation.objects.get(code=PRACTICE)
    for kind_id, title, days in MADE:
        kind = next((one for one in pack.offering.kinds if one.id == kind_id), None)
        if kind is None:
            continue
        opens, closes, starts, ends = (today + timedelta(days=ago) for ago in days)
        terms = Terms(
            title=title,
            about=kind.about,
            eligibility="",
            bands=kind.bands,
            places=kind.places,
            modules=kind.modules,
            choose=kind.choose,
            opens=opens,
            closes=closes,
            starts=starts,
            ends=ends,
            where="Otter Hall",
        )
        offer = publish(
            by=Reader(people[Role.RESILIENCE_LEAD], opens),
            area=area,
            pack=pack,
            kind=kind_id,
            terms=terms,
            at=_morning(opens),
            tell=False,
        )
        if kind_id in ASKS:
            asked = opens + timedelta(days=3)
            place = ask(
                by=Reader(people[Role.PRACTICE_LEAD], asked),
                practice=practice,
                offer=offer,
                pack=pack,
                modules=offer.modules[: offer.choose],
                at=_morning(asked),
            )
            if ends < today:
                tell_result(
                    by=Reader(people[Role.PRACTICE_LEAD], today),
                    place=place,
                    pack=pack,
                    seen=version(place),
                    result=RESULT,
                    measures=[Measure("Letters a GP reads", Decimal(120), Decimal(58), "a day")],
                    at=_morning(today),
                )
    return Offer.objects.filter(area=area).count()


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 20), UTC)
