"""How a case begins: its reference, its practices, and the team that answers for them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused
from resilience.cases.list_size import list_sizes
from resilience.cases.models import Case, CasePractice
from resilience.cases.models.case import CaseQuerySet
from resilience.look import words
from resilience.organisations.models import Ancestor, Organisation
from resilience.programmes.local import in_force, version
from resilience.programmes.packs import available, load
from resilience.programmes.schema import Pack


def why_not_ask(by: Reader, practice: Organisation, programme: str) -> str:
    """Why a practice may not ask for help in a programme on the reader's day: what somebody else
    asked for a group in which it is named stands in nobody's way."""
    if why := _why_not_run(by, programme):
        return why
    own = _open_cases(by, programme).filter(organisation=practice).first()
    if own is None:
        return ""
    if own.state == "offered":
        return f"{practice.name} is offered help, {own.reference}: accept or decline that first."
    return f"{practice.name} has an open case, {own.reference}: go on there."


def why_not_begin(by: Reader, practice: Organisation, programme: str) -> str:
    """Why no case of a practice may begin in a programme on the reader's day."""
    if why := _why_not_run(by, programme):
        return why
    if same := _open_cases(by, programme).filter(practices__organisation=practice).first():
        return f"{practice.name} has an open case, {same.reference}: go on there."
    return ""


def _open_cases(by: Reader, programme: str) -> CaseQuerySet:
    return Case.objects.visible_to(by).open().filter(programme=programme)


def _why_not_run(by: Reader, programme: str) -> str:
    if programme not in available():
        raise Refused("There is no such programme.")
    pack = load(programme)
    if pack.asking is None:
        return f"{pack.title} takes no requests here."
    if not pack.starts <= by.day <= pack.ends:
        return (
            f"{pack.title} takes requests from {words.day(pack.starts)} to {words.day(pack.ends)}."
        )
    return ""


def begin(
    *,
    programme: str,
    practices: Sequence[Organisation],
    route: str,
    state: str,
    tier: str,
    at: datetime,
    raised_for: Organisation | None = None,
    answers: Mapping[str, Any] | None = None,
    told: Mapping[str, int | None] | None = None,
) -> Case:
    """A new case of practices, the first of them leading, in the caller's transaction.

    `told` has list sizes by code, as whoever asks for help gave them; others are as published.
    """
    lead, day, pack = practices[0], timezone.localdate(at), in_force(programme)
    sizes = list_sizes([one.code for one in practices], day) | dict(told or {})
    known = [sizes.get(one.code) for one in practices]
    case = Case.objects.create(
        reference=uuid.uuid4().hex[:20],
        programme=programme,
        pack_hash=pack.hash,
        settings_version=version(programme),
        organisation=lead,
        tier=tier,
        route=route,
        state=state,
        since=at,
        begun=at,
        team=team_of(lead, pack, day),
        raised_for=raised_for,
        list_size=None if None in known else sum(size for size in known if size is not None),
        answers=dict(answers or {}),
    )
    case.reference = f"R-{case.pk:06}"
    CasePractice.objects.bulk_create(
        CasePractice(
            case=case,
            organisation=one,
            name=one.name,
            list_size=sizes.get(one.code),
            leads=one == lead,
        )
        for one in practices
    )
    return case


def team_levels(pack: Pack) -> tuple[str, ...]:
    """The kinds of organisation whose teams may answer requests, from the top down to the kind that
    the programme names."""
    levels = tuple(pack.structure.levels)
    return levels[: levels.index(pack.asking.team_level) + 1] if pack.asking else levels


def team_of(practice: Organisation, pack: Pack, day: date) -> Organisation | None:
    """The team that answers a practice's requests on a day: of the kind that the programme names,
    else of the next above it that there is."""
    return teams_of([practice], pack, day).get(practice.pk)


def teams_of(practices: Collection[Organisation], pack: Pack, day: date) -> dict[int, Organisation]:
    """The same of several practices, by their ids; who has none is left out. One query."""
    levels = team_levels(pack)
    above = Ancestor.objects.filter(
        descendant__in=practices, kind__in=levels, starts__lte=day, ends__gt=day
    ).select_related("ancestor")
    found: dict[int, Organisation] = {}
    for one in sorted(above, key=lambda one: (levels.index(one.kind), one.ancestor.code)):
        known = found.get(one.descendant_id)
        if known is None or known.kind != one.kind:
            found[one.descendant_id] = one.ancestor
    return found
