"""Regular contact with a practice: planned, recorded, and the next one opened by itself (Q13)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.tiers import Tier
from resilience.audit.actions import record
from resilience.clusters.models import RegularContact
from resilience.clusters.response.causes import locked_practice
from resilience.clusters.response.rules import why_not_work_with
from resilience.clusters.response.team import team_of
from resilience.clusters.response.told import tell_practice
from resilience.clusters.typed import plain
from resilience.look import words
from resilience.notices.actions import one_line
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.screening.status_actions import in_force as status_of

LONGEST_WHO, LONGEST_ABOUT = 200, 300


@transaction.atomic
def plan_contact(
    *,
    by: Reader,
    practice: Organisation,
    pack: Pack,
    due: date,
    who: str,
    about: str,
    at: datetime,
) -> RegularContact:
    """Plan who speaks with a practice by a day. The practice is told."""
    refuse(why_not_work_with(practice, by))
    locked_practice(practice)
    days = days_between(practice, pack)
    if days is None:
        raise Refused("Contacts are planned with a practice whose status is amber or red.")
    latest = by.day + timedelta(days=days)
    if not by.day <= due <= latest:
        raise Refused(
            f"Give a day from today to {words.day(latest)}: such a practice is spoken with at "
            f"least every {days} days."
        )
    made = _planned(practice, pack.id, due, plain(who, LONGEST_WHO), about, by, at)
    tell_practice(practice, pack.id, by, "the next contact with you is planned")
    return made


@transaction.atomic
def record_contact(
    *,
    by: Reader,
    contact: RegularContact,
    pack: Pack,
    happened: date,
    what: str,
    at: datetime,
) -> RegularContact | None:
    """Record that somebody spoke with a practice, and what came of it; the next contact, which is
    opened by itself while the practice is amber or red, unless one is planned already."""
    practice = contact.organisation
    refuse(why_not_record(contact, by))
    locked_practice(practice)
    contact.refresh_from_db()
    if contact.happened is not None:
        raise Refused("Somebody recorded this contact meanwhile. Read what they wrote.")
    if happened > by.day:
        raise Refused(f"{words.day(happened)} is still to come: give a day up to today.")
    contact.happened, contact.what = happened, plain(what)
    contact.save(update_fields=["happened", "what"])
    record(
        by=by.actor,
        act="response.contact_recorded",
        subject=contact,
        organisation=practice.code,
        after={"programme": contact.programme, "happened": happened.isoformat()},
    )
    days = days_between(practice, pack)
    open_ones = RegularContact.objects.filter(
        organisation=practice, programme=contact.programme, happened=None
    )
    if days is None or open_ones.exists():
        return None
    due = max(happened + timedelta(days=days), by.day)
    return _planned(practice, pack.id, due, contact.who, contact.about, by, at)


def why_not_record(contact: RegularContact, by: Reader) -> str:
    """Why somebody may not record a contact: those who run the local programme do, and those in the
    practice's team who sign in here."""
    team = team_of(contact.organisation, contact.programme)
    if isinstance(by.user, User) and team.filter(user=by.user).exists():
        return ""
    return why_not_work_with(contact.organisation, by)


def days_between(practice: Organisation, pack: Pack) -> int | None:
    """Days between contacts with a practice as its status is now; none where none are due."""
    status = status_of(practice, pack.id)
    return pack.response.days(status.status) if pack.response and status else None


def _planned(
    practice: Organisation,
    programme: str,
    due: date,
    who: str,
    about: str,
    by: Reader,
    at: datetime,
) -> RegularContact:
    made = RegularContact.objects.create(
        organisation=practice,
        tier=Tier.COMMISSIONER,
        programme=programme,
        due=due,
        who=one_line(who),
        about=one_line(plain(about, LONGEST_ABOUT)),
        at=at,
        by=by.actor,
    )
    record(
        by=by.actor,
        act="response.contact_planned",
        subject=made,
        organisation=practice.code,
        after={"programme": programme, "due": due.isoformat()},
    )
    return made
