"""Practices that did not ask, as somebody who answers requests may find them (G8.3)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from resilience.accounts.reader import Reader, Scope
from resilience.accounts.roles import Right
from resilience.cases.models import Case, CasePractice, PastSupport
from resilience.cases.states import OPEN
from resilience.look import words
from resilience.organisations.models import Organisation
from resilience.programmes.packs import available, load
from resilience.programmes.schema import Pack

DECLINED = "declined"


@dataclass(frozen=True)
class Found:
    """A practice, what is known that speaks for asking it, a sentence each, and the case that it
    has in the programme already, if it has one."""

    code: str
    name: str
    facts: tuple[str, ...]
    case: Case | None = None


def asking_packs() -> list[Pack]:
    """The programmes that take requests, the latest first."""
    packs = (load(name) for name in available())
    return sorted((one for one in packs if one.asking), key=lambda one: one.starts, reverse=True)


def why_not_now(pack: Pack, day: date) -> str:
    """Why nobody is found for a programme on a day; empty on its days."""
    if pack.starts <= day <= pack.ends:
        return ""
    return f"{pack.title} runs from {words.day(pack.starts)} to {words.day(pack.ends)}."


def answers_for(reader: Reader) -> Scope:
    """The practices that somebody may find."""
    return reader.may(Right.WORK_CASES)


def cases_of(codes: Collection[str], programme: str, reader: Reader) -> dict[str, Case]:
    """The case of each practice to go on with, open or else declined, by code; one query."""
    known = Case.objects.visible_to(reader).filter(programme=programme, state__in=[*OPEN, DECLINED])
    found = CasePractice.objects.filter(organisation__code__in=codes, case__in=known)
    rows = found.select_related("case", "organisation").order_by("case__begun", "case")
    cases: dict[str, Case] = {}
    for row in rows:
        code = row.organisation.code
        if row.case.is_open or code not in cases:
            cases[code] = row.case
    return cases


def with_open_case(programme: str, reader: Reader) -> Q:
    """Narrows a query to rows whose `code` is of a practice with an open case."""
    known = Case.objects.visible_to(reader).open().filter(programme=programme)
    return Q(code__in=CasePractice.objects.filter(case__in=known).values("organisation__code"))


def past_of(practices: Collection[Organisation], reader: Reader) -> list[PastSupport]:
    """What earlier years did for practices, as far as a reader sees it, the latest first."""
    found = PastSupport.objects.visible_to(reader).filter(organisation__in=practices)
    return list(found.select_related("organisation").order_by("organisation", "-year", "scheme"))


def mine_among(codes: Collection[str], reader: Reader) -> set[str]:
    """Those of some practices that somebody may find; one query, none for none."""
    if not codes:
        return set()
    found = Organisation.objects.filter(answers_for(reader).within("pk"), code__in=codes)
    return set(found.values_list("code", flat=True))
