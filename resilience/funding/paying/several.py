"""Whom somebody may pay for the help of several practices, and for which of them (G12.9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.agreements.changing.agreed import agreed
from resilience.agreements.models import BusinessCase, Memorandum
from resilience.cases.models import Case
from resilience.funding.gates import Proposal, why_shut
from resilience.funding.models import Pot
from resilience.funding.payees import COMMISSIONERS, helps_of
from resilience.funding.promising import why_not_of, why_not_spend
from resilience.organisations.models import Ancestor, Organisation
from resilience.programmes.schema import Pack

ON_THE_WAY = (
    *("help_decided", "planning", "plan_proposed", "plan_agreed", "plan_approved"),
    *("signing", "part_signed", "supported"),
)
"""Cases in which help was decided and has not ended."""


@dataclass(frozen=True)
class Stopped:
    """A case that no money goes to, and why."""

    case: Case
    why: str


def pots_of(programme: str, year: str, reader: Reader) -> list[Pot]:
    """The money of a programme and a year that somebody may commit."""
    found = Pot.objects.filter(programme=programme, year=year).select_related("holder")
    return [one for one in found if not why_not_spend(one, reader)]


def payees_of(programme: str, reader: Reader) -> list[Organisation]:
    """The commissioners of practices that somebody may commit money to and that are promised help
    or helped, by name."""
    practices = _cases(programme, reader).values("organisation")
    above = Ancestor.objects.filter(
        descendant__in=practices,
        kind__in=COMMISSIONERS,
        starts__lte=reader.day,
        ends__gt=reader.day,
    )
    found = Organisation.objects.filter(pk__in=above.values("ancestor"))
    return list(found.order_by("name", "code"))


def cases_for(
    programme: str,
    payee: Organisation,
    kind: tuple[str, str],
    pots: Sequence[Pot],
    pack: Pack,
    reader: Reader,
) -> tuple[list[Case], list[Stopped]]:
    """Of the cases under a commissioner, those that money for a kind of help may go to, and those
    that something stops, each with why."""
    day = reader.day
    under = Ancestor.objects.filter(ancestor=payee, starts__lte=day, ends__gt=day)
    found = _cases(programme, reader).filter(organisation__in=under.values("descendant"))
    ready, stopped = [], []
    for case in found.select_related("organisation", "team").order_by("reference"):
        memorandum = agreed(case)
        if why := _why_not(case, memorandum, payee, kind, pots, pack, day):
            stopped.append(Stopped(case, why))
        else:
            ready.append(case)
    return ready, stopped


def kinds_of(programme: str, payee: Organisation, reader: Reader) -> dict[tuple[str, str], str]:
    """The kinds of help, of the menu and by a route, in signed plans under a commissioner."""
    day = reader.day
    under = Ancestor.objects.filter(ancestor=payee, starts__lte=day, ends__gt=day)
    found = _cases(programme, reader).filter(organisation__in=under.values("descendant"))
    helps = (one for case in found for one in helps_of(agreed(case)))
    return {one.kind: f"{one.title}, by: {one.route_title.lower()}" for one in helps}


def business_cases(cases: Sequence[Case], kind: tuple[str, str]) -> dict[int, BusinessCase]:
    """The approved business case for a kind of help, by the id of its case."""
    approved = BusinessCase.objects.filter(
        case__in=cases, category=kind[0], state=BusinessCase.State.APPROVED
    )
    return {one.case_id: one for one in approved.order_by("number")}


def _cases(programme: str, reader: Reader) -> QuerySet[Case]:
    within = reader.may(Right.COMMIT_MONEY).within("organisation")
    seen = Case.objects.visible_to(reader).filter(within, programme=programme)
    return seen.filter(state__in=ON_THE_WAY)


def _why_not(
    case: Case,
    memorandum: Memorandum | None,
    payee: Organisation,
    kind: tuple[str, str],
    pots: Sequence[Pot],
    pack: Pack,
    day: date,
) -> str:
    if not any(why_not_of(one, case, day) == "" for one in pots):
        return "You hold no money for the area of this practice."
    category, route = kind
    return why_shut(pack, Proposal(case, memorandum, category, route, payee, 1, day))
