"""How somebody comes to be here: by taking up an invitation, and in no other way."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from resilience.accounts import actions
from resilience.accounts.models import Invitation, User
from resilience.audit.actions import record


@transaction.atomic
def join(*, invitation: Invitation, name: str, password: str | None) -> User:
    """Make the account of whoever holds an invitation, and let them act at once."""
    user = User.objects.create_user(invitation.email, password, name=name)
    record(
        by=user.actor,
        act="person.joined",
        subject=user,
        organisation=invitation.organisation.code,
    )
    actions.accept(by=user, invitation=invitation, day=timezone.localdate())
    return user


@transaction.atomic
def join_by_provider(*, email: str, name: str) -> User | None:
    """The same for somebody whom an outside provider vouches for, if there are invitations to
    their address: the account has no password, and all of them are taken up."""
    invitations = open_invitations(email)
    if not invitations:
        return None
    user = join(invitation=invitations[0], name=name[:150] or email, password=None)
    for invitation in invitations[1:]:
        actions.accept(by=user, invitation=invitation, day=timezone.localdate())
    return user


def open_invitations(email: str) -> list[Invitation]:
    """The invitations to an address that are still good, the oldest first."""
    good = Invitation.objects.filter(
        email=email, expires__gt=timezone.now(), accepted=None, withdrawn=None
    )
    return list(good.select_related("organisation").order_by("sent", "pk"))
