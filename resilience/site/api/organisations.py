"""Organisations, and practices open on a day, as programs read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from resilience.organisations import finding
from resilience.organisations.finding import state_words
from resilience.organisations.models import FOREVER, Ancestor, Kind, Organisation, Record
from resilience.organisations.profile import Profile
from resilience.organisations.queries import members_of
from resilience.site.api.asked import Area, AsAt, OnADay, Paged
from resilience.site.api.paging import Page, page
from resilience.site.api.problems import not_found

router = Router(tags=["Organisations"])


class OrganisationOnADay(BaseModel):
    code: str
    name: str
    kind: Kind
    state: str
    postcode: str
    provisional: bool = Field(description="True for a code of our own until one is published.")


class OpenPractice(BaseModel):
    code: str
    name: str
    postcode: str
    areas: dict[Kind, str] = Field(description="Codes of the areas it belonged to, by their kind.")


class PlaceNamed(BaseModel):
    code: str
    name: str
    kind: Kind


class Standing(BaseModel):
    starts: date | None
    ends: date | None = Field(description="The first day on which it was no longer so.")
    name: str
    state: str
    postcode: str


class Membership(BaseModel):
    starts: date | None
    ends: date | None = Field(description="The first day on which it was no longer so.")
    code: str
    kind: Kind


class Succession(BaseModel):
    day: date
    predecessor: str
    successor: str


class OneOrganisation(OrganisationOnADay):
    as_at: date
    address: str
    belongs_to: list[PlaceNamed] = Field(description="On the day, from the top down.")
    history: list[Standing]
    memberships: list[Membership] = Field(description="What it belonged to directly, ever.")
    successions: list[Succession]


class OrganisationsAsked(Paged):
    kind: Annotated[Kind | None, Field(description=f"One of {', '.join(Kind.values)}.")] = None
    as_at: AsAt = None
    area: Area = None


class PracticesAsked(Paged):
    as_at: AsAt = None
    area: Area = None


@router.get("/organisations", response=Page[OrganisationOnADay])
def organisations(request: HttpRequest, asked: Query[OrganisationsAsked]) -> dict[str, Any]:
    """Organisations on a day

    Every organisation that was there on the day, dormant practices too, by code.
    """
    day = asked.as_at or timezone.localdate()
    records = _records(day, asked.area, asked.after)
    if asked.kind:
        records = records.filter(organisation__kind=asked.kind)
    found = [_standing(record) for record in records[: asked.limit + 1]]
    return page(request, found, asked.limit, lambda one: one["code"])


@router.get("/organisations/{code}", response=OneOrganisation)
def one_organisation(request: HttpRequest, code: str, asked: Query[OnADay]) -> dict[str, Any]:
    """One organisation

    How it stood on the day, where it belonged, and all its history.
    """
    organisation = with_code(code)
    profile = Profile(organisation, asked.as_at or timezone.localdate())
    record = profile.record
    return {
        "code": organisation.code,
        "name": profile.name,
        "kind": organisation.kind,
        "state": state_words(record.state if record else None, organisation.kind),
        "postcode": record.postcode if record else organisation.postcode,
        "provisional": organisation.provisional,
        "as_at": profile.day,
        "address": record.address if record else "",
        "belongs_to": [vars(place) for place in profile.above],
        "history": [
            {
                **_span(one),
                "name": one.name,
                "state": state_words(one.state, organisation.kind),
                "postcode": one.postcode,
            }
            for one in profile.records
        ],
        "memberships": [
            {**_span(one), "code": one.ancestor.code, "kind": one.kind} for one in profile.direct
        ],
        "successions": [
            {
                "day": one.day,
                "predecessor": one.predecessor.code,
                "successor": one.successor.code,
            }
            for one in profile.successions
        ],
    }


@router.get("/practices", response=Page[OpenPractice])
def practices(request: HttpRequest, asked: Query[PracticesAsked]) -> dict[str, Any]:
    """Practices open on a day

    Opened, not closed and not dormant on the day, by code, with the areas they belonged to.
    """
    day = asked.as_at or timezone.localdate()
    records = _records(day, asked.area, asked.after).filter(
        organisation__kind=Kind.PRACTICE, state=Record.State.OPEN
    )[: asked.limit + 1]
    areas = _areas(records, day)
    found = [_standing(record) | {"areas": areas[record.organisation_id]} for record in records]
    return page(request, found, asked.limit, lambda one: one["code"])


def with_code(code: str) -> Organisation:
    """The organisation of an address or parameter."""
    found = finding.with_code(code)
    if found is None:
        raise not_found("organisation", code, "/api/v1/organisations")
    return found


def _records(day: date, area: str | None, after: str | None) -> QuerySet[Record]:
    """How organisations stood on a day, by code: those of an area, those after a code."""
    records = Record.objects.filter(starts__lte=day, ends__gt=day)
    if after:
        records = records.filter(organisation__code__gt=after)
    if area:
        records = records.filter(organisation__in=members_of(with_code(area).code, day))
    return records.select_related("organisation").order_by("organisation__code")


def _areas(records: Iterable[Record], day: date) -> dict[int, dict[str, str]]:
    """The code of the area of each kind that organisations belonged to, by their ids; one query."""
    areas: dict[int, dict[str, str]] = defaultdict(dict)
    above = Ancestor.objects.filter(
        descendant__in=[record.organisation_id for record in records],
        starts__lte=day,
        ends__gt=day,
    )
    for pk, kind, code in above.values_list("descendant_id", "kind", "ancestor__code"):
        areas[pk][kind] = code
    return areas


def _standing(record: Record) -> dict[str, Any]:
    organisation = record.organisation
    return {
        "code": organisation.code,
        "name": record.name,
        "kind": organisation.kind,
        "state": state_words(record.state, organisation.kind),
        "postcode": record.postcode,
        "provisional": organisation.provisional,
    }


def _span(dated: Record | Ancestor) -> dict[str, date | None]:
    """The days of a span; null where it has no beginning or end that anybody knows."""
    return {
        "starts": None if dated.starts == date.min else dated.starts,
        "ends": None if dated.ends == FOREVER else dated.ends,
    }
