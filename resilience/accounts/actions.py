"""Everything that is done about people: inviting, giving and ending roles, naming readers."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from resilience.accounts.models import Invitation, Membership, NamedReader, User
from resilience.accounts.reader import Reader
from resilience.accounts.rules import (
    Refused,
    refuse,
    why_not_end_reading,
    why_not_hold,
    why_not_invite,
    why_not_manage,
    why_not_name,
)
from resilience.audit.actions import record
from resilience.organisations.models import FOREVER, Organisation

GOOD_FOR = timedelta(days=7)


@transaction.atomic
def invite(
    *, by: Reader, email: str, organisation: Organisation, role: str
) -> tuple[Invitation, str]:
    """Offer a role to whoever reads an address; the invitation and the secret of its link."""
    refuse(why_not_hold(by, organisation, role, email))
    refuse(why_not_invite(by, organisation, role))
    return invite_by_command(by=by.actor, email=email, organisation=organisation, role=role)


@transaction.atomic
def invite_by_command(
    *, by: str, email: str, organisation: Organisation, role: str
) -> tuple[Invitation, str]:
    """The same without asking who may: for someone at the machine itself, who brings the first."""
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email.lower(),
        organisation=organisation,
        role=role,
        digest=_digest(secret),
        expires=timezone.now() + GOOD_FOR,
    )
    record(
        by=by,
        act="person.invited",
        subject=invitation,
        organisation=organisation.code,
        after={"role": role},
    )
    return invitation, secret


def invitation_of(secret: str) -> Invitation | None:
    """The invitation that a link's secret opens, while it is good."""
    return (
        Invitation.objects.filter(
            digest=_digest(secret),
            expires__gt=timezone.now(),
            accepted__isnull=True,
            withdrawn__isnull=True,
        )
        .select_related("organisation")
        .first()
    )


@transaction.atomic
def accept(*, by: User, invitation: Invitation, day: date) -> Membership:
    """Take up an offer, once, from `day` on; only the person it was sent to may."""
    offered = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if offered.accepted or offered.withdrawn or offered.expires <= timezone.now():
        raise Refused("This invitation is no longer good: ask for another.")
    if offered.email != by.email:
        raise Refused("This invitation was sent to another address: sign in with that one.")
    offered.accepted = timezone.now()
    offered.save(update_fields=["accepted"])
    return _give(by.actor, by, offered.organisation, offered.role, day)


@transaction.atomic
def withdraw(*, by: Reader, invitation: Invitation) -> None:
    """Take back an offer that nobody has taken up."""
    refuse(why_not_invite(by, invitation.organisation, invitation.role))
    if invitation.accepted:
        raise Refused("This invitation was accepted: end the membership instead.")
    invitation.withdrawn = timezone.now()
    invitation.save(update_fields=["withdrawn"])
    record(
        by=by.actor,
        act="invitation.withdrawn",
        subject=invitation,
        organisation=invitation.organisation.code,
    )


@transaction.atomic
def give(
    *,
    by: Reader,
    user: User,
    organisation: Organisation,
    role: str,
    starts: date,
    ends: date = FOREVER,
) -> Membership:
    """Let somebody who is here act for an organisation in a further role."""
    refuse(why_not_hold(by, organisation, role, user.email))
    refuse(why_not_manage(by, organisation))
    if ends <= starts:
        raise Refused("The last day must be after the first.")
    return _give(by.actor, user, organisation, role, starts, ends)


@transaction.atomic
def end(*, by: Reader, membership: Membership, day: date) -> None:
    """End a membership: on `day` and after it gives nothing any more, on any page."""
    organisation = membership.organisation
    if membership.user != by.user:
        refuse(why_not_manage(by, organisation))
    if day >= membership.ends:
        raise Refused("This membership ends before that day already.")
    before, membership.ends = membership.ends, max(day, membership.starts)
    membership.save(update_fields=["ends"])
    record(
        by=by.actor,
        act="membership.ended",
        subject=membership,
        organisation=organisation.code,
        before={"ends": before},
        after={"ends": membership.ends},
        person=membership.user.actor,
        role=membership.role,
    )


@transaction.atomic
def name_reader(
    *,
    by: Reader,
    user: User,
    organisation: Organisation,
    subject: str,
    starts: date,
    ends: date = FOREVER,
) -> NamedReader:
    """Name somebody to read restricted records of one subject within an organisation."""
    refuse(why_not_name(by, organisation, user))
    named = NamedReader.objects.create(
        user=user, organisation=organisation, subject=subject, starts=starts, ends=ends
    )
    record(
        by=by.actor,
        act="reader.named",
        subject=named,
        organisation=organisation.code,
        after={"subject": subject, "starts": starts, "ends": ends},
        person=user.actor,
    )
    return named


@transaction.atomic
def end_reading(*, by: Reader, named: NamedReader, day: date) -> None:
    """From `day` on somebody reads restricted records no more."""
    if named.user != by.user:
        refuse(why_not_end_reading(by, named.organisation))
    before, named.ends = named.ends, max(min(day, named.ends), named.starts)
    named.save(update_fields=["ends"])
    record(
        by=by.actor,
        act="reader.ended",
        subject=named,
        organisation=named.organisation.code,
        before={"ends": before},
        after={"ends": named.ends},
        person=named.user.actor,
    )


def _give(
    by: str,
    user: User,
    organisation: Organisation,
    role: str,
    starts: date,
    ends: date = FOREVER,
) -> Membership:
    membership = Membership.objects.create(
        user=user, organisation=organisation, role=role, starts=starts, ends=ends
    )
    record(
        by=by,
        act="membership.given",
        subject=membership,
        organisation=organisation.code,
        after={"role": role, "starts": starts, "ends": ends},
        person=user.actor,
    )
    return membership


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
