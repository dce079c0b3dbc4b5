"""Keeping what earlier years did for practices (GB2.4-GB2.6), and whom they can ask (G8.13)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.audit.actions import record
from resilience.cases.models import Contact, PastSupport
from resilience.cases.past.reading import Past, PutAside
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.packs import available


@dataclass(frozen=True)
class Sorted:
    """The rows of a file by what becomes of them: those that are new, with their practices; how
    many are kept already; and which are put aside."""

    new: list[tuple[Past, Organisation]]
    known: int
    aside: list[PutAside]


@dataclass(frozen=True)
class Kept:
    """How many rows of a file were new, how many were there already, and which were put aside."""

    new: int
    known: int
    aside: list[PutAside]


def sort_past(by: Reader | str, rows: Iterable[Past | PutAside]) -> Sorted:
    """What would become of the rows of a file; nothing is kept. Somebody keeps those of practices
    whose requests they answer; a command (a name) those of any. Raises Refused."""
    rows = list(rows)
    read = [row for row in rows if isinstance(row, Past)]
    practices, whose = Organisation.objects.filter(kind=Kind.PRACTICE), "that is known here"
    if isinstance(by, Reader):
        if not by.may(Right.WORK_CASES):
            raise Refused("Only those who answer requests for help load past support.")
        practices, whose = practices.filter(by.may(Right.WORK_CASES).within("pk")), "of yours"
    codes = sorted({row.practice for row in read})
    known = {one.code: one for part in batched(codes) for one in practices.filter(code__in=part)}
    there = {
        key
        for part in batched(list(known.values()))
        for key in PastSupport.objects.filter(organisation__in=part).values_list(
            "organisation__code", "scheme", "year", "what"
        )
    }
    fresh: dict[tuple[str, str, str, str], tuple[Past, Organisation]] = {}
    again, aside = 0, [one for one in rows if isinstance(one, PutAside)]
    for row in read:
        key = (row.practice, row.scheme, row.year, row.what)
        if row.practice not in known:
            told = f"practice_code: {row.practice} is no practice {whose}."
            aside.append(PutAside(row.line, told))
        elif key in there or key in fresh:
            again += 1
        else:
            fresh[key] = row, known[row.practice]
    return Sorted(list(fresh.values()), again, sorted(aside, key=lambda one: one.line))


@transaction.atomic
def keep_past(
    *, by: Reader | str, rows: Iterable[Past | PutAside], source: str, at: datetime
) -> Kept:
    """Keep the rows of a file of past support; what is there already stays as it is."""
    found = sort_past(by, rows)
    made = [_made(row, practice, source, at) for row, practice in found.new]
    PastSupport.objects.bulk_create(made, batch_size=1_000, ignore_conflicts=True)
    record(
        by=by.actor if isinstance(by, Reader) else by,
        act="past_support.kept",
        subject=("cases.pastsupport", source),
        new=len(made),
        known=found.known,
        aside=len(found.aside),
    )
    return Kept(len(made), found.known, found.aside)


def batched(found: Sequence[Any], size: int = 1_000) -> Iterator[Sequence[Any]]:
    """In parts that a query may name."""
    return (found[start : start + size] for start in range(0, len(found), size))


@transaction.atomic
def name_contact(
    *,
    by: Reader,
    programme: str,
    team: Organisation,
    name: str,
    role: str,
    email: str,
    phone: str,
) -> Contact:
    """Name whom practices can ask about a programme, in place of who was named before."""
    if programme not in available():
        raise Refused("There is no such programme.")
    if team.pk not in by.may(Right.WORK_CASES).codes:
        raise Refused("Only those who answer requests for this team name its contact.")
    before = Contact.objects.filter(programme=programme, organisation=team).first()
    told = {"name": name, "role": role, "email": email, "phone": phone}
    contact, _ = Contact.objects.update_or_create(
        programme=programme, organisation=team, defaults=told
    )
    record(
        by=by.actor,
        act="contact.named",
        subject=contact,
        organisation=team.code,
        before=_told(before),
        after=told,
    )
    return contact


def _told(contact: Contact | None) -> dict[str, str] | None:
    if contact is None:
        return None
    return {name: getattr(contact, name) for name in ("name", "role", "email", "phone")}


def _made(row: Past, practice: Organisation, source: str, at: datetime) -> PastSupport:
    return PastSupport(
        organisation=practice,
        tier=Tier.COMMISSIONER,
        scheme=row.scheme,
        year=row.year,
        what=row.what,
        note=row.note,
        source=source[:200],
        line=row.line,
        added=at,
    )
