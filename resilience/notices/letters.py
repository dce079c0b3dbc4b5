"""The e-mails as they are written: plain text, and nothing but what the notices say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from resilience.look.words import moment, plural
from resilience.notices.models import How, Notice

FROM_A_MACHINE = {"Auto-Submitted": "auto-generated"}
"""So that nobody's "I am away" answers it (RFC 3834)."""


def letter(notices: Sequence[Notice], connection: Any = None) -> EmailMessage:
    """The e-mail that tells one person of these, the oldest first.

    Its Message-ID comes from the first notice: the same letter, sent again by a worker that could
    not know of the first time, is known as the same.
    """
    first = notices[0]
    daily = first.how == How.DAILY
    kind = "daily" if daily else "notice"
    host = urlsplit(settings.ADDRESS).hostname
    return EmailMessage(
        subject=f"GP resilience: {plural(len(notices), 'new notice')}" if daily else first.subject,
        body=_daily(notices) if daily else _single(first),
        to=[first.user.email],
        headers=FROM_A_MACHINE | {"Message-ID": f"<{kind}-{first.key}@{host}>"},
        connection=connection,
    )


def _single(notice: Notice) -> str:
    return _joined([notice.text, _link(notice), *_foot("You get an e-mail for each notice.")])


def _daily(notices: Sequence[Notice]) -> str:
    told = [
        part
        for one in notices
        for part in (f"* {one.subject}\n  {moment(one.at)}", one.text, _link(one))
    ]
    why = "You get one e-mail a day with all that is new, because you chose it."
    return _joined(["What is new for you:", *told, *_foot(why)])


def _link(notice: Notice) -> str:
    return f"See it here: {settings.ADDRESS}{notice.address}" if notice.address else ""


def _foot(why: str) -> list[str]:
    page = settings.ADDRESS + reverse("notices:preference")
    return [
        "--",
        f"Whom to ask: {settings.CONTACT}. An answer to this e-mail is not read.",
        f"{why} Change that here: {page}",
    ]


def _joined(parts: Sequence[str]) -> str:
    return "\n\n".join(filter(None, parts)) + "\n"
