"""Telling people, and what they do about it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused
from resilience.accounts.saying import tidied
from resilience.audit.actions import record
from resilience.look.asked import clean
from resilience.notices.models import ONCE, SUBJECT, How, Notice, Preference
from resilience.notices.queries import how_of, how_told, notices_of


@transaction.atomic
def tell(
    *, people: Iterable[User], subject: str, text: str, address: str = "", once: str = ""
) -> int:
    """Tell people something, in the caller's transaction: nothing is told of an act that did not
    happen. How many were told; their e-mails go out afterwards (sending.py).

    `subject` is one line and `text` plain text: both go by e-mail, so neither may hold anything
    confidential. `address` is a path of the site ("/cases/GPR-000123/"); `once` names the telling:
    who was told it already is not told again, ever. Raises ValueError for an address that is no
    path of the site and for a name of more than 200 characters.
    """
    if address and not _is_path(address):
        raise ValueError(f"{address!r} is no path of the site")
    if len(once) > ONCE:
        raise ValueError(f"{once!r} is longer than {ONCE} characters")
    active = {user.pk: user for user in people if user.is_active}
    how = how_told(active.values())
    told = Notice.objects.bulk_create(
        [
            Notice(
                user=user,
                subject=one_line(subject),
                text=tidied(text),
                address=address,
                once=once,
                how=how[pk],
            )
            for pk, user in active.items()
        ],
        ignore_conflicts=bool(once),
    )
    if not once:
        return len(told)
    return Notice.objects.filter(key__in=[one.key for one in told]).count()


def mark_read(*, by: Reader, notice: Notice | None = None) -> int:
    """Mark one of a reader's own notices as read, or all of them; how many were not before."""
    unread = notices_of(by).filter(read=None)
    if notice:
        unread = unread.filter(pk=notice.pk)
    return unread.update(read=timezone.now())


@transaction.atomic
def choose(*, by: Reader, how: How) -> None:
    """Choose how one is told from now on. What waits to be sent goes the new way, or stays."""
    if not isinstance(by.user, User):
        raise Refused("Sign in to choose how you are told.")
    before = how_of(by)
    kept, _ = Preference.objects.update_or_create(user=by.user, defaults={"how": how})
    notices_of(by).filter(sent=None, given_up=None).exclude(how=How.PRODUCT).update(how=how)
    if how != before:
        record(
            by=by.actor,
            act="notices.chosen",
            subject=kept,
            before={"how": str(before)},
            after={"how": str(how)},
        )


def one_line(subject: str) -> str:
    """A subject as one line of at most 150 characters, of which none ends a header."""
    line = " ".join(clean(subject).split())
    return line if len(line) <= SUBJECT else f"{line[: SUBJECT - 1]}…"


def _is_path(address: str) -> bool:
    whole = address.isprintable() and not set(address) & set(' \\"<>')
    return whole and address.startswith("/") and not address.startswith("//")
