"""Saying what a supplier offers in an area, and until when."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import AREAS, Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.agreements.models import SupplierService
from resilience.audit.actions import record
from resilience.cases.deciding.outcomes import kinds_of_help
from resilience.organisations.models import FOREVER, Kind, Organisation
from resilience.programmes.packs import load

LONGEST = 1000
"""Characters of what a service is."""


def why_not_keep(by: Reader, area: Organisation) -> str:
    """Why somebody may not say what suppliers offer in an area."""
    if area.kind not in AREAS or not by.may(Right.PLAN_HELP).holds(area):
        return f"{area.name} is not within the areas in which you {Right.PLAN_HELP.label}."
    return ""


@transaction.atomic
def offer_service(
    *,
    by: Reader,
    supplier: Organisation,
    programme: str,
    category: str,
    area: Organisation,
    about: str,
    starts: date,
    ends: date = FOREVER,
) -> SupplierService:
    """Say that a supplier offers a kind of support in an area from a day, and before which day it
    ends."""
    refuse(why_not_keep(by, area))
    about = tidied(about)
    refuse(why_not_say(about, LONGEST))
    if supplier.kind != Kind.SUPPLIER:
        raise Refused(f"{supplier.name} is no supplier.")
    if category not in dict(kinds_of_help(load(programme))):
        raise Refused("Choose a kind of support of the menu.")
    if starts >= ends:
        raise Refused("It ends before it begins: correct one of the two days.")
    Organisation.objects.select_for_update().get(pk=supplier.pk)
    told = {"supplier": supplier, "programme": programme, "category": category, "area": area}
    if SupplierService.objects.filter(**told, starts__lt=ends, ends__gt=starts).exists():
        raise Refused(f"{supplier.name} offers this in {area.name} in these days already.")
    made = SupplierService.objects.create(**told, about=about, starts=starts, ends=ends)
    after = {"supplier": supplier.code, "category": category, "starts": starts, "ends": ends}
    record(by=by.actor, act="service.offered", subject=made, organisation=area.code, after=after)
    return made


@transaction.atomic
def end_service(*, by: Reader, service: SupplierService, day: date) -> None:
    """From a day on a supplier offers a service no more; one not begun is removed."""
    service = SupplierService.objects.select_for_update(of=("self",)).get(pk=service.pk)
    refuse(why_not_keep(by, service.area))
    if day >= service.ends:
        raise Refused("It ends before that day already.")
    record(
        by=by.actor,
        act="service.ended",
        subject=service,
        organisation=service.area.code,
        before={"supplier": service.supplier.code, "ends": service.ends},
        after={"supplier": service.supplier.code, "ends": max(day, service.starts)},
    )
    if day <= service.starts:
        service.delete()
    else:
        service.ends = day
        service.save(update_fields=["ends"])
