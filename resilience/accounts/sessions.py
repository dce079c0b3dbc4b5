"""The sessions of a person: which there are, and ending them."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction

from resilience.accounts.models import User
from resilience.audit.actions import record


def sessions_of(user: User) -> list[UserSession]:
    """Those that are still good, the newest first."""
    return sorted(UserSession.objects.purge_and_list(user), key=lambda s: s.created_at)[::-1]


@transaction.atomic
def end_sessions(*, by: str, user: User, but: str | None = None, of: str = "") -> int:
    """Sign a person out everywhere, but for the session whose key is given; how many ended. `of` is
    the organisation, its code, for which an administrator does it."""
    ended = [one for one in sessions_of(user) if one.session_key != but]
    for session in ended:
        session.end()
    if ended:
        record(by=by, act="sessions.ended", subject=user, organisation=of, sessions=len(ended))
    return len(ended)
