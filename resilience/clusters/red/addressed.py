"""What an address about a practice that is red names: the practice, and one of its records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import practice_at
from resilience.clusters.models import Appraisal, Dispersal, Engagement, Stabilisation
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.programmes.schema.red import Red


@dataclass(frozen=True)
class Of:
    """A practice in a programme that says what is done when one is red."""

    pack: Pack
    red: Red
    practice: Organisation

    @property
    def here(self) -> tuple[str, str]:
        """What its addresses begin with: the code and the programme."""
        return self.practice.code, self.pack.id


def red_of(reader: Reader, code: str, programme: str) -> Of:
    """The practice that an address names, of those whose records a reader sees; else 404."""
    at = practice_at(reader, programme, code, Tier.COMMISSIONER)
    if at.pack.red is None:
        raise Http404
    return Of(at.pack, at.pack.red, at.organisation)


def deliberated_of(reader: Reader, code: str, programme: str) -> Of:
    """The same for who weighs what comes after, before it is decided; else 404."""
    of = red_of(reader, code, programme)
    if not reader.sees(Tier.DELIBERATION).holds(of.practice):
        raise Http404
    return of


def appraisal_of(reader: Reader, of: Of, number: int) -> Appraisal:
    """An appraisal that a reader sees; else 404."""
    every = Appraisal.objects.visible_to(reader).select_related("decided_for")
    return get_object_or_404(every, organisation=of.practice, programme=of.pack.id, number=number)


def dispersal_of(reader: Reader, of: Of, pk: int) -> Dispersal:
    """A simulation that a reader sees; else 404."""
    found = next((one for one in dispersals_of(reader, of) if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def dispersals_of(reader: Reader, of: Of) -> list[Dispersal]:
    """The simulations for a practice that a reader sees, the latest first: of several practices
    that close together only who deliberates about each. Two queries."""
    every = Dispersal.objects.visible_to(reader).select_related("appraisal")
    kept = list(every.filter(organisation=of.practice, programme=of.pack.id))
    closing = {one.pk: {each["code"] for each in one.asked["closing"]} for one in kept}
    within = reader.sees(Tier.DELIBERATION).within("pk")
    codes = {code for each in closing.values() for code in each}
    theirs = set(Organisation.objects.filter(within, code__in=codes).values_list("code", flat=True))
    return [one for one in kept if closing[one.pk] <= theirs]


def engagement_of(reader: Reader, of: Of, pk: int) -> Engagement:
    """An engagement plan that a reader sees; else 404."""
    every = Engagement.objects.visible_to(reader)
    return get_object_or_404(every, organisation=of.practice, programme=of.pack.id, pk=pk)


def stabilisation_of(of: Of) -> Stabilisation | None:
    """The plan that steadies the practice now, if there is one."""
    return Stabilisation.objects.filter(
        organisation=of.practice, programme=of.pack.id, ended=None
    ).first()


def steadied(of: Of) -> Stabilisation:
    """The same; Refused where nobody steadies it."""
    found = stabilisation_of(of)
    if found is None:
        raise Refused("There is no plan to steady this practice now: it ended, or none was opened.")
    return found


def seen_by(of: Of, tier: Tier, day: date) -> list[tuple[str, object]]:
    """Who can see a page, as pages tell it."""
    return [("This page is seen by", who_sees(of.practice, tier, day))]
