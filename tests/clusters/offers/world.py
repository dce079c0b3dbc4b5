"""Offers of Severn Shore: published, asked for, filled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.clusters.models import Offer, OfferPlace
from resilience.clusters.offers.asking import ask, decline, give_up
from resilience.clusters.offers.publishing import Terms, change, publish
from resilience.organisations.models import Ancestor, Kind, Organisation
from resilience.organisations.reach import rebuild_reach
from resilience.programmes.packs import load
from resilience.screening.status import PracticeStatus
from tests.clusters.world import LONG_AGO, NOW, PRACTICES, PROGRAMME, TODAY, organisation, reader

PACK = load(PROGRAMME)
COHORT = "productive_gp"
CHOSEN = ["frequent_attenders", "team_planning", "clear_job_standards"]
AREA = f"/local/{PROGRAMME}/QUY/offers/"


def terms(kind: str = COHORT, **other: Any) -> Terms:
    """What is offered in four weeks for twelve, to be asked for until then, as the kind has it."""
    of = PACK.offering.kind(kind)
    said = {
        "title": of.title,
        "about": "A cohort.",
        "eligibility": "Two people can come each day.",
        "bands": of.bands,
        "places": of.places,
        "modules": of.modules,
        "choose": of.choose,
        "opens": TODAY,
        "closes": TODAY + timedelta(days=20),
        "starts": TODAY + timedelta(days=28),
        "ends": TODAY + timedelta(days=112),
        "where": "Harbour House",
    }
    return Terms(**(said | other))


def published(kind: str = COHORT, area: str = "QUY", by: str = "resilience", **other: Any) -> Offer:
    made = {"tell": other.pop("tell", False), "at": NOW}
    return publish(
        by=reader(by),
        area=organisation(area),
        pack=PACK,
        kind=kind,
        terms=terms(kind, **other),
        **made,
    )


def lead_of(code: str, day: date = TODAY) -> Reader:
    return reader(f"lead{PRACTICES.index(code) + 1}", day)


def asked(
    offer: Offer, code: str, modules: Sequence[str] | None = None, at: datetime = NOW
) -> OfferPlace:
    """A practice asks; in a cohort for the first modules there are."""
    chosen = offer.modules[: offer.choose] if modules is None else modules
    return ask(
        by=lead_of(code, at.date()),
        practice=organisation(code),
        offer=offer,
        pack=PACK,
        modules=chosen,
        at=at,
    )


def stands(code: str, status: str, at: datetime = NOW) -> PracticeStatus:
    """A practice has a status, as if somebody of the board confirmed it."""
    of = organisation(code)
    for before in PracticeStatus.objects.in_force().filter(organisation=of, programme=PROGRAMME):
        before.end()
    return PracticeStatus.objects.create(
        organisation=of,
        tier=Tier.COMMISSIONER,
        programme=PROGRAMME,
        status=status,
        reason="Two partners are leaving.",
        review_by=at.date() + timedelta(days=90),
        confirmed_for=organisation("QUY"),
        written_by="somebody",
        written=at,
    )


def states(offer: Offer) -> dict[str, str]:
    """The state of each practice in an offer by code; the last where it asked again."""
    rows = OfferPlace.objects.filter(offer=offer).order_by("pk")
    return dict(rows.values_list("organisation__code", "state"))


def more_practices(many: int) -> list[Organisation]:
    """Practices of QUY beside those of the world, without people."""
    area = organisation("QUY")
    made = Organisation.objects.bulk_create(
        Organisation(code=f"L82{n:03}", kind=Kind.PRACTICE, name=f"Practice {n}", search="")
        for n in range(many)
    )
    Ancestor.objects.bulk_create(
        Ancestor(descendant=one, ancestor=area, kind=area.kind, direct=True, starts=LONG_AGO)
        for one in made
    )
    rebuild_reach()
    return made


FIRST, SECOND, THIRD, FOURTH = PRACTICES[:4]


def given_up(place: OfferPlace, at=NOW) -> OfferPlace:
    by = lead_of(place.organisation.code, at.date())
    return give_up(by=by, place=place, pack=PACK, why="", at=at)


def declined(place: OfferPlace, by: str = "resilience", why: str = "It is green.") -> OfferPlace:
    return decline(by=reader(by), place=place, pack=PACK, why=why, at=NOW)


def changed(offer: Offer, by: str = "resilience", **other: object) -> Offer:
    offer.refresh_from_db()
    said = {name: getattr(offer, name) for name in terms().__dataclass_fields__} | other
    return change(
        by=reader(by), offer=offer, pack=PACK, seen=offer.version, terms=terms(**said), at=NOW
    )
