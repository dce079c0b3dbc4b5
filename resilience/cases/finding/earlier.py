"""Offers of help that were not taken up (G8.3a), and concerns that were raised and wait (GC6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Prefetch, QuerySet

from resilience.accounts.reader import Reader
from resilience.cases.finding.queries import Found, answers_for, cases_of
from resilience.cases.models import Case, CaseEvent, PastSupport
from resilience.cases.states import OPEN
from resilience.look import words
from resilience.profiles.england import england_on

What = PastSupport.What


def earlier_offers(reader: Reader, programme: str) -> list[Found]:
    """Open practices that did not take up an offer, by name; three queries."""
    facts = earlier_facts(reader)
    england = england_on(reader.day)
    there = sorted(
        (england.practices[code].name, code) for code in facts if code in england.practices
    )
    cases = cases_of(facts, programme, reader)
    return [Found(code, name, facts[code], cases.get(code)) for name, code in there]


def earlier_facts(reader: Reader, codes: Collection[str] = ()) -> dict[str, tuple[str, ...]]:
    """What is known of help that practices were offered and did not take up, and of help that they
    had, by code, of all or of some; two queries."""
    mine = answers_for(reader)
    past = PastSupport.objects.visible_to(reader).filter(mine.within("organisation"))
    cases = _declined(reader).filter(mine.within("organisation"))
    if codes:
        past = past.filter(organisation__code__in=codes)
        cases = cases.filter(practices__organisation__code__in=codes)
    offered: dict[str, list[str]] = defaultdict(list)
    helped: dict[str, list[str]] = defaultdict(list)
    for one in past.select_related("organisation").order_by("-year", "scheme", "pk"):
        told = offered if one.what == What.DECLINED else helped
        told[one.organisation.code].append(_told(one))
    for case in cases:
        day = max(event.at for event in case.refusals)  # type: ignore[attr-defined]
        for row in case.practices.all():
            offered[row.organisation.code].append(
                f"Declined an offer of {case.pack.title} on {words.day(day)} ({case.reference})."
            )
    return {code: (*told, *helped[code]) for code, told in offered.items()}


def _declined(reader: Reader) -> QuerySet[Case]:
    """Cases whose last offer was declined, of any programme, whether closed since or not."""
    kinds = CaseEvent.objects.filter(kind="offer_declined")
    accepted = CaseEvent.objects.filter(kind="offer_accepted")
    return (
        Case.objects.visible_to(reader)
        .filter(pk__in=kinds.values("case"))
        .exclude(pk__in=accepted.values("case"))
        .exclude(state__in=OPEN)
        .prefetch_related("practices__organisation", Prefetch("events", kinds, to_attr="refusals"))
        .distinct()
    )


def _told(one: PastSupport) -> str:
    did = (
        "Was offered help and did not take it up" if one.what == What.DECLINED else "Received help"
    )
    when = f"in {one.year}" if one.year else "in a year that is not recorded"
    note = f" {one.note.rstrip('.')}." if one.note else ""
    return f"{did}: {one.scheme}, {when} ({one.source}, line {one.line}).{note}"


def concerns(reader: Reader, programme: str) -> QuerySet[Case]:
    """What was raised by others and waits for the team to look at it, the oldest first; each with
    what was written as `raised`. Three queries."""
    raised = CaseEvent.objects.filter(kind="flagged")
    return (
        Case.objects.visible_to(reader)
        .filter(answers_for(reader).within("organisation"))
        .filter(programme=programme, state="flagged", raised_for__isnull=False)
        .select_related("organisation", "raised_for")
        .prefetch_related(Prefetch("events", raised, to_attr="raised"))
        .order_by("begun", "pk")
    )
