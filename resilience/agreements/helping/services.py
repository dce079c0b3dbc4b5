"""Suppliers and what they offer, by area and kind of support. They stand by name: there is no
order of merit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from resilience.accounts.reader import Reader
from resilience.accounts.roles import AREAS, Right
from resilience.agreements.models import SupplierService
from resilience.organisations.models import FROM_NEAR_TO_FAR, Ancestor, Kind, Organisation


def services(
    programme: str, day: date, *, area: Organisation | None = None, category: str = ""
) -> QuerySet[SupplierService]:
    """What is offered on a day or will be, by the name of the supplier: in an area, in one that it
    belongs to or within it; of a kind of support."""
    found = SupplierService.objects.filter(programme=programme, ends__gt=day)
    if area is not None:
        belongs = Ancestor.objects.filter(starts__lte=day, ends__gt=day)
        found = found.filter(
            Q(area=area)
            | Q(area__in=belongs.filter(descendant=area).values("ancestor"))
            | Q(area__in=belongs.filter(ancestor=area).values("descendant"))
        )
    if category:
        found = found.filter(category=category)
    return found.select_related("supplier", "area")


def areas_offered(programme: str, day: date) -> list[Organisation]:
    """The areas in which something is offered, by kind from the largest and by name."""
    offered = services(programme, day).values("area")
    return _by_kind(Organisation.objects.filter(pk__in=offered))


def areas_kept(reader: Reader) -> list[Organisation]:
    """The areas for which a reader says what suppliers offer."""
    within = reader.may(Right.PLAN_HELP).within("pk")
    return _by_kind(Organisation.objects.filter(within, kind__in=AREAS))


def suppliers() -> list[Organisation]:
    """Every supplier, by name. Administrators of areas enter them."""
    return list(Organisation.objects.filter(kind=Kind.SUPPLIER).order_by("name", "code"))


def _by_kind(found: Iterable[Organisation]) -> list[Organisation]:
    return sorted(found, key=lambda one: (-FROM_NEAR_TO_FAR.index(Kind(one.kind)), one.name))
