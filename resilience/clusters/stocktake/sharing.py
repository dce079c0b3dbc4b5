"""A practice shares one of its questionnaires with a person it names, for some time (Q5)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from resilience.accounts.models import Membership, User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.seers import above, in_force
from resilience.accounts.tiers import Tier
from resilience.audit.actions import record
from resilience.audit.models import Event
from resilience.clusters.models import Answered, SharedAnswers
from resilience.clusters.typed import plain
from resilience.look import words
from resilience.notices.actions import tell
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.schema.questionnaire import Stocktaking
from resilience.screening.months import months_later

LONGEST_WHY = 300
READ = "clusters.shared_answers_read"
NOBODY = (
    "Nobody with this address acts for an organisation of your area here. Check the address, or "
    "ask the person which one they sign in with."
)


@transaction.atomic
def share(
    *,
    by: Reader,
    answered: Answered,
    whom: User,
    what: str,
    until: date,
    why: str,
    limits: Stocktaking,
    now: datetime,
) -> SharedAnswers:
    """Let a person read a questionnaire from today to the end of the day `until`, at most the
    programme's longest time ahead. They are told; the record says with whom, not what."""
    practice = Organisation.objects.select_for_update().get(pk=answered.organisation_id)
    today = timezone.localdate(now)
    refuse(why_not_share(by, practice))
    refuse(why_not_until(until, today, limits))
    if not acting_near(whom, practice, today):
        raise Refused(NOBODY)
    on = SharedAnswers.objects.in_force().filter(answered=answered, reader=whom, ends__gt=today)
    if on.exists():
        raise Refused(f"{whom.name} may read it already. End that first to change it.")
    made = SharedAnswers.objects.create(
        organisation=practice,
        tier=Tier.PRACTICE,
        answered=answered,
        reader=whom,
        what=SharedAnswers.What(what),
        why=plain(why, LONGEST_WHY),
        starts=today,
        ends=until + timedelta(days=1),
        written_by=by.actor,
        written=now,
    )
    tell(
        people=[whom],
        subject=f"{practice.name} shares a questionnaire with you",
        text=f"You alone may read it until {words.day(until)}. The practice sees when you do, and "
        "may end it at any time.",
        address=reverse("clusters:shared_answers", args=[answered.programme, made.pk]),
    )
    record(
        by=by.actor,
        act="clusters.answers_shared",
        subject=made,
        organisation=practice.code,
        after={"reader": whom.actor, "what": made.what, "until": until.isoformat()},
    )
    return made


@transaction.atomic
def end_sharing(*, by: Reader, shared: SharedAnswers) -> None:
    """Let a person read it no longer, from now on."""
    refuse(why_not_share(by, shared.organisation))
    if not shared.end():
        raise Refused("It was ended already.")
    record(
        by=by.actor,
        act="clusters.answers_shared_ended",
        subject=shared,
        organisation=shared.organisation.code,
    )


def note_reading(*, by: Reader, shared: SharedAnswers) -> None:
    """Keep that the person read it: the practice sees when."""
    record(by=by.actor, act=READ, subject=shared, organisation=shared.organisation.code)


def readings(shared: SharedAnswers) -> list[datetime]:
    """When a person read what is shared with them, the latest first."""
    events = Event.objects.filter(
        act=READ, subject_kind=shared._meta.label_lower, subject_id=str(shared.pk)
    )
    return list(events.order_by("-at").values_list("at", flat=True))


def why_not_share(by: Reader, practice: Organisation) -> str:
    """Why somebody does not share what a practice answered: only its own leads do."""
    return "" if by.may(Right.REFER).holds(practice) else "Only a lead of the practice does this."


def why_not_until(until: date, today: date, limits: Stocktaking) -> str:
    """Why something is not shared until a day."""
    if until < today:
        return f"{words.day(until)} is over: choose today or a later day."
    latest = months_later(today, limits.share_months)
    if until >= latest:
        return (
            f"Choose a day before {words.day(latest)}: it is shared for at most "
            f"{words.plural(limits.share_months, 'month')} at a time."
        )
    return ""


def found_person(email: str, practice: Organisation, day: date) -> User | None:
    """The person with an address who acts for an organisation of a practice's area; none where
    nobody does, or not there: which of these it is, is not told."""
    person = User.objects.filter(email=email.lower(), is_active=True).first()
    return person if person and acting_near(person, practice, day) else None


def acting_near(person: User, practice: Organisation, day: date) -> list[Membership]:
    """The roles of a person at organisations above or beside a practice, but neither at the
    practice, which reads it anyway, nor at the nation."""
    held = in_force(day).filter(above("organisation", practice, day), user=person)
    others = held.exclude(organisation=practice).exclude(organisation__kind=Kind.NATION)
    return list(others.select_related("organisation").order_by("organisation__name", "role"))
