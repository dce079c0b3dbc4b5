"""What an administrator does on a page, which is more than one act at once."""

from __future__ import annotations

from datetime import date
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from resilience.accounts import actions
from resilience.accounts.models import Invitation, Membership
from resilience.accounts.reader import Reader
from resilience.accounts.sessions import end_sessions


def send(request: HttpRequest, invitation: Invitation, secret: str) -> bool:
    """Send an invitation's link to its address; False where the e-mail did not go out."""
    link = request.build_absolute_uri(reverse("accounts:follow", args=[secret]))
    context = {"invitation": invitation, "link": link, "days": actions.GOOD_FOR.days}
    words = render_to_string("accounts/people_invitation.txt", context)
    try:
        send_mail("You are invited to GP resilience", words, None, [invitation.email])
    except (OSError, SMTPException):
        return False
    return True


@transaction.atomic
def again(*, by: Reader, invitation: Invitation) -> tuple[Invitation, str]:
    """A new invitation in place of one that was lost or ran out: only a digest of the first
    one's secret is kept, so it can't be sent a second time."""
    actions.withdraw(by=by, invitation=invitation)
    return actions.invite(
        by=by,
        email=invitation.email,
        organisation=invitation.organisation,
        role=invitation.role,
    )


@transaction.atomic
def end(*, by: Reader, membership: Membership, day: date) -> None:
    """End a membership; who leaves today is signed out everywhere too."""
    actions.end(by=by, membership=membership, day=day)
    if day <= by.day:
        end_sessions(by=by.actor, user=membership.user, of=membership.organisation.code)
