"""Keeping what earlier years did for practices (GB2.4-GB2.6), and whom they can ask (G8.13)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.audit.actions import record
from resilience.cases.models import Contact, PastSupport
from resilience.cases.past import Past, PutAside
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.packs import available


@dataclass(frozen=True)
class Kept:
    """How many rows of a file were new, how many were there already, and which were put aside."""

    new: int
    known: int
    aside: list[PutAside]


@transaction.atomic
def keep_past(
    *, by: Reader | str, rows: Iterable[Past | PutAside], source: str, at: datetime
) -> Kept:
    """Keep the rows of a file of past support; what is there already stays as it is. Somebody
    keeps those of practices whose requests they answer; a command (a name) those of any."""
    rows = list(rows)
    read = [row for row in rows if isinstance(row, Past)]
    practices = Organisation.objects.filter(
        code__in={row.practice for row in read}, kind=Kind.PRACTICE
    )
    if isinstance(by, Reader):
        if not by.may(Right.WORK_CASES):
            raise Refused("Only those who answer requests for help load past support.")
        practices = practices.filter(by.may(Right.WORK_CASES).within("pk"))
    known = {one.code: one for one in practices}
    there = set(
        PastSupport.objects.filter(organisation__in=known.values()).values_list(
            "organisation__code", "scheme", "year", "what"
        )
    )
    fresh: dict[tuple[str, str, str, str], PastSupport] = {}
    again = 0
    for row in read:
        key = (row.practice, row.scheme, row.year, row.what)
        if key in there or key in fresh:
            again += 1
        elif row.practice in known:
            fresh[key] = _made(row, known[row.practice], source, at)
    PastSupport.objects.bulk_create(fresh.values())
    aside = [one for one in rows if isinstance(one, PutAside)]
    aside += [
        PutAside(row.line, f"practice_code: {row.practice} is no practice of yours.")
        for row in read
        if row.practice not in known
    ]
    record(
        by=by.actor if isinstance(by, Reader) else by,
        act="past_support.kept",
        subject=("cases.pastsupport", source),
        new=len(fresh),
        known=again,
        aside=len(aside),
    )
    return Kept(len(fresh), again, sorted(aside, key=lambda one: one.line))


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
