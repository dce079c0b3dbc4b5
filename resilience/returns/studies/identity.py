"""By what a practice of a case study, and people around it, would be known (G9.5)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from resilience.accounts.models import Membership
from resilience.agreements.models import Lead
from resilience.organisations.models import (
    Ancestor,
    Coverage,
    Kind,
    Organisation,
    Record,
    Succession,
)
from resilience.returns.models import CaseStudy
from resilience.returns.studies.naming import Found, Sign, found

NEAR = (Kind.CCG, Kind.PCN)
"""Areas so small that they tell of one practice."""
NO_TOWN = {"england", "united kingdom", "uk"}
PERSON = "the name of a person"


def names_told(study: CaseStudy, *, named: bool) -> list[Found]:
    """Where the words of a case study tell who it is about."""
    return found(study.texts, signs_of(study), named=named)


def signs_of(study: CaseStudy) -> list[Sign]:
    """All by which its practice, the others of its case, and people would be known."""
    own = _line_of(study.organisation_id)
    others = set(study.case.practices.values_list("organisation", flat=True)) - own
    told = [*_of_practices(own, study), *_of_others(others | _line(others)), *_near(own)]
    return [one for one in (*told, *_people(study, own | others)) if one.text.strip()]


def _of_practices(own: set[int], study: CaseStudy) -> Iterator[Sign]:
    """Names that it ever had, its code, postcodes and addresses, and those of whom it took over."""
    for one in Organisation.objects.filter(pk__in=own):
        yield Sign("its name", one.name)
        yield Sign("its code", one.code, code=True)
        yield Sign("its postcode", one.postcode, code=True)
    for name in study.case.practices.filter(organisation__in=own).values_list("name", flat=True):
        yield Sign("its name", name)
    for record in Record.objects.filter(organisation__in=own):
        yield Sign("its name", record.name)
        yield Sign("its postcode", record.postcode, code=True)
        yield from _of_address(record.address, study)


def _of_address(address: str, study: CaseStudy) -> Iterator[Sign]:
    """Its lines, but not those that the region is called by, in which it is told."""
    for line in address.replace("\n", ",").split(","):
        told = line.strip().casefold()
        if told and told not in NO_TOWN and told not in study.area.name.casefold():
            yield Sign("its address", line.strip())


def _of_others(others: set[int]) -> Iterator[Sign]:
    """Nobody asked the other practices of a case whether they may be named."""
    for one in Organisation.objects.filter(pk__in=others):
        yield Sign("another practice", one.name, always=True)
        yield Sign("another practice", one.code, always=True, code=True)
    for name in Record.objects.filter(organisation__in=others).values_list("name", flat=True):
        yield Sign("another practice", name, always=True)


def _near(own: set[int]) -> Iterator[Sign]:
    above = Ancestor.objects.filter(descendant__in=own, kind__in=NEAR)
    for name in set(above.values_list("ancestor__name", flat=True)):
        yield Sign("a small area", name)
    groups = Coverage.objects.filter(area__in=own, organisation__kind=Kind.GROUP)
    for name in set(groups.values_list("organisation__name", flat=True)):
        yield Sign("its group", name)


def _people(study: CaseStudy, practices: set[int]) -> Iterator[Sign]:
    """Who is named in its plans, and who acts for its practices."""
    for lead in Lead.objects.filter(plan__case=study.case_id):
        yield Sign(PERSON, lead.name, always=True)
        yield Sign("an e-mail address", lead.email, always=True, code=True)
        yield Sign("a telephone number", lead.phone, always=True, code=True)
        if lead.part == Lead.Part.PRACTICE:
            yield from _of_address(lead.address, study)
    acting = Membership.objects.filter(organisation__in=practices).select_related("user")
    for user in {one.user for one in acting}:
        yield Sign(PERSON, user.name, always=True)
        yield Sign("an e-mail address", user.email, always=True, code=True)


def _line_of(practice: int) -> set[int]:
    return {practice} | _line({practice})


def _line(practices: set[int]) -> set[int]:
    """Whom some practices took over, and who took them over, however far."""
    known, ahead = set(practices), set(practices)
    while ahead:
        linked = Succession.objects.filter(Q(predecessor__in=ahead) | Q(successor__in=ahead))
        pairs = linked.values_list("predecessor", "successor")
        ahead = {one for pair in pairs for one in pair} - known
        known |= ahead
    return known - practices
