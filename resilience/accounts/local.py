"""Organisations that nobody publishes, and what they cover: entered by an area's administrators.

What a local organisation covers its people may see, so only who manages the people of an area may
say so, and of nothing beyond that area. An administrator of the local organisation itself may not.
"""

from __future__ import annotations

import re
from datetime import date

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import AREAS
from resilience.accounts.rules import Refused, areas_managed, refuse
from resilience.audit.actions import record
from resilience.organisations.models import (
    FOREVER,
    LOCAL_KINDS,
    Coverage,
    Kind,
    Organisation,
)
from resilience.organisations.reach import rebuild_reach

PREFIX = {Kind.LMC: "LMC", Kind.GROUP: "GROUP", Kind.SUPPLIER: "SUPPLIER"}
COVERS = {
    Kind.LMC: AREAS - {Kind.NATION} | {Kind.PRACTICE},
    Kind.GROUP: frozenset({Kind.PRACTICE}),
    Kind.SUPPLIER: frozenset({Kind.PRACTICE}),
}


def why_not_cover(by: Reader, organisation: Organisation, area: Organisation) -> str:
    """Why somebody may not say that a local organisation covers another."""
    if not areas_managed(by).holds(area):
        return f"{area.name} is not within the areas whose people you manage."
    if organisation.kind not in COVERS:
        return f"{organisation.name} is no local organisation: published files say what is in it."
    if area.kind not in COVERS[Kind(organisation.kind)]:
        words = organisation.get_kind_display()
        return f"A {words} does not cover a {area.get_kind_display()}."
    return ""


@transaction.atomic
def add(*, by: Reader, kind: str, name: str) -> Organisation:
    """Enter a local organisation; its code is made from its name."""
    refuse("" if areas_managed(by) else "Only who manages the people of an area may do this.")
    refuse("" if kind in LOCAL_KINDS else "Published files list such organisations.")
    return entered(by=by, kind=kind, name=name)


@transaction.atomic
def cover(
    *,
    by: Reader,
    organisation: Organisation,
    area: Organisation,
    starts: date,
    ends: date = FOREVER,
) -> Coverage:
    """Say that a local organisation covers another over a span; its people see it from then."""
    refuse(why_not_cover(by, organisation, area))
    made = covered(by=by, organisation=organisation, area=area, starts=starts, ends=ends)
    rebuild_reach()
    return made


@transaction.atomic
def end_cover(*, by: Reader, coverage: Coverage, day: date) -> None:
    """From a day on a local organisation covers another no more; one not begun is removed."""
    refuse(why_not_cover(by, coverage.organisation, coverage.area))
    uncovered(by=by, coverage=coverage, day=day)
    rebuild_reach()


def why_not_called(kind: Kind, name: str) -> str:
    """Why a local organisation may not have a name: another of its kind has it."""
    if Organisation.objects.filter(kind=kind, name__iexact=name).exists():
        return f"There is a {kind.label} of this name already."
    return ""


def entered(*, by: Reader, kind: str, name: str) -> Organisation:
    """A local organisation, entered: its code is made from its name. The caller, in its own
    transaction, knows that it may be."""
    refuse(why_not_called(Kind(kind), name))
    code = _code(Kind(kind), name)
    made = Organisation.objects.create(
        code=code, kind=kind, name=name, search=f"{code} {name}".upper()
    )
    after = {"kind": kind, "name": name}
    record(by=by.actor, act="organisation.entered", subject=made, organisation=code, after=after)
    return made


def covered(
    *,
    by: Reader,
    organisation: Organisation,
    area: Organisation,
    starts: date,
    ends: date = FOREVER,
) -> Coverage:
    """That a local organisation covers another, entered. The caller, in its own transaction, knows
    that it may be, and rebuilds reaches once it has entered all."""
    overlapping = Coverage.objects.filter(
        organisation=organisation, area=area, starts__lt=ends, ends__gt=starts
    )
    if overlapping.exists():
        raise Refused(f"{organisation.name} covers {area.name} in these days already.")
    made = Coverage.objects.create(organisation=organisation, area=area, starts=starts, ends=ends)
    record(
        by=by.actor,
        act="coverage.entered",
        subject=made,
        organisation=area.code,
        after={"covered_by": organisation.code, "starts": starts, "ends": ends},
    )
    return made


def uncovered(*, by: Reader, coverage: Coverage, day: date) -> None:
    """That from a day on a local organisation covers another no more, entered as `covered` is."""
    if day >= coverage.ends:
        raise Refused("This ends before that day already.")
    before = {"covered_by": coverage.organisation.code, "ends": coverage.ends}
    after = {"covered_by": coverage.organisation.code, "ends": max(day, coverage.starts)}
    record(
        by=by.actor,
        act="coverage.ended",
        subject=coverage,
        organisation=coverage.area.code,
        before=before,
        after=after,
    )
    if day <= coverage.starts:
        coverage.delete()
    else:
        coverage.ends = day
        coverage.save(update_fields=["ends"])


def _code(kind: Kind, name: str) -> str:
    """A code no register gives: LMC-OTTERSHIRE, or LMC-OTTERSHIRE-2 where that is taken."""
    words = re.sub(r"[^A-Z0-9]+", "-", name.upper()).strip("-")[:40].strip("-")
    start = f"{PREFIX[kind]}-{words}".rstrip("-")
    taken = set(Organisation.objects.filter(code__startswith=start).values_list("code", flat=True))
    numbered = (f"{start}-{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (start, *numbered) if code not in taken)
